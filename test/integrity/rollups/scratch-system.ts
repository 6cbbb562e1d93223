import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEngine } from "@stats/embedded-clickhouse";
import { deadLetterTopic, topics } from "@stats/events";
import { connect, type Database, migrate } from "@stats/facts";
import { startWorker } from "@stats/ingest";
import { createLogger, createTelemetry } from "@stats/kit";
import { type Log, openSqliteLog } from "@stats/log";
import { readProgress } from "../system/progress.ts";
import { until } from "../until.ts";

/** The real engine, a log and a worker in this process, without a refresher: whoever has it refreshes. */
export interface ScratchSystem {
  /** Of the engine. */
  readonly url: string;
  readonly log: Log;
  readonly database: Database;
  /** Resolves when everything in the log is in the facts. */
  drained(): Promise<void>;
  close(): Promise<void>;
}

const partitions = 2;
const drainMs = 60_000;
const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

export async function openScratchSystem(): Promise<ScratchSystem> {
  const dir = await mkdtemp(join(tmpdir(), "stats-rollups-"));
  const engine = await startEngine({ dataDir: join(dir, "engine"), logger: quiet, memoryLimitBytes: 1 << 30 });
  const options = { url: engine.url, database: "stats" };
  await migrate(options);
  const database = connect(options);
  // so that nothing becomes right by being merged at the right time: whoever does not read FINAL is seen
  await database.command({ query: "system stop merges" });
  const log = await openSqliteLog({
    file: join(dir, "log.sqlite"),
    partitions: { ...Object.fromEntries(topics.map((topic) => [topic, partitions])), [deadLetterTopic]: 1 },
  });
  const worker = await startWorker({
    log,
    database,
    telemetry: createTelemetry(),
    logger: createLogger("rollups", "silent"),
    clock: Date.now,
    group: "rollups",
    batchEventsMax: 300,
    batchWaitMs: 5,
    cacheBytesMax: 32 << 20,
  });
  return {
    url: engine.url,
    log,
    database,
    async drained() {
      const check = until(async () => (await readProgress(log, database))?.lag === 0, drainMs);
      const isDrained = await Promise.race([check, worker.finished.then(() => check)]);
      if (!isDrained) throw new Error(`The log was not processed within ${drainMs / 1000} s.`);
    },
    async close() {
      await worker.stop();
      await Promise.all([log.close(), database.close()]);
      await engine.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
