import { lex, type Token } from "./lex.ts";
import { EngineError } from "../engine/engine-error.ts";

/** What a request asks for, by offsets into its bytes. */
export type Statement =
  /** A read whose result may be large. `outfileAt`: where an output clause belongs; `format`: its FORMAT, when it has one. */
  | { readonly kind: "read"; readonly end: number; readonly outfileAt: number; readonly format: string | undefined }
  /** An insert with data: the data begin at `dataAt`; the head (table, columns) ends at `headEnd`, its SETTINGS, if any, at `settingsEnd`. */
  | { readonly kind: "insert-data"; readonly headEnd: number; readonly settingsEnd: number; readonly format: string; readonly dataAt: number }
  | { readonly kind: "insert-select"; readonly end: number }
  | { readonly kind: "other"; readonly end: number; readonly format: string | undefined };

const READS = new Set(["SELECT", "WITH", "FROM", "VALUES"]);
const INSERT_OPENING = new Set(["INSERT", "INTO", "TABLE", "FUNCTION"]);
const INSERT_SOURCES = new Set(["SELECT", "WITH", "WATCH", "EXPLAIN"]);

interface Word extends Token {
  readonly upper: string;
}

function* words(text: string): Generator<Word> {
  for (const token of lex(text)) {
    yield { ...token, upper: token.kind === "word" ? text.slice(token.start, token.end).toUpperCase() : (text[token.start] ?? "") };
  }
}

/** Data begin after the format's name, blanks and at most one line break, as in ClickHouse's own parser. */
function dataStart(text: string, from: number): number {
  let at = from;
  while (at < text.length && " \t\f".includes(text.charAt(at))) at++;
  if (text[at] === "\r") at++;
  return text[at] === "\n" ? at + 1 : at;
}

function insertWithData(headEnd: number, settingsEnd: number, format: string, dataAt: number): Statement {
  return { kind: "insert-data", headEnd, settingsEnd, format, dataAt };
}

/** Undefined for an insert that selects. */
function readInsert(text: string): Statement | undefined {
  let settingsAt: number | undefined;
  let isNamed = false;
  let previous: Word | undefined;
  for (const token of words(text)) {
    if (token.kind === "semicolon") return undefined;
    // the name of the table, and what follows a dot in it, may be any word
    const isName: boolean = !isNamed ? !INSERT_OPENING.has(token.upper) : previous?.kind === "dot";
    isNamed ||= isName;
    const word = token.kind === "word" && token.depth === 0 && isNamed && !isName ? token.upper : "";
    if (previous?.upper === "FORMAT" && word !== "") {
      return insertWithData(settingsAt ?? previous.start, previous.start, text.slice(token.start, token.end), dataStart(text, token.end));
    }
    if (word === "SETTINGS") settingsAt ??= token.start;
    else if (word === "VALUES") return insertWithData(settingsAt ?? token.start, token.start, "Values", token.end);
    else if (word === "INFILE") throw new EngineError(78, "UNKNOWN_TYPE_OF_QUERY", "FROM INFILE is not available over HTTP");
    else if (INSERT_SOURCES.has(word)) return undefined;
    previous = isName ? { ...token, upper: "" } : token;
  }
  return undefined;
}

function only(text: string): { readonly tokens: readonly Word[]; readonly end: number } {
  const tokens: Word[] = [];
  let end: number | undefined;
  for (const token of words(text)) {
    if (end !== undefined && token.kind !== "semicolon") {
      throw new EngineError(62, "SYNTAX_ERROR", "Syntax error (Multi-statements are not allowed): one statement per request");
    }
    if (token.kind === "semicolon") end ??= token.start;
    else tokens.push(token);
  }
  return { tokens, end: end ?? text.length };
}

/** The last FORMAT clause: followed by a name, and then by nothing or by SETTINGS. */
function formatClause(tokens: readonly Word[]): { readonly at: number; readonly index: number } | undefined {
  for (let index = tokens.length - 2; index > 0; index--) {
    const [token, name, next] = [tokens[index], tokens[index + 1], tokens[index + 2]];
    if (token?.depth === 0 && token.upper === "FORMAT" && name?.kind === "word" && (next === undefined || next.upper === "SETTINGS")) {
      return { at: token.start, index };
    }
  }
  return undefined;
}

function refuseOutfile(tokens: readonly Word[]): void {
  tokens.forEach((token, index) => {
    if (token.upper === "INTO" && tokens[index + 1]?.upper === "OUTFILE") {
      throw new EngineError(358, "INTO_OUTFILE_NOT_ALLOWED", "INTO OUTFILE is not allowed over HTTP");
    }
  });
}

/**
 * Finds out what kind of statement the text is, as far as it must be known to run it: reads are written to a pipe, data of
 * inserts go through a file. Everything else is left to the engine.
 * Throws `EngineError` for what a server refuses over HTTP: several statements, INTO OUTFILE, FROM INFILE.
 */
export function readStatement(text: string): Statement {
  const first = words(text).next().value;
  if (first === undefined) throw new EngineError(62, "SYNTAX_ERROR", "Syntax error: Empty query");
  if (first.upper === "INSERT") {
    const insert = readInsert(text);
    if (insert !== undefined) return insert;
    return { kind: "insert-select", end: only(text).end };
  }
  const { tokens, end } = only(text);
  refuseOutfile(tokens);
  const clause = formatClause(tokens);
  const name = clause === undefined ? undefined : tokens[clause.index + 1];
  const format = name === undefined ? undefined : text.slice(name.start, name.end);
  const opening = tokens.find((token) => token.upper !== "(");
  if (opening?.upper === "WITH" && tokens.some((token, index) => token.depth === 0 && token.upper === "INSERT" && tokens[index + 1]?.upper === "INTO"))
    return { kind: "insert-select", end };
  if (opening === undefined || !READS.has(opening.upper)) return { kind: "other", end, format };
  return { kind: "read", end, outfileAt: clause?.at ?? end, format };
}
