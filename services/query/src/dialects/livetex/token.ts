import { decodeJwt, errors, jwtVerify, SignJWT } from "jose";

export const tokenLifetimeSeconds = 3600;

/** A token that says who it is for and until when; nothing is kept of it. */
export async function signToken(login: string, key: Uint8Array, nowSeconds: number): Promise<string> {
  return await new SignJWT()
    .setProtectedHeader({ alg: "HS256" })
    .setSubject(login)
    .setIssuedAt(nowSeconds)
    .setExpirationTime(nowSeconds + tokenLifetimeSeconds)
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

/** Whether the key signed the token and it has not expired. */
export async function verifyToken(token: string, key: Uint8Array, nowSeconds: number): Promise<boolean> {
  try {
    await jwtVerify(token, key, { algorithms: ["HS256"], requiredClaims: ["sub", "exp"], currentDate: new Date(nowSeconds * 1000) });
    return true;
  } catch (error) {
    if (error instanceof errors.JOSEError) return false;
    throw error;
  }
}
