import type { TenantReader } from "@stats/facts";

const CANNOT_COMPILE = "427";
const LENGTH_MAX = 5000;

/**
 * Which of these is no regular expression that the engine takes (RE2: neither back-references nor look-around), if any. The engine is asked: nothing
 * else knows all that it refuses; but it takes a lone backslash at the end, which escapes nothing.
 */
export async function findBadExpression(reader: Pick<TenantReader, "select">, patterns: readonly string[]): Promise<string | undefined> {
  for (const pattern of patterns) {
    const isPossible = pattern.length <= LENGTH_MAX && !pattern.includes("\0") && /^(?:[^\\]|\\[^])*$/.test(pattern);
    if (!isPossible || !(await isTaken(reader, pattern))) return pattern;
  }
  return undefined;
}

async function isTaken(reader: Pick<TenantReader, "select">, pattern: string): Promise<boolean> {
  try {
    await reader.select("select match(materialize(''), {pattern:String}) as matches", { pattern }, "regular-expression");
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === CANNOT_COMPILE) return false;
    throw error;
  }
}
