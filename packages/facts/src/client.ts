import { ClickHouseLogLevel, createClient, type ClickHouseClient } from "@clickhouse/client";

export interface DatabaseOptions {
  /** Address of the ClickHouse HTTP interface; may hold credentials. */
  readonly url: string;
  readonly database: string;
  /** Milliseconds until a request is given up. */
  readonly timeoutMs?: number;
  /** Requests at one time, default 16; further ones wait for a connection. */
  readonly connectionsMax?: number;
}

/**
 * The one way to the database. 64-bit integers are quoted (they do not fit a double), inserts are synchronous, and look-ups see
 * what was acknowledged before (which matters on replicas).
 */
export function connect(options: DatabaseOptions): ClickHouseClient {
  return createClient({
    url: options.url,
    database: options.database,
    application: "contact-center-stats",
    request_timeout: options.timeoutMs ?? 120_000,
    max_open_connections: options.connectionsMax ?? 16,
    keep_alive: { enabled: true, idle_socket_ttl: 2000 },
    compression: { request: false, response: false },
    log: { level: ClickHouseLogLevel.OFF },
    clickhouse_settings: {
      async_insert: 0,
      output_format_json_quote_64bit_integers: 1,
      date_time_input_format: "best_effort",
      // Joins as they are written: the engine's own order puts a constant on the wrong side of an outer join (docs/decisions/0008)
      query_plan_optimize_join_order_limit: 0,
    },
  });
}
