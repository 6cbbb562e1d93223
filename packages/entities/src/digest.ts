import { hash } from "node:crypto";

/**
 * The first 96 bits of a text's SHA-256, as two whole numbers: the state of an entity holds identities by digest because their
 * texts (URIs, UUIDs) would be most of its memory. Compared within one entity only, where 96 bits are far beyond accident.
 */
export interface Digest {
  /** 1..2^48: never 0, so that 0 can mark an empty slot. */
  readonly high: number;
  /** 0..2^48-1 */
  readonly low: number;
}

export function digestOf(text: string): Digest {
  // Half a surrogate pair has no UTF-8 form: hashed as it is, all such characters would be one. Escaped, they stay apart.
  const wellFormed = text.isWellFormed() ? text : JSON.stringify(text);
  // latin1 is the encoding that makes one character of each byte; it is also three times faster than a Buffer here.
  const bytes = hash("sha256", wellFormed, "latin1");
  return { high: 1 + sixBytes(bytes, 0), low: sixBytes(bytes, 6) };
}

/**
 * An event's identity (source, id) as a UUID text, for tables that have a row per identity. 128 bits of MD5: short, and far beyond accident within one
 * entity; nobody's safety depends on it.
 */
export function identityOf(source: string, id: string): string {
  const hex = hash("md5", `${source.length}:${source}${id}`, "hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The digest of a pair of texts; the length keeps ("a", "bc") and ("ab", "c") apart. */
export function digestOfPair(first: string, second: string): Digest {
  return digestOf(`${first.length}:${first}${second}`);
}

function sixBytes(bytes: string, from: number): number {
  const upper = (bytes.charCodeAt(from) << 16) | (bytes.charCodeAt(from + 1) << 8) | bytes.charCodeAt(from + 2);
  const lower = (bytes.charCodeAt(from + 3) << 16) | (bytes.charCodeAt(from + 4) << 8) | bytes.charCodeAt(from + 5);
  return upper * 0x1000000 + lower;
}
