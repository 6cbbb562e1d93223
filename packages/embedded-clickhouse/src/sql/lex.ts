/** Words, and the few signs that matter for finding the clauses of a statement. Everything else is `other`. */
export interface Token {
  readonly kind: "word" | "quoted" | "semicolon" | "dot" | "other";
  readonly start: number;
  readonly end: number;
  /** Number of brackets open around the token. */
  readonly depth: number;
}

const SPACE = /\s+/y;
const WORD = /[A-Za-z_][A-Za-z0-9_$]*/y;
const NUMBER = /[0-9][A-Za-z0-9_.]*/y;
const HEREDOC = /\$[A-Za-z0-9_]*\$/y;
const LINE_COMMENT = /(?:--|\/\/|#[ !])[^\n]*/y;

function endOfQuoted(text: string, start: number): number {
  const quote = text[start];
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === quote) {
      if (text[at + 1] !== quote) return at + 1;
      at++;
    }
  }
  return text.length;
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function skipBlank(text: string, start: number): number {
  let at = start;
  for (;;) {
    const blank = match(SPACE, text, at) ?? match(LINE_COMMENT, text, at);
    if (blank !== undefined) at += blank.length;
    else if (text.startsWith("/*", at)) {
      const close = text.indexOf("*/", at + 2);
      at = close < 0 ? text.length : close + 2;
    } else return at;
  }
}

function kindAndEnd(text: string, at: number): [Token["kind"], number] {
  const first = text[at];
  if (first === "'" || first === '"' || first === "`") return ["quoted", endOfQuoted(text, at)];
  const heredoc = match(HEREDOC, text, at);
  if (heredoc !== undefined) {
    const close = text.indexOf(heredoc, at + heredoc.length);
    return ["quoted", close < 0 ? text.length : close + heredoc.length];
  }
  const word = match(WORD, text, at);
  if (word !== undefined) return ["word", at + word.length];
  const number = match(NUMBER, text, at);
  if (number !== undefined) return ["other", at + number.length];
  if (first === ";") return ["semicolon", at + 1];
  return [first === "." ? "dot" : "other", at + 1];
}

/**
 * The tokens of ClickHouse SQL, lazily: the bytes after an insert's FORMAT name are data, not SQL, and must not be looked at.
 * Comments and blanks are left out. `text` may be bytes read as latin1, so that positions are byte offsets.
 */
export function* lex(text: string): Generator<Token> {
  let depth = 0;
  for (let at = skipBlank(text, 0); at < text.length;) {
    const [kind, end] = kindAndEnd(text, at);
    if (")]}".includes(text.charAt(at))) depth--;
    yield { kind, start: at, end, depth };
    if ("([{".includes(text.charAt(at))) depth++;
    at = skipBlank(text, end);
  }
}
