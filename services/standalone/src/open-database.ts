import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { superviseEngine } from "@stats/embedded-clickhouse";
import { connect, type Database } from "@stats/facts";
import type { Config, Logger } from "@stats/kit";

export interface OpenDatabase {
  readonly url: string;
  readonly database: string;
  readonly client: Database;
  close(): Promise<void>;
}

/**
 * The database by configuration: the server whose address is given, else the embedded engine on the data directory: the one that a running system
 * has already, or one started for the caller.
 */
export async function openDatabase(config: Config, logger: Logger): Promise<OpenDatabase> {
  const database = config.STATS_CLICKHOUSE_DATABASE;
  const known = config.STATS_CLICKHOUSE_URL ?? (await runningEngine(config.STATS_DATA_DIR));
  if (known !== undefined) {
    const client = connect({ url: known, database });
    return { url: known, database, client, close: () => client.close() };
  }
  const dataDir = resolve(config.STATS_DATA_DIR, "engine");
  mkdirSync(dataDir, { recursive: true });
  const engine = await superviseEngine({ dataDir, logger, memoryLimitBytes: config.STATS_ENGINE_MEMORY_MB * 1024 * 1024 });
  const addressFile = addressFileOf(config.STATS_DATA_DIR);
  writeFileSync(addressFile, JSON.stringify({ url: engine.url }));
  const client = connect({ url: engine.url, database });
  return {
    url: engine.url,
    database,
    client,
    async close() {
      rmSync(addressFile, { force: true });
      await client.close();
      await engine.stop();
    },
  };
}

const addressFileOf = (dataDir: string) => join(dataDir, "engine.json");

/** The address of the engine that another process runs on this data directory, if one does. */
async function runningEngine(dataDir: string): Promise<string | undefined> {
  const file = addressFileOf(dataDir);
  if (!existsSync(file)) return undefined;
  try {
    const { url } = JSON.parse(readFileSync(file, "utf8")) as { url: string };
    const answer = await fetch(`${url}/ping`, { signal: AbortSignal.timeout(2000) });
    return answer.ok ? url : undefined;
  } catch {
    return undefined;
  }
}
