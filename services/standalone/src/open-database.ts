import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { superviseEngine } from "@stats/embedded-clickhouse";
import { connect, type Database } from "@stats/facts";
import type { Config, Logger } from "@stats/kit";

export interface OpenDatabase {
  readonly url: string;
  readonly database: string;
  readonly client: Database;
  close(): Promise<void>;
}

export interface OpenOptions {
  /** Use the embedded engine that another process runs on the data directory, if one does. Without it the directory must be free. */
  readonly share: boolean;
}

/** How long to wait for the engine of a process that was killed a moment ago: it ends by itself once it notices. */
const lockWaitMs = 5000;

/**
 * The database by configuration: the server whose address is given, else the embedded engine on the data directory: one that runs already (if it may be
 * shared), or one started for the caller.
 * @throws {EngineStartError} when the directory is in use
 */
export async function openDatabase(config: Config, logger: Logger, { share }: OpenOptions): Promise<OpenDatabase> {
  const database = config.STATS_CLICKHOUSE_DATABASE;
  const known = config.STATS_CLICKHOUSE_URL ?? (share ? await runningEngine(config.STATS_DATA_DIR) : undefined);
  if (known !== undefined) {
    const client = connect({ url: known, database });
    return { url: known, database, client, close: () => client.close() };
  }
  const dataDir = resolve(config.STATS_DATA_DIR, "engine");
  mkdirSync(dataDir, { recursive: true });
  await untilFree(config.STATS_DATA_DIR);
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

/** Waits for the engine of a process that was killed a moment ago; one that stays belongs to a system that runs. */
async function untilFree(dataDir: string): Promise<void> {
  const giveUpAt = performance.now() + lockWaitMs;
  while ((await runningEngine(dataDir)) !== undefined && performance.now() < giveUpAt) await wait(200);
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
