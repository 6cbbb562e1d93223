import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEngine } from "@stats/embedded-clickhouse";
import { connect, type Database, forTenant, migrate, type TenantReader } from "@stats/facts";

type Cells = Readonly<Record<string, unknown>>;

type TableName =
  | "chat"
  | "chat_message"
  | "call"
  | "call_leg"
  | "lead"
  | "goal"
  | "contact"
  | "status_change"
  | "directory_object"
  | "visitor_session"
  | "visitor"
  | "charge"
  | "api_request";

export interface ScratchFacts {
  readonly database: Database;
  /** Of the engine; the database there is `stats`. */
  readonly url: string;
  readonly readerFor: (tenant: string) => TenantReader;
  /** Writes rows straight into a table; columns that are left out have their defaults. */
  readonly insert: (table: TableName, rows: readonly Cells[]) => Promise<void>;
  /** Rows of any statement. */
  readonly query: (sql: string, params?: Cells) => Promise<readonly Cells[]>;
  readonly close: () => Promise<void>;
}

/** A real engine in a directory of its own, with the declared schema. For tests. */
export async function startScratchFacts(): Promise<ScratchFacts> {
  const dataDir = await mkdtemp(join(tmpdir(), "stats-facts-"));
  const engine = await startEngine({ dataDir, logger: quiet });
  const options = { url: engine.url, database: "stats" };
  await migrate(options);
  const client = connect(options);
  return {
    database: client,
    url: engine.url,
    readerFor: (tenant) => forTenant(client, tenant),
    async insert(table, rows) {
      await client.insert({ table, values: rows, format: "JSONEachRow" });
    },
    async query(sql, params) {
      const result = await client.query({ query: sql, format: "JSONEachRow", ...(params === undefined ? {} : { query_params: params }) });
      return await result.json<Cells>();
    },
    async close() {
      await client.close();
      await engine.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
