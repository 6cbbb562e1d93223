import { Readable } from "node:stream";
import type { ClickHouseClient } from "@clickhouse/client";
import { forTenant, type TenantReader } from "./tenant-reader.ts";

/** What a report's statement cost, and where it read. */
export interface ExplainedStatement {
  /** Of the question. */
  readonly name: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** Until the answer was here. */
  readonly milliseconds: number;
  readonly rows: number;
  /** From tables, by the engine's own count, when the statement ran once more. */
  readonly rowsRead: number;
  readonly bytesRead: number;
  /** What the primary keys leave of each table to be read. */
  readonly tables: readonly { readonly table: string; readonly rows: number; readonly parts: number }[];
}

interface Statistics {
  readonly statistics: { readonly rows_read: number; readonly bytes_read: number };
}

/**
 * A reader that answers as {@link forTenant} does, by the same statements, and tells about each. It runs every statement a second time, for what the
 * engine tells only in a format that reports do not use: for people who ask why, not for serving.
 */
export function explainingReader(client: ClickHouseClient, tenant: string, onStatement: (statement: ExplainedStatement) => void): TenantReader {
  const reader = forTenant(client, tenant);
  const explain = async (
    { sql, params, name }: { readonly sql: string; readonly params: Readonly<Record<string, unknown>>; readonly name: string },
    answer: { readonly milliseconds: number; readonly rows: number },
    settings: Readonly<Record<string, number>> = {},
  ) => {
    const clickhouse_settings = { do_not_merge_across_partitions_select_final: 1, ...settings } as const;
    const common = { query_params: { ...params, tenant }, use_multipart_params_auto: true, clickhouse_settings };
    const again = await client.query({ ...common, query: sql, format: "JSONCompact" });
    const { statistics } = (await again.json()) as unknown as Statistics;
    const estimate = await client.query({ ...common, query: `explain estimate ${sql}`, format: "JSONCompactEachRow" });
    const tables = (await estimate.json<[string, string, string, string, string]>()).map(([, table, parts, rows]) => ({
      table,
      rows: Number(rows),
      parts: Number(parts),
    }));
    onStatement({ name, params, ...answer, rowsRead: statistics.rows_read, bytesRead: statistics.bytes_read, tables });
  };
  return {
    async select<Row>(sql: string, params: Readonly<Record<string, unknown>>, name: string) {
      const startedMs = performance.now();
      const rows = await reader.select<Row>(sql, params, name);
      await explain({ sql, params, name }, { milliseconds: performance.now() - startedMs, rows: rows.length });
      return rows;
    },
    async selectBatches<Row>(sql: string, params: Readonly<Record<string, unknown>>, name: string) {
      const startedMs = performance.now();
      const batches = await Array.fromAsync(await reader.selectBatches<Row>(sql, params, name));
      await explain({ sql, params, name }, { milliseconds: performance.now() - startedMs, rows: batches.flat().length });
      return { [Symbol.asyncIterator]: () => Readable.from(batches)[Symbol.asyncIterator](), destroy: () => undefined };
    },
    async selectJson(sql, params, name) {
      const startedMs = performance.now();
      const json = Buffer.concat(await Array.fromAsync(await reader.selectJson(sql, params, name)));
      const rows = JSON.parse(json.toString()) as readonly unknown[];
      await explain({ sql, params, name }, { milliseconds: performance.now() - startedMs, rows: rows.length }, { prefer_column_name_to_alias: 1 });
      return Readable.from([json]);
    },
  };
}
