import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEngine } from "@stats/embedded-clickhouse";
import { deadLetterTopic, topics } from "@stats/events";
import { connect, type Database, migrate, readPositions } from "@stats/facts";
import { createLogger, createTelemetry, type Telemetry } from "@stats/kit";
import { lagOf } from "@stats/lag";
import { type Log, type LogRecord, openSqliteLog } from "@stats/log";
import { startWorker, type Worker, type WorkerOptions } from "../worker.ts";

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** For tests: a real engine with as many databases as wanted. */
export interface ScratchEngine {
  readonly url: string;
  readonly port: number;
  /** A new, migrated database. */
  database(): Promise<Database>;
  stop(): Promise<void>;
  /** On the same port and data, after `stop()`. */
  startAgain(): Promise<void>;
  dispose(): Promise<void>;
}

export async function scratchEngine(): Promise<ScratchEngine> {
  const dataDir = await mkdtemp(join(tmpdir(), "ingest-engine-"));
  let engine = await startEngine({ dataDir, logger: quiet, memoryLimitBytes: 1 << 30 });
  const { url, port } = engine;
  const clients: Database[] = [];
  return {
    url,
    port,
    async database() {
      const options = { url, database: `d${clients.length}` };
      await migrate(options);
      const client = connect(options);
      clients.push(client);
      return client;
    },
    stop: () => engine.stop(),
    async startAgain() {
      engine = await startEngine({ dataDir, port, logger: quiet, memoryLimitBytes: 1 << 30 });
    },
    async dispose() {
      await Promise.all(clients.map((client) => client.close()));
      await engine.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** An embedded log in a directory of its own, with all topics. */
export async function scratchLog(partitions = 3): Promise<{ readonly log: Log; readonly file: string; dispose(): Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), "ingest-log-"));
  const file = join(dir, "log.sqlite");
  const log = await openLogFile(file, partitions);
  return {
    log,
    file,
    async dispose() {
      await log.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

export async function openLogFile(file: string, partitions = 3): Promise<Log> {
  return await openSqliteLog({ file, partitions: { ...Object.fromEntries(topics.map((topic) => [topic, partitions])), [deadLetterTopic]: 1 } });
}

export type TestWorkerOptions = Pick<WorkerOptions, "log" | "database"> & Partial<WorkerOptions>;

export async function testWorker(options: TestWorkerOptions): Promise<Worker & { readonly telemetry: Telemetry }> {
  const telemetry = options.telemetry ?? createTelemetry();
  const worker = await startWorker({
    logger: createLogger("test", "silent"),
    clock: Date.now,
    group: "test",
    batchEventsMax: 5000,
    batchWaitMs: 10,
    cacheBytesMax: 32 << 20,
    ...options,
    telemetry,
  });
  return Object.assign(worker, { telemetry });
}

/** Resolves when everything in the log is visible; rejects when the worker gives up, or after `limitMs`. */
export async function drained(log: Log, database: Database, worker?: Worker, limitMs = 60_000): Promise<void> {
  const check = until("the lag is 0", async () => lagOf(await log.ranges(topics), await readPositions(database), 0).total === 0, limitMs);
  await (worker === undefined ? check : Promise.race([check, worker.finished.then(() => check)]));
}

/** Polls a condition; rejects after `limitMs` with what was waited for. */
export async function until(what: string, condition: () => Promise<boolean> | boolean, limitMs = 60_000): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`waited ${limitMs} ms in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** All records of a topic. */
export async function recordsOf(log: Log, topic: string): Promise<LogRecord[]> {
  const records: LogRecord[] = [];
  for (const { partition, low, end } of await log.ranges([topic])) {
    for await (const batch of log.read({ topic, partition, from: low, to: end })) records.push(...batch);
  }
  return records;
}

/** Rows of any statement, as arrays. */
export async function rowsOf(database: Database, query: string): Promise<unknown[][]> {
  return await (await database.query({ query, format: "JSONCompactEachRow" })).json<unknown[]>();
}
