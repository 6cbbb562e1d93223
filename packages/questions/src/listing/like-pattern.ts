/** Longer patterns would not fit the engine's limits once they are a regular expression. */
const LENGTH_MAX = 5000;

/** Whether this is a pattern at all: one that ends in a lone backslash escapes nothing; no text of a row holds a NUL. */
export function isLikePattern(pattern: string): boolean {
  return pattern.length <= LENGTH_MAX && !pattern.includes("\0") && /^(?:[^\\]|\\[^])*$/.test(pattern);
}

/** The same pattern with a backslash before `%`, `_` and backslashes only: elsewhere it would stand for itself in ClickHouse, but for nothing in PostgreSQL. */
export function likePattern(pattern: string): string {
  return pattern.replace(/\\([^])/g, (escaped, character: string) => (/[%_\\]/.test(character) ? escaped : character));
}
