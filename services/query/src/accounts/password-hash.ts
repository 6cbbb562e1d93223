import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { z } from "zod";

interface ScryptCost {
  /** Binary logarithm of N, block size, parallelism: RFC 7914. 2^15 and 8 take 32 MiB and some 80 ms. */
  readonly ln: number;
  readonly r: number;
  readonly p: number;
}

interface ParsedHash extends ScryptCost {
  readonly salt: Buffer;
  readonly hash: Buffer;
}

const cost: ScryptCost = { ln: 15, r: 8, p: 1 };
const hashBytes = 32;
const encodedForm = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{16,86})\$([A-Za-z0-9+/]{43})$/;

/** A slow, salted hash of a password, as one line of text that carries its own parameters: `$scrypt$ln=15,r=8,p=1$<salt>$<hash>`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, { ...cost, salt });
  return `$scrypt$ln=${cost.ln},r=${cost.r},p=${cost.p}$${unpadded(salt)}$${unpadded(hash)}`;
}

/**
 * Whether the password is the hashed one; compared in constant time.
 * @throws {Error} when `encoded` is no such hash, which the accounts file cannot hold
 */
export async function verifyPassword(password: string, encoded: string): Promise<boolean> {
  const parsed = parseHash(encoded);
  if (parsed === undefined) throw new Error("Not a password hash");
  return timingSafeEqual(await derive(password, parsed), parsed.hash);
}

/** What the accounts file holds in place of a password. */
export const passwordHash = z
  .string("must be what the command `hash` prints")
  .refine((text) => parseHash(text) !== undefined, "must be what the command `hash` prints, not the password itself");

function parseHash(encoded: string): ParsedHash | undefined {
  const [, ln, r, p, salt, hash] = encodedForm.exec(encoded) ?? [];
  if (ln === undefined || r === undefined || p === undefined || salt === undefined || hash === undefined) return undefined;
  const parsed = { ln: Number(ln), r: Number(r), p: Number(p), salt: Buffer.from(salt, "base64"), hash: Buffer.from(hash, "base64") };
  // bounds: weaker is not a slow hash, stronger would let one line of configuration take the machine's memory
  const isAffordable = parsed.ln >= 14 && parsed.ln <= 18 && parsed.r >= 8 && parsed.r <= 16 && parsed.p >= 1 && parsed.p <= 4;
  return isAffordable && parsed.hash.length === hashBytes ? parsed : undefined;
}

function derive(password: string, { ln, r, p, salt }: ScryptCost & { salt: Buffer }): Promise<Buffer> {
  const N = 2 ** ln;
  return new Promise((resolve, reject) => {
    scrypt(password.normalize("NFC"), salt, hashBytes, { N, r, p, maxmem: 256 * N * r * p }, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}

function unpadded(bytes: Buffer): string {
  return bytes.toString("base64").replace(/=+$/, "");
}
