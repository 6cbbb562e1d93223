import { loadavg } from "node:os";
import { join } from "node:path";
import { startEngine } from "@stats/embedded-clickhouse";
import { connect, migrate } from "@stats/facts";
import type { Benchmark, Findings, Run, Scale } from "../benchmark.ts";
import { writeAccounts } from "../harness/accounts.ts";
import { residentMib } from "../harness/process-usage.ts";
import { round } from "../harness/round.ts";
import { StatsProcess } from "../harness/stats-process.ts";
import { type Store, tenantOf } from "../reports/fill.ts";
import { fillCommunications } from "./fill-communications.ts";
import { measureMemory } from "./measure-memory.ts";
import { type Asking, measureFilters, measureOthers, measurePages, measureSorts } from "./measure-reports.ts";
import { reportFields } from "./report-fields.ts";

/** The account that is asked is as large at either scale: 1.25 million chats a year, more than 100,000 a month, so that there is a page 10 of 10,000. */
const accountsIn = { small: 1, full: 16 } as const;
const chatsPerAccount = 1_250_000;

function storeOf(scale: Scale): Store {
  const fromSeconds = Date.parse("2025-01-01T00:00:00Z") / 1000;
  const accounts = accountsIn[scale];
  return { chats: accounts * chatsPerAccount, statusChanges: 0, accounts, employeesPerAccount: 200, fromSeconds, toSeconds: fromSeconds + 365 * 86_400 };
}

async function run({ scale, folder, progress, found }: Run): Promise<Findings> {
  const store = storeOf(scale);
  await using stack = new AsyncDisposableStack();
  const engine = stack.adopt(await startEngine({ dataDir: join(folder, "engine") }), (given) => given.stop());
  await migrate({ url: engine.url, database: "stats" });
  const client = stack.adopt(connect({ url: engine.url, database: "stats", timeoutMs: 600_000 }), (given) => given.close());
  await fillCommunications(client, store, progress);

  const { file, accounts } = await writeAccounts(folder, [tenantOf(0)], "Europe/Moscow");
  const [account] = accounts;
  if (account === undefined) throw new Error("there is an account");
  const env = { STATS_CLICKHOUSE_URL: engine.url, STATS_ACCOUNTS_FILE: file, STATS_DATA_DIR: join(folder, "query") };
  const query = stack.use(new StatsProcess(["query"], env));
  const origin = await query.origin();
  const asking: Asking = { origin, account, store, scale, fields: await reportFields(origin), pids: { engine: engine.pid, query: query.pid }, progress };
  found(await measureMemory(asking));
  const loads: number[] = [];
  for (const measure of [measurePages, measureFilters, measureSorts, measureOthers]) {
    found(await measure(asking));
    loads.push(round(loadavg()[0] ?? 0));
  }
  return {
    tables: [],
    notes: [
      `A store of ${store.chats} chats, as many legs of half as many calls, as many sessions with five page views each, as many messages, and a twelfth as many goals and offline messages, of ${store.accounts} accounts that are all alike, over a year.`,
      `One request at a time but for the first table, random periods of whole days. Load of the machine after the others (the benchmark included): ${loads.join(", ")}. In all, the query process had at most ${round(residentMib(query.pid).peak)} MiB resident, the engine ${round(residentMib(engine.pid).peak)} MiB.`,
    ],
  };
}

export const comagic: Benchmark = { name: "comagic", summary: "pages, filters and sorts of the reports of communications in a large store", run };
