import { askLivetex } from "../harness/ask.ts";
import type { Scale, Table } from "../benchmark.ts";
import { CpuMeter } from "../harness/cpu-meter.ts";
import { percentile } from "../harness/percentile.ts";
import { round } from "../harness/round.ts";
import type { Store } from "../reports/fill.ts";
import { seededPick } from "../reports/requests.ts";
import { allStatistics, listAndSummaryMethods, methodRequest, type Request, statisticsRequest } from "./requests.ts";
import type { System } from "./system.ts";

const warmUpRequests = 3;
const month = 31;
const year = 365;
const requestsOver = { small: { [month]: 20, [year]: 8 }, full: { [month]: 60, [year]: 20 } } as const;
const columns = ["requests", "p50 ms", "p95 ms", "worst ms", "KiB", "CPU ms of the engine", "CPU ms of the process"];

/** Every method, one request at a time, over a month and a year, with and without days. */
export async function measureMethods(system: System, store: Store, scale: Scale, progress: (text: string) => void): Promise<Table> {
  const rows: (string | number)[][] = [];
  const pick = seededPick(31);
  for (const days of [month, year] as const) {
    for (const byDate of [false, true]) {
      for (const method of listAndSummaryMethods) {
        const figures = await measured(system, requestsOver[scale][days], () => methodRequest(pick, store, method, days, byDate));
        rows.push([method, days, byDate ? "yes" : "no", ...figures]);
        progress(rows.at(-1)?.join(", ") ?? "");
      }
    }
  }
  rows.push(["contacts", "all", "", ...(await measured(system, requestsOver[scale][month], () => ({ method: "contacts", parameters: [] })))]);
  return { title: "Each method alone, by an administrator, default fields", columns: ["method", "days", "by_date", ...columns], rows };
}

/** What the statistics of one answer cost: the dialogs, the online time, and what is left when neither is asked. */
export async function measureParts(system: System, store: Store, scale: Scale, progress: (text: string) => void): Promise<Table> {
  const rows: (string | number)[][] = [];
  const pick = seededPick(32);
  for (const method of ["employees", "summary"] as const) {
    for (const statistics of ["chats_total,calls_total,leads_total", "online_time_avg", allStatistics]) {
      const next = () => statisticsRequest(pick, store, { method, days: month, byDate: false, statistics });
      rows.push([method, statistics, ...(await measured(system, requestsOver[scale][month], next))]);
      progress(rows.at(-1)?.join(", ") ?? "");
    }
  }
  return { title: `Where the time of an answer over ${month} days goes`, columns: ["method", "statistics asked", ...columns], rows };
}

async function measured({ origin, account, pids }: System, requests: number, next: () => Request): Promise<(string | number)[]> {
  const times: number[] = [];
  let bytes = 0;
  let meter = new CpuMeter(pids);
  for (let turn = -warmUpRequests; turn < requests; turn += 1) {
    if (turn === 0) meter = new CpuMeter(pids);
    const { method, parameters } = next();
    const beganMs = performance.now();
    bytes = await askLivetex(origin, account, method, parameters);
    if (turn >= 0) times.push(performance.now() - beganMs);
  }
  const cpu = meter.read();
  const perRequest = (process: string) => round(((cpu[process] ?? 0) * 1000) / requests);
  return [
    requests,
    round(percentile(times, 50)),
    round(percentile(times, 95)),
    round(percentile(times, 100)),
    round(bytes / 1024),
    perRequest("engine"),
    perRequest("stats"),
  ];
}
