import { Readable } from "node:stream";
import type { ClickHouseClient, ClickHouseSettings } from "@clickhouse/client";

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
  /**
   * As `select`, for answers that may be longer than should be held at once: batches of rows as they come. Resolves when the database has the whole
   * answer, so that all that can still fail is the way here.
   */
  selectBatches<Row>(sql: string, params: Readonly<Record<string, unknown>>, name: string): Promise<RowBatches<Row>>;
  /**
   * The same for long answers that are passed on as they are: the text of a JSON array of objects by the names of the columns, 64-bit integers as
   * numbers. In the SQL a name means a column rather than an alias. Resolves when the database has the whole answer, so that all that can still fail
   * is the way here.
   */
  selectJson(sql: string, params: Readonly<Record<string, unknown>>, name: string): Promise<JsonChunks>;
}

/** Rows in batches. To be read to the end or destroyed: until then they occupy a connection. */
export interface RowBatches<Row> extends AsyncIterable<readonly Row[]> {
  destroy(): void;
}

/** A text of JSON in UTF-8, in chunks as they come. To be read to the end or destroyed: until then it occupies a connection. */
export interface JsonChunks extends AsyncIterable<Uint8Array> {
  destroy(): void;
}

/** Longer parameters do not travel in the address. */
const ADDRESS_PARAMS_MAX = 10_000;

/** @param signal when it fires, statements that run are stopped, in the database too */
export function forTenant(client: ClickHouseClient, tenant: string, signal?: AbortSignal): TenantReader {
  const settings = { do_not_merge_across_partitions_select_final: 1, cancel_http_readonly_queries_on_client_close: 1 } as const;
  const aborting = signal === undefined ? {} : { abort_signal: signal };
  const rowsOf = async (sql: string, params: Readonly<Record<string, unknown>>, more: ClickHouseSettings) =>
    await client.query({
      query: sql,
      query_params: { ...params, tenant },
      use_multipart_params_auto: true,
      ...aborting,
      // Names once instead of in every row: less than half the bytes of a long answer.
      format: "JSONCompactEachRowWithNames",
      clickhouse_settings: { ...settings, ...more },
    });
  return {
    async select<Row>(sql: string, params: Readonly<Record<string, unknown>>, name: string): Promise<readonly Row[]> {
      const result = await rowsOf(sql, params, { log_comment: name });
      const [names = [], ...rows] = await result.json<string[]>();
      return rows.map((cells) => named(names, cells) as Row);
    },
    async selectBatches<Row>(sql: string, params: Readonly<Record<string, unknown>>, name: string): Promise<RowBatches<Row>> {
      const result = await rowsOf(sql, params, { log_comment: name, wait_end_of_query: 1 });
      const source = result.stream<string[]>();
      return { [Symbol.asyncIterator]: () => inBatches<Row>(source), destroy: () => void source.destroy() };
    },
    async selectJson(sql, params, name) {
      const bound = { ...params, tenant };
      const clickhouse_settings = {
        ...settings,
        log_comment: name,
        output_format_json_quote_64bit_integers: 0,
        output_format_json_escape_forward_slashes: 0,
        // a text that becomes one of several types stays a text
        cast_string_to_variant_use_inference: 0,
        prefer_column_name_to_alias: 1,
        wait_end_of_query: 1,
      } as const;
      if (JSON.stringify(bound).length <= ADDRESS_PARAMS_MAX) {
        const query = `${sql}\nformat JSONEachRow`;
        // as it comes from the socket: making texts of rows only to join them again would take twice the memory
        const printed = { ...clickhouse_settings, output_format_json_array_of_rows: 1 } as const;
        return (await client.exec({ query, query_params: bound, ...aborting, clickhouse_settings: printed })).stream;
      }
      const result = await client.query({
        query: sql,
        query_params: bound,
        use_multipart_params_auto: true,
        ...aborting,
        format: "JSONEachRow",
        clickhouse_settings,
      });
      const source = result.stream();
      const array = Readable.from(asArray(source), { objectMode: false });
      array.once("close", () => source.destroy());
      return array;
    },
  };
}

async function* inBatches<Row>(source: AsyncIterable<readonly { json(): unknown }[]>): AsyncGenerator<readonly Row[], void, undefined> {
  let names: readonly string[] | undefined;
  for await (const batch of source) {
    const rows = batch.map((row) => row.json() as string[]);
    names ??= rows.shift() ?? [];
    const known = names;
    if (rows.length > 0) yield rows.map((cells) => named(known, cells) as Row);
  }
}

async function* asArray(batches: AsyncIterable<readonly { readonly text: string }[]>): AsyncGenerator<string> {
  let before = "[";
  for await (const batch of batches) {
    if (batch.length === 0) continue;
    yield before + batch.map(({ text }) => text).join(",");
    before = ",";
  }
  yield before === "[" ? "[]" : "]";
}

function named(names: readonly string[], cells: readonly unknown[]): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (let index = 0; index < names.length; index += 1) row[names[index] ?? ""] = cells[index];
  return row;
}
