import type { Binder } from "./binder.ts";

/**
 * What a listing reads: the text behind `from`, for the columns that the statement names. Reading views alone, each with its account; columns that
 * nobody names cost time even where they are not read, as the engine has to think of each.
 */
export type Relation = (named: ReadonlySet<string>, binder: Binder, rows: RowsInQuestion) => string;

/** Which rows a statement is about, for relations that look something up for each of them. */
export interface RowsInQuestion {
  /** A condition on the relation's own columns. */
  readonly within: string;
  /** The statement that yields the keys of the page's rows, where these are known. */
  readonly page?: string;
}

/** A reading view: `chat_of(tenant = {tenant:String})`. */
export const view =
  (text: string): Relation =>
  () =>
    text;

export interface Branch {
  /** A reading view with its account. */
  readonly view: string;
  /** What the relation's columns are called there, where it is not the same, or an expression. */
  readonly columns: Readonly<Record<string, string>>;
  readonly where?: string;
}

/** Several views below each other. @param columns all that the relation has; each branch has them by the same name unless it says otherwise */
export function union(columns: readonly string[], branches: readonly Branch[]): Relation {
  return (named) => {
    const needed = columns.filter((column) => named.has(column));
    const selects = branches.map(({ view: from, columns: own, where }) => {
      const cells = needed.map((column) => (own[column] === undefined ? column : `${own[column]} as ${column}`));
      return `select ${cells.join(", ") || "1"} from ${from}${where === undefined ? "" : ` where ${where}`}`;
    });
    return `(${selects.join(" union all ")})`;
  };
}

/** The words of SQL texts: the columns that they name are among them. */
export function wordsOf(texts: readonly string[]): ReadonlySet<string> {
  return new Set(texts.flatMap((text) => text.match(/[A-Za-z_]\w*/g) ?? []));
}
