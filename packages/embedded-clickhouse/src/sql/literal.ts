const ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\0": "\\0", "\t": "\\t" };

/** A ClickHouse string literal. Line breaks are escaped too, so that the text of a statement stays on one line. */
export function quoteString(value: string): string {
  return `'${value.replaceAll(/[\\'\n\r\0\t]/g, (character) => ESCAPES[character] ?? character)}'`;
}

/** A ClickHouse identifier in backquotes. */
export function quoteIdentifier(name: string): string {
  return `\`${name.replaceAll(/[\\`]/g, (character) => `\\${character}`)}\``;
}
