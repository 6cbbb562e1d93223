/** Deeper than any field of the contract; what lies below is unknown to it, and a hostile nesting cannot exhaust the stack. */
const depthMax = 8;

type Members = Readonly<Record<string, unknown>>;

/**
 * The value without the object members that are null: publishers write `null` for "no value", and so an optional field with null
 * is absent, and a required one missing. A null in an array stays (and is an error). The value itself is not changed; where it has
 * no nulls it is the answer.
 */
export function withoutNulls(value: unknown): unknown {
  return hasNullMember(value, 0) ? copyWithoutNulls(value, 0) : value;
}

/** Looks before copying: most events have no nulls, and this runs for every event whose text has one somewhere. */
function hasNullMember(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null || depth > depthMax) return false;
  if (Array.isArray(value)) return value.some((item) => hasNullMember(item, depth + 1));
  const members = value as Members;
  for (const name in members) if (members[name] === null || hasNullMember(members[name], depth + 1)) return true;
  return false;
}

function copyWithoutNulls(value: unknown, depth: number): unknown {
  if (typeof value !== "object" || value === null || depth > depthMax) return value;
  if (Array.isArray(value)) return value.map((item) => copyWithoutNulls(item, depth + 1));
  const members = value as Members;
  const copy: Record<string, unknown> = {};
  for (const name in members) {
    // No field is called so, and to assign it would lend the copy the members of a stranger.
    if (members[name] === null || name === "__proto__") continue;
    copy[name] = copyWithoutNulls(members[name], depth + 1);
  }
  return copy;
}
