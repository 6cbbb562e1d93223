/** Bytes of a small object or list, of a value in one, and of a text and each of its characters; measured roughly, rounded up (most texts here are Cyrillic). */
const objectBytes = 64;
const fieldBytes = 16;
const textBytes = 24;
const characterBytes = 2;

/** About how many bytes of memory a value of plain objects, lists, texts and numbers takes, for the weight of states. */
export function weightOf(value: unknown): number {
  if (value === undefined) return 0;
  if (typeof value === "string") return textBytes + characterBytes * value.length;
  if (typeof value !== "object" || value === null) return fieldBytes;
  let bytes = objectBytes;
  for (const part of Object.values(value)) bytes += fieldBytes + weightOf(part);
  return bytes;
}
