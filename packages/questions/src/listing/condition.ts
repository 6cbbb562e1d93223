import type { RecordsColumn, ScalarColumn, TextsColumn } from "./column.ts";

/** A local time as epoch seconds: two instants where the clocks show it twice, else the same twice. */
export interface LocalTime {
  readonly first: number;
  readonly last: number;
}

/**
 * A value to compare with: a number for `integer`, `decimal` and `local`, a text for `text`, `token` and `date` (YYYY-MM-DD), a boolean for `flag`,
 * a local time for `instant`.
 */
export type Value = number | string | boolean | LocalTime;
export type Comparison = "equals" | "differs" | "less" | "at_most" | "more" | "at_least";

/** What a scalar is held against. As in SQL, a null answers none of them but `null`. */
export type ScalarTest =
  | { readonly test: Comparison; readonly value: Value }
  | { readonly test: "among" | "not_among"; readonly values: readonly Value[] }
  | { readonly test: "null" | "not_null" }
  /** `%` any text, `_` any character, a backslash takes the next character as it is; see `isLikePattern`. */
  | { readonly test: "like" | "not_like"; readonly pattern: string; readonly isCaseless: boolean }
  /** A regular expression that matches anywhere; see `findBadExpression`. */
  | { readonly test: "matches"; readonly pattern: string }
  | { readonly test: "contains" | "starts" | "ends"; readonly text: string };

/** A question about the elements of a list. A comparison holds when it does for any element; one with a value of another type never does. */
export type ElementsTest =
  | { readonly all: readonly ElementsTest[] }
  | { readonly any: readonly ElementsTest[] }
  | { readonly not: ElementsTest }
  /** `member` of the records; undefined: the text itself */
  | { readonly member: string | undefined; readonly test: Comparison; readonly value: string | number | boolean };

export type ListTest =
  | { readonly test: "empty" | "not_empty" }
  | { readonly test: "has_any" | "has_none"; readonly texts: readonly string[] }
  | { readonly test: "elements"; readonly elements: ElementsTest };

/** A condition on the rows of a listing, in the three-valued logic of SQL. `all` of nothing holds, `any` of nothing does not. */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly column: ScalarColumn; readonly is: ScalarTest }
  | { readonly column: TextsColumn | RecordsColumn; readonly has: ListTest };
