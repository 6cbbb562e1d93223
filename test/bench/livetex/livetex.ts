import { loadavg } from "node:os";
import { join } from "node:path";
import { startEngine } from "@stats/embedded-clickhouse";
import { connect, migrate } from "@stats/facts";
import type { Benchmark, Findings, Run, Scale } from "../benchmark.ts";
import { writeAccounts } from "../harness/accounts.ts";
import { descendants, residentMib } from "../harness/process-usage.ts";
import { round } from "../harness/round.ts";
import { StatsProcess } from "../harness/stats-process.ts";
import { waitFor } from "../harness/wait-for.ts";
import { type Store, tenantOf } from "../reports/fill.ts";
import { measureMix } from "./call-mix.ts";
import { fillDialogs } from "./fill-dialogs.ts";
import { measureMethods, measureParts } from "./measure-methods.ts";
import type { System } from "./system.ts";

/** The account that is asked is as large at either scale. */
const accountsIn = { small: 5, full: 50 } as const;
const chatsPerAccount = 400_000;
const daySeconds = 86_400;

/** A year up to last midnight: what comes in during the benchmark follows on it. */
function storeOf(scale: Scale): Store {
  const accounts = accountsIn[scale];
  const facts = accounts * chatsPerAccount;
  const toSeconds = Math.floor(Date.now() / 1000 / daySeconds) * daySeconds;
  return { chats: facts, statusChanges: facts, accounts, employeesPerAccount: 200, fromSeconds: toSeconds - 365 * daySeconds, toSeconds };
}

async function run({ scale, folder, progress }: Run): Promise<Findings> {
  const store = storeOf(scale);
  const dataDir = join(folder, "data");
  await fill(join(dataDir, "engine"), store, progress);
  const { file, accounts } = await writeAccounts(folder, [tenantOf(3)], "Europe/Moscow");
  const [account] = accounts;
  if (account === undefined) throw new Error("there is an account");
  await using stack = new AsyncDisposableStack();
  let engine = 0;
  // A process that is stopped in the middle of too much may end before its engine, which still writes into the folder that is removed next.
  stack.defer(async () => {
    await waitFor("the engine has ended", 120_000, () => (residentMib(engine).now === 0 ? true : undefined)).catch(() => undefined);
  });
  const all = stack.use(new StatsProcess(["start"], { STATS_DATA_DIR: dataDir, STATS_ACCOUNTS_FILE: file }));
  await all.logged(({ msg }) => msg === "partitions assigned");
  engine = descendants("embedded-clickhouse/src/child.ts")[0] ?? 0;
  const system: System = { origin: await all.servedAt(), account, pids: { stats: all.pid, engine } };
  const loads: number[] = [];
  const withLoad = async <T>(work: Promise<T>): Promise<T> => {
    const result = await work;
    loads.push(round(loadavg()[0] ?? 0));
    return result;
  };
  const tables = [
    await withLoad(measureMethods(system, store, scale, progress)),
    await withLoad(measureParts(system, store, scale, progress)),
    await withLoad(measureMix(system, store, scale, progress)),
  ];
  return {
    tables,
    notes: [
      `The embedded system: one process and the engine, in a store of ${store.chats} chats, a quarter as many calls, 8 % as many leads and contacts, and ${store.statusChanges} status changes, of ${store.accounts} accounts with 200 employees each; the account asked is also the one that publishes.`,
      `Load of the machine after each table (the benchmark included): ${loads.join(", ")}. At most ${round(residentMib(all.pid).peak)} MiB resident in the process, ${round(residentMib(engine).peak)} MiB in the engine.`,
    ],
  };
}

/** Writes the store where the embedded system will look for it. */
async function fill(dataDir: string, store: Store, progress: (text: string) => void): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const engine = stack.adopt(await startEngine({ dataDir }), (given) => given.stop());
  await migrate({ url: engine.url, database: "stats" });
  const client = stack.adopt(connect({ url: engine.url, database: "stats", timeoutMs: 600_000 }), (given) => given.close());
  await fillDialogs(client, store, progress);
}

export const livetex: Benchmark = { name: "livetex", summary: "the five statistics methods, and their mix while events come in", run };
