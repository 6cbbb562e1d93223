import type { EngineHandle } from "@stats/embedded-clickhouse";
import { connect, migrate } from "@stats/facts";
import { CpuMeter } from "../harness/cpu-meter.ts";
import { residentMib } from "../harness/process-usage.ts";
import { readMetrics, type Sample } from "../harness/prometheus.ts";
import { StatsProcess } from "../harness/stats-process.ts";
import { waitFor } from "../harness/wait-for.ts";
import type { Backlog } from "./backlog.ts";
import type { ConsumptionRun } from "./consumption-run.ts";

export interface WorkerRun extends ConsumptionRun {
  readonly metrics: readonly Sample[];
  readonly peakMib: number;
}

export interface WorkerPlace {
  readonly engine: EngineHandle;
  readonly brokerPid: number | undefined;
  readonly database: string;
  readonly group: string;
  readonly nodeOptions?: readonly string[];
}

const limitMs = 900_000;

/** Runs the real worker, as `stats ingest`, until everything in the log is visible. The clock starts when it has its partitions. */
export async function runWorker(backlog: Backlog, { engine, brokerPid, database, group, nodeOptions }: WorkerPlace): Promise<WorkerRun> {
  await migrate({ url: engine.url, database });
  const client = connect({ url: engine.url, database });
  await using worker = new StatsProcess(["ingest"], workerEnv(backlog, engine.url, database, group), nodeOptions);
  try {
    await worker.logged(({ msg }) => msg === "partitions assigned");
    const beganMs = performance.now();
    const meter = new CpuMeter({ worker: worker.pid, engine: engine.pid, ...(brokerPid === undefined ? {} : { broker: brokerPid }) });
    await waitFor("the worker processes the backlog", limitMs, async () => {
      const result = await client.query({ query: "select sum(next_version) from position final", format: "JSONCompactEachRow" });
      const [row] = await result.json<[string]>();
      return Number(row?.[0] ?? 0) >= backlog.events ? true : undefined;
    });
    const seconds = (performance.now() - beganMs) / 1000;
    return { seconds, cpu: meter.read(), metrics: await readMetrics(await worker.origin()), peakMib: residentMib(worker.pid).peak };
  } finally {
    await client.close();
  }
}

export function workerEnv({ brokers, topicPrefix }: Backlog, engineUrl: string, database: string, group: string): Record<string, string> {
  return {
    STATS_KAFKA_BROKERS: brokers.join(","),
    STATS_KAFKA_TOPIC_PREFIX: topicPrefix,
    STATS_KAFKA_GROUP: group,
    STATS_CLICKHOUSE_URL: engineUrl,
    STATS_CLICKHOUSE_DATABASE: database,
  };
}
