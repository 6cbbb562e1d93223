import { join } from "node:path";
import { startEngine } from "@stats/embedded-clickhouse";
import { connect, migrate } from "@stats/facts";
import { startTestKafka } from "@stats/log/testing";
import type { Benchmark, Findings, Run } from "../benchmark.ts";
import { type BenchAccount, writeAccounts } from "../harness/accounts.ts";
import { askThulium, askVoximplant } from "../harness/ask.ts";
import { residentMib } from "../harness/process-usage.ts";
import { round } from "../harness/round.ts";
import { StatsProcess } from "../harness/stats-process.ts";
import { waitFor } from "../harness/wait-for.ts";
import { produceBacklog } from "../ingest/backlog.ts";
import { workerEnv } from "../ingest/run-worker.ts";

const backlogEvents = { small: 100_000, full: 1_000_000 } as const;
const askersAtOnce = 4;
const limitMs = 900_000;

async function run({ scale, folder, progress }: Run): Promise<Findings> {
  await using stack = new AsyncDisposableStack();
  const kafka = stack.adopt(await startTestKafka(), (given) => given.stop());
  const engine = stack.adopt(await startEngine({ dataDir: join(folder, "engine") }), (given) => given.stop());
  const backlog = await produceBacklog(kafka.brokers, `bench-memory-${process.pid}-`, backlogEvents[scale], progress);
  await migrate({ url: engine.url, database: "stats" });
  const client = stack.adopt(connect({ url: engine.url, database: "stats" }), (given) => given.close());
  const { file, accounts } = await writeAccounts(folder, ["account-1", "account-2", "account-3", "account-4"], "Europe/Moscow");
  const env = { ...workerEnv(backlog, engine.url, "stats", `bench-memory-${process.pid}`), STATS_ACCOUNTS_FILE: file };
  const query = stack.use(new StatsProcess(["query"], env));
  const origin = await query.origin();
  const ingest = stack.use(new StatsProcess(["ingest"], env));

  const stop = new AbortController();
  const askers = Array.from({ length: askersAtOnce }, (_, index) => askAgainAndAgain(origin, accounts[index % accounts.length], stop.signal));
  await waitFor("the backlog is processed", limitMs, async () => {
    const [row] = await (await client.query({ query: "select sum(next_version) from position final", format: "JSONCompactEachRow" })).json<[string]>();
    return Number(row?.[0] ?? 0) >= backlog.events || undefined;
  });
  stop.abort();
  const asked = (await Promise.all(askers)).reduce((sum, count) => sum + count, 0);
  const row = (name: string, pid: number) => {
    const { now, peak, file: mapped } = residentMib(pid);
    return [name, round(peak), round(now), round(mapped)];
  };
  return {
    tables: [
      {
        title: `Resident memory in MiB, a worker with a backlog of ${backlog.events} events and ${askersAtOnce} clients that ask without pause`,
        columns: ["process", "peak", "at the end", "of it mapped files"],
        rows: [row("worker", ingest.pid), row("query", query.pid), row("engine", engine.pid)],
      },
    ],
    notes: [`${asked} reports were answered meanwhile.`],
  };
}

/** A week of chats by hour and employee and of operator time by hour, in turns. @returns how often */
async function askAgainAndAgain(origin: string, account: BenchAccount | undefined, signal: AbortSignal): Promise<number> {
  if (account === undefined) return 0;
  let asked = 0;
  for (; !signal.aborted; asked += 2) {
    await askThulium(origin, account, [
      ["date_from", "2026-03-09"],
      ["date_to", "2026-03-16"],
      ["aggregate_by", "hour"],
    ]);
    await askVoximplant(origin, account, [
      ["from_date", "2026-03-09 00:00:00"],
      ["to_date", "2026-03-16 00:00:00"],
      ["user_id", "all"],
      ["aggregation", "hour"],
    ]);
  }
  return asked;
}

export const memory: Benchmark = { name: "memory", summary: "peak memory of worker, query and engine under a backlog and questions", run };
