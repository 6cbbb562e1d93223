import { compactVerify, decodeJwt, decodeProtectedHeader } from "jose";
import { z } from "zod";
import { VoximplantError } from "./errors.ts";

const lifetimeSecondsMax = 3600;
const skewSeconds = 60;

const header = z.object({ alg: z.literal("RS256"), kid: z.string().min(1) });
const claims = z.object({
  iss: z.union([z.int().positive(), z.string().regex(/^\d+$/)]).transform(String),
  iat: z.int(),
  exp: z.int(),
  nbf: z.int().optional(),
});

export interface Token {
  readonly jwt: string;
  readonly keyId: string;
  /** The account, as digits. */
  readonly issuer: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly notBefore: number | undefined;
}

/** Reads a bearer token without trusting it. @throws {VoximplantError} 447 for anything that is no RS256 JWT with kid, iss, iat and exp */
export function fromBearerToken(jwt: string): Token {
  try {
    const { kid } = header.parse(decodeProtectedHeader(jwt));
    const { iss, iat, exp, nbf } = claims.parse(decodeJwt(jwt));
    return { jwt, keyId: kid, issuer: iss, issuedAt: iat, expiresAt: exp, notBefore: nbf };
  } catch {
    throw new VoximplantError(447, "an RS256 JWT with kid, iss, iat and exp is expected");
  }
}

/** @throws {VoximplantError} 100 when the key did not sign it */
export async function checkSignature({ jwt }: Token, key: Parameters<typeof compactVerify>[1]): Promise<void> {
  try {
    await compactVerify(jwt, key, { algorithms: ["RS256"] });
  } catch {
    throw new VoximplantError(100);
  }
}

/** Clocks may differ by a minute. @throws {VoximplantError} 454, 455 or 456 */
export function checkLifetime(token: Token, nowSeconds: number): void {
  if (token.expiresAt - token.issuedAt > lifetimeSecondsMax) throw new VoximplantError(454);
  if (Math.max(token.issuedAt, token.notBefore ?? token.issuedAt) > nowSeconds + skewSeconds) throw new VoximplantError(455);
  if (token.expiresAt < nowSeconds - skewSeconds) throw new VoximplantError(456);
}
