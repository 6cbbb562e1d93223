import { importPKCS8, SignJWT } from "jose";
import type { TestAccount } from "./test-account.ts";

/** Deviations of a token from a good one. Times in seconds relative to now. */
export interface TokenChanges {
  readonly keyId?: string;
  readonly issuer?: number | string;
  readonly issuedIn?: number;
  readonly expiresIn?: number;
}

/** `Bearer <JWT>` as the vendor's clients sign it. */
export async function bearer({ voximplant }: TestAccount, changes: TokenChanges = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const { keyId = voximplant.keyId, issuer = voximplant.accountId, issuedIn = 0, expiresIn = 60 } = changes;
  const jwt = await new SignJWT({ iss: issuer as string, iat: now + issuedIn, exp: now + expiresIn })
    .setProtectedHeader({ alg: "RS256", typ: "JWT", kid: keyId })
    .sign(await importPKCS8(voximplant.privateKey, "RS256"));
  return `Bearer ${jwt}`;
}
