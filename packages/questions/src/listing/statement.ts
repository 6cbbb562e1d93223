import { expandViews } from "@stats/facts";
import { Binder } from "./binder.ts";
import { type ScalarColumn, type Sql, sqlOf } from "./column.ts";
import { compileCondition } from "./compile-condition.ts";
import type { Condition } from "./condition.ts";
import { printColumn, type Shown } from "./print.ts";
import { type Relation, wordsOf } from "./relation.ts";

/** A relation that is listed row by row. */
export interface Listing {
  /** For logs. */
  readonly name: string;
  readonly from: Relation;
  /** Plain columns that tell a row from every other one, in the order of the table's key. */
  readonly key: readonly [string, ...string[]];
  /** The order without another and among equals, ascending, none of them ever null; with it no two rows are equal. */
  readonly order: readonly [Sql, ...Sql[]];
  /** True where rows have so few columns that reading those of a page again would cost more than reading all of them at once. */
  readonly isNarrow?: boolean;
}

export interface Order {
  readonly column: ScalarColumn;
  readonly isDescending: boolean;
}

export interface ListRequest {
  /** IANA zone in which instants are shown. */
  readonly zone: string;
  /** Where records of calls can be heard. */
  readonly recordsBaseUrl?: string;
  /** What is asked about at all, mostly a period: a condition that the table's key can use. */
  readonly within: Condition;
  readonly filter: Condition;
  /** Before the listing's own order. Nulls come last, in a descending order first; texts go by their bytes. */
  readonly sort: readonly Order[];
  readonly shown: readonly Shown[];
  readonly limit: number;
  readonly offset: number;
}

export interface Statement {
  readonly sql: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** How many rows there are on all pages, as `total`. */
export function countStatement({ from }: Listing, request: ListRequest): Statement {
  const binder = binderOf(request);
  const within = compileCondition(request.within, binder);
  const where = `${within} and ${compileCondition(request.filter, binder)}`;
  return finished(`select count() as total from ${from(wordsOf([where]), binder, { within })} where ${where}`, binder);
}

/**
 * The rows of one page, as JSON by the names that are shown. Which rows they are is decided on the columns of filter and order alone; what a row shows
 * is read for those only. A name that is shown may be that of a column: the reader has columns go first.
 */
export function pageStatement(listing: Listing, request: ListRequest): Statement {
  const binder = binderOf(request);
  const keys = listing.key.join(", ");
  const by = orderOf(listing, request.sort, binder);
  const within = compileCondition(request.within, binder);
  const cells = request.shown.map((shown) => `${printColumn(shown, binder)} as ${shown.name}`).join(",\n  ");
  if (listing.isNarrow === true) {
    const where = `${within} and ${compileCondition(request.filter, binder)}`;
    const from = listing.from(wordsOf([cells, where, by]), binder, { within });
    return finished(`select ${cells}\nfrom ${from}\nwhere ${where}\norder by ${by}\n${partOf(request, binder)}`, binder);
  }
  const page = keysOfPage(listing, request, { within, by }, binder);
  const sql = [
    `select ${cells}`,
    `from ${listing.from(wordsOf([cells, keys, within, by]), binder, { within, page })}`,
    `where ${within} and ${listing.key.length === 1 ? keys : `(${keys})`} in (`,
    `  ${page}`,
    ")",
    `order by ${by}`,
  ].join("\n");
  return finished(sql, binder);
}

function finished(sql: string, binder: Binder): Statement {
  return { sql: expandViews(binder.withNames + sql), params: binder.params };
}

/** The keys of the page's rows. */
function keysOfPage({ from, key }: Listing, request: ListRequest, { within, by }: { within: string; by: string }, binder: Binder): string {
  const where = `${within} and ${compileCondition(request.filter, binder)}`;
  const relation = from(wordsOf([...key, where, by]), binder, { within });
  return [`select ${key.join(", ")} from ${relation} where ${where}`, `order by ${by}`, partOf(request, binder)].join("\n  ");
}

function binderOf({ zone, recordsBaseUrl }: ListRequest): Binder {
  return new Binder(zone, recordsBaseUrl?.replace(/\/+$/, ""));
}

function partOf({ limit, offset }: ListRequest, binder: Binder): string {
  return `limit ${binder.bind("UInt32", limit)} offset ${binder.bind("UInt32", offset)}`;
}

function orderOf({ order }: Listing, sort: readonly Order[], binder: Binder): string {
  const first = sort.map(({ column, isDescending }) => {
    const given = sqlOf(column.sql, binder);
    const nulls = column.isNeverNull === true ? "" : isDescending ? " nulls first" : " nulls last";
    return `${column.hasFraction === true ? `toStartOfSecond(${given})` : given}${isDescending ? " desc" : ""}${nulls}`;
  });
  return [...first, ...order.map((sql) => sqlOf(sql, binder))].join(", ");
}
