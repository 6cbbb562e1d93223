import type { Scale, Table } from "../benchmark.ts";
import type { BenchAccount } from "../harness/accounts.ts";
import { askComagic, type ListAnswer } from "../harness/ask.ts";
import { CpuMeter } from "../harness/cpu-meter.ts";
import { percentile } from "../harness/percentile.ts";
import { round } from "../harness/round.ts";
import type { Store } from "../reports/fill.ts";
import { type Pick, seededPick } from "../reports/requests.ts";
import { filterCases, type Params, periodOf, rowReports, sortCases } from "./requests.ts";

export interface Asking {
  readonly origin: string;
  readonly account: BenchAccount;
  readonly store: Store;
  readonly scale: Scale;
  readonly fields: ReadonlyMap<string, readonly string[]>;
  readonly pids: { readonly engine: number; readonly query: number };
  readonly progress: (text: string) => void;
}

const warmUpRequests = 2;
const requestsEach = { small: 8, full: 40 } as const;
const figureColumns = ["requests", "p50 ms", "p95 ms", "worst ms", "CPU ms of the engine", "CPU ms of the process", "rows of all pages", "KiB"];

/** First page and page 10 of each report that lists rows, over a day and a month; pages that a period does not have are left out. */
export async function measurePages(asking: Asking): Promise<Table> {
  const rows: (string | number)[][] = [];
  for (const method of described(asking, rowReports)) {
    for (const days of [1, 31]) {
      for (const limit of [1000, 10_000]) {
        for (const page of [1, 10]) {
          const next = (pick: Pick) => ({ ...periodOf(pick, asking.store, method, days), limit, offset: (page - 1) * limit });
          const { total } = await askComagic(asking.origin, asking.account, method, { ...next(seededPick(1)), limit: 0 });
          if (total <= (page - 1) * limit) continue;
          rows.push([method, days, limit, page, ...(await measured(asking, method, next))]);
          asking.progress(rows.at(-1)?.join(", ") ?? "");
        }
      }
    }
  }
  return { title: "Pages of each report, default fields", columns: ["report", "days", "limit", "page", ...figureColumns], rows };
}

/** The first 1,000 rows of a month, filtered. */
export async function measureFilters(asking: Asking): Promise<Table> {
  const rows: (string | number)[][] = [];
  for (const { name, method, filter } of filterCases.filter(({ method: of }) => asking.fields.has(of))) {
    rows.push([method, name, ...(await measured(asking, method, (pick) => ({ ...periodOf(pick, asking.store, method, 31), filter })))]);
    asking.progress(rows.at(-1)?.join(", ") ?? "");
  }
  return { title: "The first 1,000 rows of 31 days, filtered", columns: ["report", "filter", ...figureColumns], rows };
}

/** The first 1,000 rows of a month, in the order of a field of every type. */
export async function measureSorts(asking: Asking): Promise<Table> {
  const rows: (string | number)[][] = [];
  for (const { type, method, field } of sortCases.filter(({ method: of }) => asking.fields.has(of))) {
    for (const order of ["asc", "desc"]) {
      const next = (pick: Pick) => ({ ...periodOf(pick, asking.store, method, 31), sort: [{ field, order }] });
      rows.push([method, `${field} ${order}`, type, ...(await measured(asking, method, next))]);
      asking.progress(rows.at(-1)?.join(", ") ?? "");
    }
  }
  return { title: "The first 1,000 rows of 31 days, sorted", columns: ["report", "sort", "type", ...figureColumns], rows };
}

/** What is asked otherwise than by a page of a period: all fields of many rows, one visitor, a month's charges, the messages of one chat. */
export async function measureOthers(asking: Asking): Promise<Table> {
  const { store, fields } = asking;
  const cases: readonly (readonly [method: string, asked: string, next: (pick: Pick) => Params])[] = [
    ...described(asking, ["get.communications_report", "get.calls_report", "get.chats_report", "get.visitor_sessions_report"]).map(
      (method) =>
        [
          method,
          "31 days, all fields, 10,000 rows",
          (pick: Pick) => ({ ...periodOf(pick, store, method, 31), fields: fields.get(method), limit: 10_000 }),
        ] as const,
    ),
    ["get.communications_report", "89 days", (pick) => periodOf(pick, store, "get.communications_report", 89)],
    ["get.visitors_report", "one visitor", (pick) => ({ visitor_id: 1 + pick(Math.floor(store.chats / store.accounts / 4)) })],
    ["get.chat_messages_report", "one chat", (pick) => ({ chat_id: 1 + pick(store.chats / store.accounts) })],
    ["get.financial_summary_report", "one month", (pick) => ({ year: new Date((store.fromSeconds + 2_678_400) * 1000).getUTCFullYear(), month: 1 + pick(12) })],
  ];
  const rows: (string | number)[][] = [];
  for (const [method, asked, next] of cases.filter(([of]) => fields.has(of))) {
    rows.push([method, asked, ...(await measured(asking, method, next))]);
    asking.progress(rows.at(-1)?.join(", ") ?? "");
  }
  return { title: "What is asked otherwise", columns: ["report", "asked", ...figureColumns], rows };
}

function described({ fields }: Asking, methods: readonly string[]): readonly string[] {
  return methods.filter((method) => fields.has(method));
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
