/** Deeper than any field of the contract; what lies below is unknown to it, and a hostile nesting cannot exhaust the stack. */
const depthMax = 8;

/**
 * The value without the object members that are null: publishers write `null` for "no value", and so an optional field with null
 * is absent, and a required one missing. A null in an array stays (and is an error). The value itself is not changed.
 */
export function withoutNulls(value: unknown, depth = 0): unknown {
  if (typeof value !== "object" || value === null || depth > depthMax) return value;
  return Array.isArray(value) ? arrayWithoutNulls(value, depth) : objectWithoutNulls(value, depth);
}

function arrayWithoutNulls(items: readonly unknown[], depth: number): readonly unknown[] {
  const cleaned = items.map((item) => withoutNulls(item, depth + 1));
  return cleaned.every((item, index) => item === items[index]) ? items : cleaned;
}

function objectWithoutNulls(object: object, depth: number): object {
  const entries = Object.entries(object);
  const cleaned = entries.map(([name, member]) => [name, withoutNulls(member, depth + 1)] as const).filter(([, member]) => member !== null);
  const isSame = cleaned.length === entries.length && cleaned.every(([, member], index) => member === entries[index]?.[1]);
  return isSame ? object : Object.fromEntries(cleaned);
}
