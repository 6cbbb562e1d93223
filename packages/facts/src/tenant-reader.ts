import type { ClickHouseClient } from "@clickhouse/client";

/**
 * Reads of one account. The only way a report reaches the database: the account is bound here and cannot be left out or overridden, because the
 * reading views (schema/080_views.sql) have no rows without it.
 */
export interface TenantReader {
  /**
   * Runs a report's query with its bound parameters plus `tenant`; 64-bit integers come as texts.
   * @param name of the question, for logs and the server's query log
   */
  select<Row>(sql: string, params: Readonly<Record<string, unknown>>, name: string): Promise<readonly Row[]>;
}

export function forTenant(client: ClickHouseClient, tenant: string): TenantReader {
  return {
    async select<Row>(sql: string, params: Readonly<Record<string, unknown>>, name: string): Promise<readonly Row[]> {
      const result = await client.query({
        query: sql,
        query_params: { ...params, tenant },
        use_multipart_params_auto: true,
        // Names once instead of in every row: less than half the bytes of a long answer.
        format: "JSONCompactEachRowWithNames",
        clickhouse_settings: { log_comment: name, do_not_merge_across_partitions_select_final: 1 },
      });
      const [names = [], ...rows] = await result.json<string[]>();
      return rows.map((cells) => named(names, cells) as Row);
    },
  };
}

function named(names: readonly string[], cells: readonly unknown[]): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (let index = 0; index < names.length; index += 1) row[names[index] ?? ""] = cells[index];
  return row;
}
