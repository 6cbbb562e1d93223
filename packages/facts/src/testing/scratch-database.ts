import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEngine } from "@stats/embedded-clickhouse";
import type { ClickHouseClient } from "@clickhouse/client";
import { connect } from "../client.ts";
import { migrate } from "../migrate.ts";

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** For tests: a real engine in a directory of its own, with a migrated database. */
export interface ScratchDatabase {
  readonly url: string;
  readonly client: ClickHouseClient;
  /** Rows of any statement, as arrays. */
  rows(query: string): Promise<unknown[][]>;
  dispose(): Promise<void>;
}

export async function scratchDatabase(): Promise<ScratchDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), "facts-"));
  const engine = await startEngine({ dataDir, logger: quiet, memoryLimitBytes: 1 << 30 });
  const options = { url: engine.url, database: "stats" };
  await migrate(options);
  const client = connect(options);
  return {
    url: engine.url,
    client,
    async rows(query) {
      return await (await client.query({ query, format: "JSONCompactEachRow" })).json<unknown[]>();
    },
    async dispose() {
      await client.close();
      await engine.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
