import { Readable } from "node:stream";
import type { ClickHouseClient } from "@clickhouse/client";
import type { FactTable, FactTables } from "@stats/entities";
import { factTables } from "./tables.ts";

/** One insert, ready to be sent and to be sent again: the same bytes write the same rows. */
export interface PreparedInsert {
  readonly table: string;
  readonly rows: number;
  readonly query: string;
  readonly body: Buffer;
}

/** Encodes rows of a fact table; undefined when there are none. */
export function prepareFacts<T extends FactTable>(table: T, rows: readonly FactTables[T][]): PreparedInsert | undefined {
  return prepareRows(table, factTables[table].columns, rows.map(factTables[table].cells));
}

/** Encodes cells of any table; undefined when there are no rows. */
export function prepareRows(table: string, columns: readonly string[], rows: readonly (readonly unknown[])[]): PreparedInsert | undefined {
  return rows.length === 0 ? undefined : prepareEncoded(table, columns, rows.map(encodeCells));
}

/** The insert of rows that {@link encodeCells} has encoded. */
export function prepareEncoded(table: string, columns: readonly string[], rows: readonly string[]): PreparedInsert {
  return { table, rows: rows.length, query: `insert into ${table} (${columns.join(", ")}) format JSONCompactEachRow`, body: Buffer.from(rows.join("\n")) };
}

/** A row in the writer's encoding. Texts that UTF-8 cannot hold (half a surrogate pair) are mended: the database would refuse the whole insert. */
export function encodeCells(cells: readonly unknown[]): string {
  const text = JSON.stringify(cells);
  // JSON escapes such halves as \udXXX; mending every cell would cost as much as the encoding.
  return text.includes("\\ud") ? JSON.stringify(cells, (_key, cell: unknown) => (typeof cell === "string" ? cell.toWellFormed() : cell)) : text;
}

/**
 * Sends one insert as one block (invariant I2) and resolves when it is acknowledged. An insert whose outcome is unknown must be sent again;
 * that is the caller's retry.
 */
export async function send(client: ClickHouseClient, insert: PreparedInsert): Promise<void> {
  const { stream } = await client.exec({
    query: insert.query,
    values: Readable.from([insert.body], { objectMode: false }),
    clickhouse_settings: {
      async_insert: 0,
      // A repeated insert must reach the views again: the first may have died between the table and them. Since 26 the engine sees to that itself and
      // does not heed this; older servers keep a repeated block of a replicated table from its views.
      insert_deduplicate: 0,
      max_insert_block_size: "1048449",
      min_insert_block_size_rows: "1048449",
      min_insert_block_size_bytes: "1073741824",
      // An import of many years is one batch with many months; the default limit of 100 would refuse it for ever.
      max_partitions_per_insert_block: "0",
    },
  });
  for await (const _chunk of stream) {
    // the acknowledgement has no body, but an unread one would hold the connection
  }
}
