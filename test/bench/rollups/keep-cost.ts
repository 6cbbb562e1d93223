import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { openSqliteLog } from "@stats/log";
import { appendAll, toRecord } from "@stats/simulator";
import { topicSpecs } from "@stats/standalone";
import type { Table } from "../benchmark.ts";
import { writeAccounts } from "../harness/accounts.ts";
import { CpuMeter } from "../harness/cpu-meter.ts";
import { percentile } from "../harness/percentile.ts";
import { descendants, residentMib } from "../harness/process-usage.ts";
import { readMetrics } from "../harness/prometheus.ts";
import { round } from "../harness/round.ts";
import { StatsProcess } from "../harness/stats-process.ts";
import { waitFor } from "../harness/wait-for.ts";
import { interleaved } from "../ingest/backlog.ts";

interface Round {
  readonly eventsPerSecond: number;
  readonly cpuSeconds: number;
  readonly buckets: number;
  /** Until nothing that was written to waits for its roll-ups any more. */
  readonly settled: { readonly cpuSeconds: number; readonly buckets: number };
}

const limitMs = 900_000;

/**
 * The embedded system takes backlogs of the same size one after the other, in turns with and without roll-ups: the store grows, and what the turns without
 * leave stale, the next one with them finds. The clock runs while there is a backlog; processor time is also told until all roll-ups of what was written
 * are current, which is when refreshing has taken what it stepped back from.
 */
export async function measureKeeping(folder: string, events: number, pairs: number, progress: (text: string) => void): Promise<Table> {
  const dataDir = join(folder, "keeping");
  mkdirSync(dataDir);
  const { file } = await writeAccounts(dataDir, ["account-1", "account-2", "account-3", "account-4"], "Europe/Moscow");
  const source = interleaved();
  const rounds: Record<"on" | "off", Round[]> = { on: [], off: [] };
  // the first one fills the store and counts for nothing
  for (let turn = -1; turn < 2 * pairs; turn += 1) {
    const which = turn % 2 === 0 ? "off" : "on";
    await append(dataDir, source, events);
    const took = await drain(dataDir, { STATS_DATA_DIR: dataDir, STATS_ACCOUNTS_FILE: file, STATS_ROLLUPS: which }, events);
    if (turn >= 0) rounds[which].push(took);
    progress(
      `keeping, ${which}: ${round(took.eventsPerSecond)} events/s, ${round(took.cpuSeconds, 1)} s of processor time, ${took.buckets} buckets; ${round(took.settled.cpuSeconds, 1)} s and ${took.settled.buckets} buckets when all is current`,
    );
  }
  const row = (which: "on" | "off") => {
    const its = rounds[which];
    const median = (of: (one: Round) => number) => percentile(its.map(of), 50);
    return [
      `STATS_ROLLUPS=${which}`,
      its.length,
      round(median((one) => one.eventsPerSecond)),
      round(
        median((one) => one.cpuSeconds),
        2,
      ),
      round(median((one) => one.buckets)),
      round(
        median((one) => one.settled.cpuSeconds),
        2,
      ),
      round(median((one) => one.settled.buckets)),
    ];
  };
  const ratios = rounds.on.map(({ eventsPerSecond }, pair) => eventsPerSecond / (rounds.off[pair]?.eventsPerSecond ?? Number.NaN));
  return {
    title: `Ingest of backlogs of ${events} events, with and without roll-ups by turns`,
    columns: ["", "rounds", "events/s, median", "CPU s of process and engine", "buckets refreshed meanwhile", "CPU s until all is current", "buckets by then"],
    rows: [row("on"), row("off"), ["on / off, in the same pair", pairs, ratios.map((ratio) => `${round(ratio, 2)} x`).join(", "), "", "", "", ""]],
  };
}

async function append(dataDir: string, source: ReturnType<typeof interleaved>, events: number): Promise<void> {
  const log = await openSqliteLog({ file: join(dataDir, "log.sqlite") });
  try {
    await log.createTopics(topicSpecs(12));
    await appendAll(log, recordsOf(source, events), { batchSize: 10_000 });
  } finally {
    await log.close();
  }
}

/** The next ones; the source goes on after them, which it would not after a `for`. */
function* recordsOf(source: ReturnType<typeof interleaved>, count: number) {
  for (let taken = 0; taken < count; taken += 1) {
    const { value } = source.next();
    if (value !== undefined) yield toRecord(value);
  }
}

async function drain(dataDir: string, env: Readonly<Record<string, string>>, events: number): Promise<Round> {
  let engine = 0;
  const all = new StatsProcess(["start"], env);
  try {
    await all.logged(({ msg }) => msg === "partitions assigned");
    const beganMs = performance.now();
    engine = descendants("embedded-clickhouse/src/child.ts").find((pid) => residentMib(pid).now > 0) ?? 0;
    const meter = new CpuMeter({ process: all.pid, engine });
    const origin = await all.servedAt();
    await waitFor("the backlog is processed", limitMs, async () => ((await lagOf(origin)) === 0 ? true : undefined), 50);
    const seconds = (performance.now() - beganMs) / 1000;
    const soFar = async () => ({
      cpuSeconds: Object.values(meter.read()).reduce((sum, each) => sum + each, 0),
      buckets: await metric(origin, "stats_rollup_buckets_total"),
    });
    const then = await soFar();
    await waitFor("no roll-up waits", limitMs, async () => ((await metric(origin, "stats_rollup_waiting_hours")) === 0 ? true : undefined), 500);
    return { eventsPerSecond: events / seconds, ...then, settled: await soFar() };
  } finally {
    await all.stop();
    // the next one opens the same folder
    await waitFor("the engine has ended", 120_000, () => (residentMib(engine).now === 0 ? true : undefined)).catch(() => undefined);
  }
}

async function metric(origin: string, wanted: string): Promise<number> {
  return (await readMetrics(origin)).find(({ name }) => name === wanted)?.value ?? 0;
}

async function lagOf(origin: string): Promise<number | undefined> {
  const answer = await fetch(`${origin}/status.json`);
  return answer.ok ? ((await answer.json()) as { lag: { total: number } }).lag.total : undefined;
}
