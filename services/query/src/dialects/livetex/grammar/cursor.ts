/** A text does not follow the grammar: where, counted from 1, and what would be right there. */
export class SyntaxFault extends Error {
  override readonly name = "SyntaxFault";
  readonly position: number;

  /** @param offset counted from 0 */
  constructor(offset: number, expected: string) {
    super(`at ${offset + 1}: ${expected}`);
    this.position = offset + 1;
  }
}

/**
 * Reads a text from left to right. The three grammars of this dialect are regular but for one level of brackets, so a cursor and one function a
 * rule say them more plainly than a parser generator, and every fault knows its place.
 */
export class Cursor {
  readonly text: string;
  #offset = 0;

  constructor(text: string) {
    this.text = text;
  }

  get offset(): number {
    return this.#offset;
  }

  get isAtEnd(): boolean {
    return this.#offset === this.text.length;
  }

  /** Takes what the pattern (with the flag `y`) matches here; undefined, and nothing is taken, where it does not match. */
  take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#offset;
    const match = pattern.exec(this.text) ?? undefined;
    if (match !== undefined) this.#offset = pattern.lastIndex;
    return match;
  }

  skipBlanks(): boolean {
    return this.take(/\s+/y) !== undefined;
  }

  /** @throws {SyntaxFault} where the pattern does not match */
  expect(pattern: RegExp, expected: string): RegExpExecArray {
    return this.take(pattern) ?? this.fail(expected);
  }

  /** @throws {SyntaxFault} always, at `offset` (default: here) */
  fail(expected: string, offset = this.#offset): never {
    throw new SyntaxFault(offset, expected);
  }
}

/** One or more items with commas between them; blanks around an item are nothing. */
export function commaList<Item>(cursor: Cursor, item: (cursor: Cursor) => Item): Item[] {
  const items: Item[] = [];
  do {
    cursor.skipBlanks();
    items.push(item(cursor));
    cursor.skipBlanks();
  } while (cursor.take(/,/y) !== undefined);
  return items;
}
