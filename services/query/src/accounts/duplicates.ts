import type { Fault } from "./fault.ts";

/**
 * Finds values that occur twice among all accounts. It looks at the file as it is, not at what parsed, so that duplicates show up together
 * with all other faults.
 * @param path with `*` for every element of a list
 */
export function findDuplicates(accounts: readonly unknown[], path: string): readonly Fault[] {
  const faults: Fault[] = [];
  const first = new Map<string, string>();
  const segments = path.split(".");
  for (const [index, account] of accounts.entries()) {
    for (const { value, at } of valuesAt(account, segments, `[${index}]`)) {
      const former = first.get(value);
      if (former === undefined) first.set(value, at);
      else faults.push({ path: at, message: `is the same as ${former}` });
    }
  }
  return faults;
}

function* valuesAt(node: unknown, segments: readonly string[], at: string): Generator<{ value: string; at: string }> {
  const [segment, ...rest] = segments;
  if (segment === undefined) {
    if (typeof node === "string" || typeof node === "number") yield { value: String(node).replace(/^sha256:[0-9a-f]+$/i, (key) => key.toLowerCase()), at };
  } else if (segment === "*") {
    if (Array.isArray(node)) for (const [index, element] of node.entries()) yield* valuesAt(element, rest, `${at}[${index}]`);
  } else if (typeof node === "object" && node !== null && Object.hasOwn(node, segment)) {
    yield* valuesAt((node as Record<string, unknown>)[segment], rest, `${at}.${segment}`);
  }
}
