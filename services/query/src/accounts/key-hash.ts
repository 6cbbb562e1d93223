import { createHash, timingSafeEqual } from "node:crypto";
import { z } from "zod";

/** The stored form of a random key: fast to compute, because the secret is long and random, so that it can be looked up. */
export function hashKey(secret: string): string {
  return `sha256:${createHash("sha256").update(secret, "utf8").digest("hex")}`;
}

/** Whether the secret is the one behind the stored hash, in constant time. */
export function matchesKey(secret: string, stored: string): boolean {
  const given = Buffer.from(hashKey(secret));
  const known = Buffer.from(stored);
  return given.length === known.length && timingSafeEqual(given, known);
}

export const keyHash = z
  .string("must be sha256:<hex of the SHA-256 of the secret>")
  .regex(/^sha256:[0-9a-fA-F]{64}$/, "must be sha256: and 64 hexadecimal digits")
  .transform((text) => text.toLowerCase());
