import { createWriteStream, mkdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type SupervisedEngine, superviseEngine } from "@stats/embedded-clickhouse";
import { startOwnedTestKafka, type TestKafka } from "@stats/log/testing";
import { until } from "../until.ts";

/** A real broker and the real engine, each a process of its own, for one or several runs. */
export interface Stage {
  readonly brokers: readonly string[];
  readonly engineUrl: string;
  readonly enginePort: number;
  /** For logs and all data; removed by `close` unless it is to be kept. */
  readonly dir: string;
  /** SIGKILL; its supervisor starts it again. Resolves once a new process answers. */
  killEngine(): Promise<void>;
  /** SIGKILL, then a new process on the same data. */
  killBroker(): Promise<void>;
  close(keepData: boolean): Promise<void>;
}

const engineMemoryBytes = 3 * 1024 ** 3;

export async function openStage(): Promise<Stage> {
  const dir = await mkdtemp(join(tmpdir(), "stats-integrity-"));
  mkdirSync(join(dir, "engine"));
  const [kafka, engine] = await Promise.all([startOwnedTestKafka(), startEngine(dir)]);
  return {
    brokers: kafka.brokers,
    engineUrl: engine.url,
    enginePort: engine.port,
    dir,
    killEngine: () => killEngine(engine),
    killBroker: () => kafka.restart(),
    close: (keepData) => close(dir, kafka, engine, keepData),
  };
}

async function startEngine(dir: string): Promise<SupervisedEngine> {
  const log = createWriteStream(join(dir, "engine.log"));
  const write = (level: string) => (fields: object, message: string) => void log.write(`${JSON.stringify({ level, message, ...fields })}\n`);
  return await superviseEngine({
    dataDir: join(dir, "engine"),
    memoryLimitBytes: engineMemoryBytes,
    logger: { info: write("info"), warn: write("warn"), error: write("error") },
  });
}

async function killEngine(engine: SupervisedEngine): Promise<void> {
  const { pid, restarts } = engine;
  if (pid !== 0) process.kill(pid, "SIGKILL");
  if (!(await until(() => engine.restarts > restarts, 60_000))) throw new Error("The engine did not come back within 60 s.");
}

async function close(dir: string, kafka: TestKafka, engine: SupervisedEngine, keepData: boolean): Promise<void> {
  await Promise.all([kafka.stop(), engine.stop()]);
  if (!keepData) await rm(dir, { recursive: true, force: true });
}
