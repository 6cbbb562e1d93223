import type { Scale, Table } from "../benchmark.ts";
import type { BenchAccount } from "../harness/accounts.ts";
import { askComagic, type ListAnswer } from "../harness/ask.ts";
import { CpuMeter } from "../harness/cpu-meter.ts";
import { percentile } from "../harness/percentile.ts";
import { round } from "../harness/round.ts";
import type { Store } from "../reports/fill.ts";
import { type Pick, seededPick } from "../reports/requests.ts";
import { type FieldsOf, filteredCases, otherCases, pageCases, type Params, type RequestCase, sortedCases } from "./requests.ts";

export interface Asking {
  readonly origin: string;
  readonly account: BenchAccount;
  readonly store: Store;
  readonly scale: Scale;
  readonly fields: FieldsOf;
  readonly pids: { readonly engine: number; readonly query: number };
  readonly progress: (text: string) => void;
}

const warmUpRequests = 2;
const requestsEach = { small: 8, full: 40 } as const;
const figureColumns = ["requests", "p50 ms", "p95 ms", "worst ms", "CPU ms of the engine", "CPU ms of the process", "rows of all pages", "KiB"];

/** First page and page 10 of each report that lists rows; pages that a period does not have are left out. */
export async function measurePages(asking: Asking): Promise<Table> {
  const rows = await measureAll(asking, pageCases(asking.store));
  return { title: "Pages of each report, default fields", columns: ["report", "days", "limit", "page", ...figureColumns], rows };
}

export async function measureFilters(asking: Asking): Promise<Table> {
  const rows = await measureAll(asking, filteredCases(asking.store));
  return { title: "The first 1,000 rows of 31 days, filtered", columns: ["report", "filter", ...figureColumns], rows };
}

export async function measureSorts(asking: Asking): Promise<Table> {
  const rows = await measureAll(asking, sortedCases(asking.store));
  return { title: "The first 1,000 rows of 31 days, sorted", columns: ["report", "sort", "type", ...figureColumns], rows };
}

export async function measureOthers(asking: Asking): Promise<Table> {
  const rows = await measureAll(asking, otherCases(asking.store, asking.fields));
  return { title: "What is asked otherwise", columns: ["report", "asked", ...figureColumns], rows };
}

/** A row a case. One that fails says so in its row, and the others are measured all the same: to fill the store again takes too long. */
async function measureAll(asking: Asking, cases: readonly RequestCase[]): Promise<readonly (string | number)[][]> {
  const rows: (string | number)[][] = [];
  for (const { method, labels, next, skipped = 0 } of cases) {
    let figures: readonly (string | number)[];
    try {
      if (skipped > 0) {
        const { total } = await askComagic(asking.origin, asking.account, method, { ...next(seededPick(1)), limit: 0 });
        if (total <= skipped) continue;
      }
      figures = await measured(asking, method, next);
    } catch (error) {
      figures = [`failed: ${error instanceof Error ? error.message : String(error)}`, ...figureColumns.slice(1).map(() => "")];
    }
    rows.push([method, ...labels, ...figures]);
    asking.progress(rows.at(-1)?.join(", ") ?? "");
  }
  return rows;
}

/** One request after the other. */
async function measured({ origin, account, scale, pids }: Asking, method: string, next: (pick: Pick) => Params): Promise<(string | number)[]> {
  const pick = seededPick(1);
  const times: number[] = [];
  let last: ListAnswer = { total: 0, bytes: 0 };
  let meter = new CpuMeter(pids);
  for (let turn = -warmUpRequests; turn < requestsEach[scale]; turn += 1) {
    if (turn === 0) meter = new CpuMeter(pids);
    const params = next(pick);
    const beganMs = performance.now();
    last = await askComagic(origin, account, method, params);
    if (turn >= 0) times.push(performance.now() - beganMs);
  }
  const cpu = meter.read();
  const cpuMs = (["engine", "query"] as const).map((process) => round(((cpu[process] ?? 0) * 1000) / times.length));
  return [times.length, ...[50, 95, 100].map((percent) => round(percentile(times, percent))), ...cpuMs, last.total, round(last.bytes / 1024)];
}
