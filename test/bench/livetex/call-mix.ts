import { setTimeout as delay } from "node:timers/promises";
import type { Scale, Table } from "../benchmark.ts";
import { beginTraffic, type Published, publishSteadily } from "../freshness/publish-steadily.ts";
import { askLivetex } from "../harness/ask.ts";
import { CpuMeter } from "../harness/cpu-meter.ts";
import { percentile } from "../harness/percentile.ts";
import { round } from "../harness/round.ts";
import { waitFor } from "../harness/wait-for.ts";
import type { Store } from "../reports/fill.ts";
import { seededPick } from "../reports/requests.ts";
import { type DayShares, mixRequest, type Request } from "./requests.ts";
import type { System } from "./system.ts";

const lasts = { small: 20, full: 40 } as const;
const drainLimitMs = 600_000;

interface MixRun {
  readonly days: DayShares;
  readonly requestsPerSecond: number;
  readonly eventsPerSecond: number;
}

const mixedDays: DayShares = [
  [1, 0.6],
  [7, 0.25],
  [31, 0.15],
];
/** From little to much: the last, the aim, may leave behind more than can be waited for. */
const runs: readonly MixRun[] = [
  { days: mixedDays, requestsPerSecond: 5, eventsPerSecond: 0 },
  { days: mixedDays, requestsPerSecond: 5, eventsPerSecond: 1000 },
  { days: mixedDays, requestsPerSecond: 10, eventsPerSecond: 1000 },
  { days: mixedDays, requestsPerSecond: 50, eventsPerSecond: 1000 },
];

/** The mix of calls at a fixed rate, whatever the answers take, while events come in. */
export async function measureMix(system: System, store: Store, scale: Scale, progress: (text: string) => void): Promise<Table> {
  const rows: (string | number)[][] = [];
  for (const run of runs) {
    await waitFor("what was published is in the facts", drainLimitMs, async () => ((await lagOf(system.origin)) === 0 ? true : undefined));
    rows.push(await measured(system, store, run, lasts[scale]));
    progress(rows.at(-1)?.join(", ") ?? "");
  }
  return {
    title: `The mix of calls for ${lasts[scale]} s, at a rate that does not wait for answers`,
    columns: [
      "days asked",
      "requests/s",
      "events/s accepted",
      "requests",
      "p50 ms",
      "p95 ms",
      "p99 ms",
      "worst ms",
      "errors",
      "refused to publish",
      "lag after",
      "cores used",
      "by process",
    ],
    rows,
  };
}

async function measured(system: System, store: Store, run: MixRun, seconds: number): Promise<(string | number)[]> {
  const stop = new AbortController();
  const traffic = beginTraffic(system.account);
  const meter = new CpuMeter(system.pids);
  const beganMs = performance.now();
  const publishing =
    run.eventsPerSecond === 0
      ? Promise.resolve(nothingPublished)
      : publishSteadily(system.origin, system.account, run.eventsPerSecond, [], stop.signal, traffic);
  const asking = askSteadily(system, store, run, seconds);
  await asking.sent;
  stop.abort();
  const tookSeconds = (performance.now() - beganMs) / 1000;
  const cores = Object.entries(meter.read()).map(([process, spent]) => [process, spent / tookSeconds] as const);
  const lag = await lagOf(system.origin);
  const [{ accepted, refusals }, { times, errors }] = await Promise.all([publishing, asking.answered]);
  return [
    run.days.map(([days, share]) => (share === 1 ? `${days}` : `${days} (${share * 100} %)`)).join(", "),
    run.requestsPerSecond,
    round(accepted / tookSeconds),
    times.length + errors.length,
    ...[50, 95, 99, 100].map((percent) => round(percentile(times, percent))),
    counted(errors),
    counted(refusals),
    lag ?? "no answer in 10 s",
    round(
      cores.reduce((sum, [, used]) => sum + used, 0),
      2,
    ),
    cores.map(([process, used]) => `${process} ${round(used, 2)}`).join(", "),
  ];
}

const nothingPublished: Published = { accepted: 0, refusals: [] };

function counted(faults: readonly string[]): string | number {
  return [...Map.groupBy(faults, (fault) => fault)].map(([fault, all]) => `${all.length} x ${fault}`).join("; ") || 0;
}

interface Asked {
  /** Milliseconds from when each request was due, of those that were answered. */
  readonly times: readonly number[];
  /** Names of what went wrong, of the others. */
  readonly errors: readonly string[];
}

/** Sends requests when they are due, never later because of those before; the clock of each runs from when it was due. */
function askSteadily(
  system: System,
  store: Store,
  { days, requestsPerSecond }: MixRun,
  seconds: number,
): { readonly sent: Promise<void>; readonly answered: Promise<Asked> } {
  const pick = seededPick(50);
  const times: number[] = [];
  const errors: string[] = [];
  const running: Promise<void>[] = [];
  const beganMs = performance.now();
  const send = async () => {
    for (let turn = 0; turn < seconds * requestsPerSecond; turn += 1) {
      const dueMs = beganMs + (turn * 1000) / requestsPerSecond;
      await delay(Math.max(0, dueMs - performance.now()));
      running.push(
        askOnce(system, mixRequest(pick, store, days)).then(
          () => void times.push(performance.now() - dueMs),
          (error: unknown) => void errors.push(nameOf(error)),
        ),
      );
    }
  };
  const sent = send();
  const answered = sent.then(async () => {
    await Promise.all(running);
    return { times, errors };
  });
  return { sent, answered };
}

async function askOnce({ origin, account }: System, { method, parameters }: Request): Promise<void> {
  await askLivetex(origin, account, method, parameters);
}

/** The status of a refusal, or the kind of another failure (a timeout, a connection that broke). */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return /answered (\d{3})/.exec(error.message)?.[1] ?? error.name;
}

/** Undefined when a system that is asked too much does not answer in time. */
async function lagOf(origin: string): Promise<number | undefined> {
  try {
    const answer = await fetch(`${origin}/status.json`, { signal: AbortSignal.timeout(10_000) });
    return ((await answer.json()) as { lag: { total: number } }).lag.total;
  } catch {
    return undefined;
  }
}
