import type { Database } from "@stats/facts";
import type { TenantReader } from "@stats/questions";
import type { Log } from "@stats/log";
import type { TestAccount } from "../accounts.ts";
import type { Findings } from "../findings.ts";
import type { Truth } from "../truth.ts";

export interface Way {
  readonly name: string;
  readonly readerFor: (tenant: string) => TenantReader;
}

/** Questions begin within so many days from then on. */
export interface Window {
  readonly fromMs: number;
  readonly days: number;
}

/** What every check gets. */
export interface Checked {
  readonly log: Log;
  readonly database: Database;
  readonly truth: Truth;
  readonly findings: Findings;
  readonly seed: number;
  /** Of whom reports are asked. */
  readonly accounts: readonly TestAccount[];
  /** All ways to read the facts: every report must be the oracle's by each. */
  readonly ways: readonly Way[];
  /** Questions to ask of each report. */
  readonly questions: number;
  /** Pages of a long answer that are looked at; default 20. */
  readonly pagesMax?: number;
  /** What they are about, where it is not the log's fortnight. */
  readonly window?: Window;
  /** No two workers were ever at work on one record: a letter may be in the topic once only. */
  readonly lettersOnce: boolean;
}

/** Rows of a query as arrays, one after the other, numbers as numbers. */
export async function* rowsOf<Row extends readonly unknown[]>(database: Database, query: string): AsyncGenerator<Row> {
  const result = await database.query({
    query,
    format: "JSONCompactEachRow",
    clickhouse_settings: { output_format_json_quote_64bit_integers: 0, output_format_json_escape_forward_slashes: 0 },
  });
  for await (const rows of result.stream<Row>()) for (const row of rows) yield row.json();
}
