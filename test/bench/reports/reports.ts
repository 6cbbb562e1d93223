import { join } from "node:path";
import { startEngine } from "@stats/embedded-clickhouse";
import { connect, migrate } from "@stats/facts";
import type { Benchmark, Findings, Run } from "../benchmark.ts";
import { writeAccounts } from "../harness/accounts.ts";
import { askThulium, askVoximplant } from "../harness/ask.ts";
import { percentile } from "../harness/percentile.ts";
import { residentMib } from "../harness/process-usage.ts";
import { round } from "../harness/round.ts";
import { StatsProcess } from "../harness/stats-process.ts";
import { fillStore, type Store, tenantOf } from "./fill.ts";
import { chatsSummaryRequest, operatorTimeRequest, type Parameters, seededPick } from "./requests.ts";

const rows = { small: 1_000_000, full: 20_000_000 } as const;
const requestsPerWindow = 100;
const warmUpRequests = 10;
const windows = [1, 7, 31];

const reportsAsked = [
  { name: "Thulium chats summary", request: chatsSummaryRequest, ask: askThulium },
  { name: "Voximplant operator statistics", request: operatorTimeRequest, ask: askVoximplant },
] as const;

function storeOf(facts: number): Store {
  const fromSeconds = Date.parse("2025-01-01T00:00:00Z") / 1000;
  return { chats: facts, statusChanges: facts, accounts: 50, employeesPerAccount: 200, fromSeconds, toSeconds: fromSeconds + 365 * 86_400 };
}

async function run({ scale, folder, progress }: Run): Promise<Findings> {
  const store = storeOf(rows[scale]);
  await using stack = new AsyncDisposableStack();
  const engine = stack.adopt(await startEngine({ dataDir: join(folder, "engine") }), (given) => given.stop());
  await migrate({ url: engine.url, database: "stats" });
  const client = stack.adopt(connect({ url: engine.url, database: "stats", timeoutMs: 600_000 }), (given) => given.close());
  await fillStore(client, store, progress);

  const { file, accounts } = await writeAccounts(folder, [tenantOf(7)], "UTC");
  const [account] = accounts;
  if (account === undefined) throw new Error("there is an account");
  const env = { STATS_CLICKHOUSE_URL: engine.url, STATS_ACCOUNTS_FILE: file, STATS_DATA_DIR: join(folder, "query") };
  const query = stack.use(new StatsProcess(["query"], env));
  const origin = await query.origin();
  const measured: (string | number)[][] = [];
  const shapes: (string | number)[][] = [];
  for (const { name, request, ask } of reportsAsked) {
    for (const days of windows) {
      const pick = seededPick(days);
      const answers = await timed(
        (parameters) => ask(origin, account, parameters),
        () => request(pick, store, days),
      );
      measured.push([name, days, ...figures(answers)]);
      if (days === windows.at(-1)) for (const [shape, group] of Map.groupBy(answers, shapeOf)) shapes.push([name, shape, ...figures(group)]);
      progress(measured.at(-1)?.join(", ") ?? "");
    }
  }
  const memory = residentMib(query.pid);
  return {
    tables: [
      {
        title: `Reports of one account, over HTTP, of ${store.chats} chats and ${store.statusChanges} status changes of ${store.accounts} accounts`,
        columns: ["report", "days", "requests", "p50 ms", "p95 ms", "worst ms"],
        rows: measured,
      },
      {
        title: `The same requests over ${windows.at(-1)} days, by what decides the size of the answer`,
        columns: ["report", "asked by", "requests", "p50 ms", "p95 ms", "worst ms"],
        rows: shapes.toSorted((a, b) => `${a[0]} ${a[1]}`.localeCompare(`${b[0]} ${b[1]}`)),
      },
    ],
    notes: [
      `One request at a time, random windows and parameters, after ${warmUpRequests} that do not count. The query process had at most ${round(memory.peak)} MiB resident, the engine ${round(residentMib(engine.pid).peak)} MiB.`,
    ],
  };
}

interface Answer {
  readonly parameters: Parameters;
  readonly ms: number;
}

async function timed(ask: (parameters: Parameters) => Promise<unknown>, next: () => Parameters): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (let turn = -warmUpRequests; turn < requestsPerWindow; turn += 1) {
    const parameters = next();
    const beganMs = performance.now();
    await ask(parameters);
    if (turn >= 0) answers.push({ parameters, ms: performance.now() - beganMs });
  }
  return answers;
}

function figures(answers: readonly Answer[]): (string | number)[] {
  const times = answers.map(({ ms }) => ms);
  return [times.length, round(percentile(times, 50)), round(percentile(times, 95)), round(percentile(times, 100))];
}

/** Grain and, for operators, how many. */
function shapeOf({ parameters }: Answer): string {
  const { aggregate_by: grain, aggregation, user_id: users } = Object.fromEntries(parameters);
  return aggregation === undefined ? `${grain}` : `${aggregation}, ${users === "all" ? "all 200 users" : "10 users"}`;
}

export const reports: Benchmark = { name: "reports", summary: "both reports over 1, 7 and 31 days in a large store", run };
