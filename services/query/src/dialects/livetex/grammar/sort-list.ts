import { commaList, Cursor } from "./cursor.ts";

/**
 * Reads `sort`: keys such as `last_name:a` or `department(title):a` with commas between them, each of the allowed ones at most once.
 * @throws {SyntaxFault}
 */
export function parseSortList(text: string, allowed: readonly string[]): readonly string[] {
  const cursor = new Cursor(text);
  const expected = `one of ${allowed.join(", ")}`;
  const seen = new Set<string>();
  const keys = commaList(cursor, () => {
    const start = cursor.offset;
    const [key] = cursor.expect(/[a-z_]+(?:\([a-z_]+\))?:[ad](?![^\s,])/y, expected);
    if (!allowed.includes(key)) cursor.fail(expected, start);
    if (seen.has(key)) cursor.fail("each key once", start);
    seen.add(key);
    return key;
  });
  return cursor.isAtEnd ? keys : cursor.fail("a comma between keys");
}
