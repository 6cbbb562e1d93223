import { setTimeout as delay } from "node:timers/promises";
import { join } from "node:path";
import { startEngine } from "@stats/embedded-clickhouse";
import { startTestKafka } from "@stats/log/testing";
import type { Benchmark, Findings, Run } from "../benchmark.ts";
import { type AccountsFile, writeAccounts } from "../harness/accounts.ts";
import { CpuMeter } from "../harness/cpu-meter.ts";
import { percentile } from "../harness/percentile.ts";
import { descendants, residentMib } from "../harness/process-usage.ts";
import { round } from "../harness/round.ts";
import { StatsProcess } from "../harness/stats-process.ts";
import { publishSteadily, type ProbesSent } from "./publish-steadily.ts";
import { watchProbes } from "./watch-probes.ts";

const rate = 1000;
/** Left out at the beginning: code that runs for the first time is slow once, not always. */
const warmUpProbes = 100;
const seconds = { small: 20, full: 120 } as const;

interface System {
  readonly name: string;
  readonly publishAt: string;
  readonly askAt: string;
  readonly pids: Readonly<Record<string, number>>;
}

async function run({ scale, folder, progress }: Run): Promise<Findings> {
  const accounts = await writeAccounts(folder, ["bench"], "UTC");
  const rows: (string | number)[][] = [];
  for (const open of [embedded, server]) {
    await using stack = new AsyncDisposableStack();
    const system = await open(folder, accounts, stack);
    rows.push(await measure(system, accounts, seconds[scale]));
    progress(`${system.name}: ${rows.at(-1)?.join(", ")}`);
  }
  return {
    tables: [
      {
        title: `From publishing to the report, at ${rate} events/s for ${seconds[scale]} s`,
        columns: ["system", "events/s accepted", "probes", "p50 ms", "p99 ms", "worst ms", "cores used (without the benchmark)", "by process"],
        rows,
      },
    ],
    notes: [
      "The clock runs from before POST /events is sent until an answer of the chats summary that shows the probe has arrived; the report is asked without pause, which costs processor time of its own.",
    ],
  };
}

async function measure({ name, publishAt, askAt, pids }: System, { accounts: [account] }: AccountsFile, lastsSeconds: number): Promise<(string | number)[]> {
  if (account === undefined) throw new Error("there is an account");
  const stop = new AbortController();
  const sent: ProbesSent = [];
  const meter = new CpuMeter(pids);
  const beganMs = performance.now();
  const publishing = publishSteadily(publishAt, account, rate, sent, stop.signal);
  const watching = watchProbes(askAt, account, sent, stop.signal);
  await Promise.race([delay(lastsSeconds * 1000), publishing, watching]);
  stop.abort();
  const { accepted, refusals } = await publishing;
  if (refusals[0] !== undefined) throw new Error(refusals[0]);
  const tookSeconds = (performance.now() - beganMs) / 1000;
  const cores = Object.entries(meter.read()).map(([process, spent]) => [process, spent / tookSeconds] as const);
  const seen = await watching;
  const delays = seen.map((seenMs, index) => seenMs - (sent[index] ?? seenMs)).slice(warmUpProbes);
  return [
    name,
    round(accepted / tookSeconds),
    delays.length,
    round(percentile(delays, 50)),
    round(percentile(delays, 99)),
    round(percentile(delays, 100)),
    round(
      cores.reduce((sum, [, used]) => sum + used, 0),
      2,
    ),
    cores.map(([process, used]) => `${process} ${round(used, 2)}`).join(", "),
  ];
}

async function embedded(folder: string, { file }: AccountsFile, stack: AsyncDisposableStack): Promise<System> {
  const all = stack.use(new StatsProcess(["start"], { STATS_DATA_DIR: join(folder, "embedded"), STATS_ACCOUNTS_FILE: file }));
  await all.logged(({ msg }) => msg === "partitions assigned");
  const origin = await all.servedAt();
  const [engine] = descendants("embedded-clickhouse/src/child.ts");
  return { name: "embedded, one process and the engine", publishAt: origin, askAt: origin, pids: { stats: all.pid, engine: engine ?? 0 } };
}

async function server(folder: string, { file }: AccountsFile, stack: AsyncDisposableStack): Promise<System> {
  const kafka = stack.adopt(await startTestKafka(), (given) => given.stop());
  const engine = stack.adopt(await startEngine({ dataDir: join(folder, "engine") }), (given) => given.stop());
  const env = {
    STATS_KAFKA_BROKERS: kafka.brokers.join(","),
    STATS_KAFKA_TOPIC_PREFIX: `bench-${process.pid}-`,
    STATS_KAFKA_CREATE_TOPICS: "on",
    STATS_CLICKHOUSE_URL: engine.url,
    STATS_ACCOUNTS_FILE: file,
  };
  // The worker first: it makes the topics and the tables.
  const ingest = stack.use(new StatsProcess(["ingest"], env));
  await ingest.logged(({ msg }) => msg === "partitions assigned");
  const intake = stack.use(new StatsProcess(["intake"], env));
  const query = stack.use(new StatsProcess(["query"], env));
  const [publishAt, askAt] = await Promise.all([intake.origin(), query.origin()]);
  const [broker] = descendants("kafka.Kafka").filter((pid) => residentMib(pid).now > 100);
  return {
    name: "server mode over Kafka",
    publishAt,
    askAt,
    pids: { intake: intake.pid, ingest: ingest.pid, query: query.pid, engine: engine.pid, ...(broker === undefined ? {} : { broker }) },
  };
}

export const freshness: Benchmark = { name: "freshness", summary: "POST /events to the report at 1,000 events/s, embedded and over Kafka", run };
