import type { Binder } from "./binder.ts";

/** An expression over the columns of a listing's relation. Declared, never made from what a caller sent. */
export type Sql = string | ((binder: Binder) => string);

export function sqlOf(sql: Sql, binder: Binder): string {
  return typeof sql === "string" ? sql : sql(binder);
}

/**
 * What a scalar is, and what its SQL yields: `integer` any integer, `decimal` a Decimal(…, 4), `text` and `token` (one of a few words) a String,
 * `flag` a UInt8, `instant` a DateTime or DateTime64, `local` the seconds of a local time as if it were UTC, `date` a Date. Each may be null.
 */
export type ScalarKind = "integer" | "decimal" | "text" | "token" | "flag" | "instant" | "local" | "date";

export interface ScalarColumn {
  readonly kind: ScalarKind;
  readonly sql: Sql;
  /** True where the SQL never yields null: sorting by it can then follow the table's own order. */
  readonly isNeverNull?: boolean;
  /** Of an instant: true where it has milliseconds, which nothing but a listing's own order looks at. */
  readonly hasFraction?: boolean;
  /** What a row shows, where that is not the value that is compared. */
  readonly shown?: string;
}

/** A list of texts; the SQL yields an Array(String). */
export interface TextsColumn {
  readonly kind: "texts";
  readonly sql: Sql;
}

/** A list of integers, which is shown only. */
export interface IntegersColumn {
  readonly kind: "integers";
  readonly sql: Sql;
}

/** A list of records, as parallel arrays: each member's SQL yields the array of that member, all of one length. */
export interface RecordsColumn {
  readonly kind: "records";
  readonly members: Readonly<Record<string, ScalarColumn>>;
}

/** One record; it is never null itself. */
export interface RecordColumn {
  readonly kind: "record";
  readonly members: Readonly<Record<string, ScalarColumn>>;
}

export type Column = ScalarColumn | TextsColumn | IntegersColumn | RecordsColumn | RecordColumn;

const of =
  (kind: ScalarKind) =>
  (sql: Sql, options: Pick<ScalarColumn, "isNeverNull" | "hasFraction"> = {}): ScalarColumn => ({ kind, sql, ...options });

export const integer = of("integer");
export const decimal = of("decimal");
export const text = of("text");
export const token = of("token");
export const flag = of("flag");
export const instant = of("instant");
export const local = of("local");
export const date = of("date");
export const texts = (sql: Sql): TextsColumn => ({ kind: "texts", sql });
export const integers = (sql: Sql): IntegersColumn => ({ kind: "integers", sql });
export const records = <Members extends Readonly<Record<string, ScalarColumn>>>(members: Members) => ({ kind: "records", members }) as const;
export const record = <Members extends Readonly<Record<string, ScalarColumn>>>(members: Members) => ({ kind: "record", members }) as const;

/** An id column in which 0 stands for none. */
export const id = (column: string): ScalarColumn => integer(`nullIf(${column}, 0)`);

/** The current name of the object with that id; null when the directory does not know it. */
export const named = (kind: Parameters<Binder["nameOf"]>[0], column: string): ScalarColumn => text((binder) => binder.nameOf(kind, column));

/** Ids in which 0 stands for none, and names by them, as members of records. */
export const ids = (column: string): ScalarColumn => integer(`arrayMap(id -> nullIf(id, 0), ${column})`);
export const namesOf = (kind: Parameters<Binder["nameOf"]>[0], column: string): ScalarColumn =>
  text((binder) => `arrayMap(id -> ${binder.nameOf(kind, "id")}, ${column})`);

/** The same column in other words: a token that stands in `words` is shown, filtered and sorted as its word; null as `absent`, if that is given. */
export function worded(column: ScalarColumn, words: Readonly<Record<string, string>>, absent?: string): ScalarColumn {
  return {
    kind: "token",
    isNeverNull: column.isNeverNull === true || absent !== undefined,
    sql: (binder) => {
      const given = `cast(${sqlOf(column.sql, binder)} as Nullable(String))`;
      const from = binder.bind("Array(String)", Object.keys(words));
      const shown = `transform(${given}, ${from}, ${binder.bind("Array(String)", Object.values(words))}, ${given})`;
      return absent === undefined ? shown : `ifNull(${shown}, ${binder.bind("String", absent)})`;
    },
  };
}

/** A flag that is the same in every row. */
export function constantFlag(value: boolean): ScalarColumn {
  return { kind: "flag", sql: value ? "1" : "0", isNeverNull: true };
}

/** A token that is the same in every row; undefined: null in every row. */
export function constant(word?: string): ScalarColumn {
  return word === undefined ? text("cast(null as Nullable(String))") : { kind: "token", sql: (binder) => binder.bind("String", word), isNeverNull: true };
}
