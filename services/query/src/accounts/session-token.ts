import { createHmac, randomUUID } from "node:crypto";
import { decodeJwt, errors, jwtVerify, SignJWT } from "jose";

/** One login that a token stands for. */
export interface Session {
  /** Its own, so that it can be ended before its time. */
  readonly id: string;
  readonly login: string;
  /** Epoch seconds. */
  readonly expiresAt: number;
}

export type TokenCheck = { readonly state: "good"; readonly session: Session } | { readonly state: "expired" } | { readonly state: "forged" };

/** A token that says who it is for and until when; nothing is kept of it, so that every process can check it, also after a restart. */
export async function signToken(login: string, key: Uint8Array, nowSeconds: number, lifetimeSeconds: number): Promise<string> {
  return await new SignJWT()
    .setProtectedHeader({ alg: "HS256" })
    .setJti(randomUUID())
    .setSubject(login)
    .setIssuedAt(nowSeconds)
    .setExpirationTime(nowSeconds + lifetimeSeconds)
    .sign(key);
}

/** Whom a token claims to be for, without trusting it; undefined when it is none. */
export function subjectOf(token: string): string | undefined {
  try {
    return decodeJwt(token).sub;
  } catch {
    return undefined;
  }
}

/** Whether the key signed the token and its time is not over. */
export async function checkToken(token: string, key: Uint8Array, nowSeconds: number): Promise<TokenCheck> {
  try {
    const requiredClaims = ["sub", "exp", "jti"];
    const { payload } = await jwtVerify(token, key, { algorithms: ["HS256"], requiredClaims, currentDate: new Date(nowSeconds * 1000) });
    const { jti: id = "", sub: login = "", exp: expiresAt = 0 } = payload;
    return { state: "good", session: { id, login, expiresAt } };
  } catch (error) {
    // the signature is checked before the time
    if (error instanceof errors.JWTExpired) return { state: "expired" };
    if (error instanceof errors.JOSEError) return { state: "forged" };
    throw error;
  }
}

/**
 * Signs a user's tokens. Derived, not stored: every query process that reads the same accounts file makes the same key, and a token dies with the
 * password hash or any other change to its user.
 * @param realm keeps the tokens of two surfaces apart
 */
export function tokenKeyOf(realm: string, tenant: string, { password, ...rest }: { readonly password: string }): Uint8Array {
  return createHmac("sha256", password)
    .update(JSON.stringify([`${realm} token`, tenant, Object.entries(rest).toSorted(([one], [other]) => (one < other ? -1 : 1))]))
    .digest();
}
