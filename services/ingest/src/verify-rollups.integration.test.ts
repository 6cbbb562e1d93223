import { afterAll, beforeAll, expect, it } from "vitest";
import {
  type Database,
  type DialogFact,
  dialogFacts,
  factTableNames,
  refreshStaleDialogs,
  refreshStaleOperators,
  rollupTables,
  storeAccountZones,
} from "@stats/facts";
import { rebuild } from "./rebuild/rebuild.ts";
import { atMs, chat, status } from "./testing/events.ts";
import { drained, rowsOf, type ScratchEngine, scratchEngine, scratchLog, testWorker } from "./testing/scratch-system.ts";
import { verifyRollups } from "./verify-rollups.ts";

const zone = "Europe/Moscow";
const nowMs = atMs + 40 * 86_400_000;
const search = { tenant: "acme", zone, from: 0, to: nowMs / 1000, now: nowMs / 1000, grains: ["hour", "day"] as const, limit: 10_000 };

let engine: ScratchEngine;
let scratch: Awaited<ReturnType<typeof scratchLog>>;
let database: Database;
beforeAll(async () => {
  [engine, scratch] = await Promise.all([scratchEngine(), scratchLog()]);
  database = await engine.database();
  const days = [0, 1, 2, 33];
  await scratch.log.append(
    days.flatMap((day) => {
      const timeMs = atMs + day * 86_400_000;
      const chats = [1, 2, 3, 4, 5].flatMap((n) => chat(10 * (1 + day) + n, { timeMs, wait: 5 * n }));
      return [...chats, status(501, "READY", { timeMs, id: `r${day}` }), status(501, "OFFLINE", { timeMs: timeMs + 5_000_000, id: `o${day}` })];
    }),
  );
  const worker = await testWorker({ log: scratch.log, database });
  await drained(scratch.log, database, worker);
  await worker.stop();
  await storeAccountZones(database, new Map([["acme", zone]]), nowMs);
  await refreshAll();
});
afterAll(() => Promise.all([engine.dispose(), scratch.dispose()]));

const refreshDialogs = (fact: DialogFact) => refreshStaleDialogs(database, fact, search);

async function refreshAll(): Promise<void> {
  for (const fact of dialogFacts) await refreshDialogs(fact);
  const since = { ...search, from: atMs / 1000 };
  for (const grain of ["hour", "day"] as const) await refreshStaleOperators(database, "statuses", grain, { ...since, zone: "" });
  await refreshStaleOperators(database, "online", "day", since);
}

const change = async (query: string) => {
  await database.command({ query, clickhouse_settings: { mutations_sync: "2", lightweight_deletes_sync: "2" } });
};
const run = async () => await verifyRollups({ database, clock: () => nowMs, onProgress: () => undefined, settleMs: 1 });

it("finds nothing wrong with what was computed, month by month, and leaves no table behind", async () => {
  const seen: [number, number][] = [];
  const { compared, wrong } = await verifyRollups({ database, clock: () => nowMs, onProgress: (done, total) => seen.push([done, total]), settleMs: 1 });
  expect(wrong).toEqual([]);
  expect(compared).toBeGreaterThan(50);
  expect(seen.length).toBeGreaterThan(1);
  expect(seen.at(-1)?.[0]).toBe(seen.at(-1)?.[1]);
  expect(await rowsOf(database, "select name from system.tables where database = currentDatabase() and name like 'check%'")).toEqual([]);
});

it("names the bucket whose facts were altered behind the ledger's back, in every grain and cut; a rebuild brings both back", async () => {
  await change("alter table chat update wait = 77 where chat_id = 11 and deleted = 0");
  const { wrong } = await run();
  expect(new Set(wrong.map(({ figure, grain, bucket }) => `${figure} ${grain} ${new Date(bucket * 1000).toISOString().slice(0, 13)}`))).toEqual(
    new Set(["chat hour 2026-03-25T10", "chat day 2026-03-25T00"]),
  );
  expect(wrong.map(({ cut }) => cut)).toContain("total");

  const before = (await run()).compared;
  await rebuild({
    database,
    clock: () => nowMs,
    tables: factTableNames,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    onNote: () => undefined,
  });
  // nothing that was computed from the old tables counts as current
  expect(await run()).toEqual({ compared: 0, wrong: [] });
  await refreshAll();
  expect(await run()).toEqual({ compared: before, wrong: [] });
});

it("names a row of a roll-up that was altered, or that should not be there", async () => {
  await change("alter table operator_rollup update samples = samples + 1 where figure = 'online' and bucket = '2026-03-25 00:00:00'");
  await change(
    "alter table operator_rollup update `edges.seconds` = arrayMap(seconds -> seconds + 1, edges.seconds) where figure = 'statuses' and grain = 'day' and bucket = '2026-03-26 00:00:00'",
  );
  await change(
    "alter table dialog_rollup update dialogs = dialogs + 1 where fact = 'chat' and cut = 'employee' and grain = 'day' and bucket = '2026-03-26 00:00:00'",
  );
  await change(
    "insert into dialog_rollup select * replace ('queue' as cut) from dialog_rollup final where fact = 'chat' and cut = 'total' and grain = 'day' and bucket = '2026-03-27 00:00:00' and edition = 1 and dialogs = 5",
  );
  expect((await run()).wrong.map(({ figure, cut, bucket }) => [figure, cut, new Date(bucket * 1000).toISOString().slice(0, 10)])).toEqual(
    expect.arrayContaining([
      ["online", "total", "2026-03-25"],
      ["statuses", "total", "2026-03-26"],
      ["chat", "employee", "2026-03-26"],
    ]),
  );
});

it("the roll-ups are made anew by themselves, from the facts: what was altered is right, and what was current still is", async () => {
  const tables = rollupTables;
  const { isDone } = await rebuild({
    database,
    clock: () => nowMs,
    tables,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    onNote: () => undefined,
  });
  expect(isDone).toBe(true);
  const { compared, wrong } = await run();
  expect(wrong).toEqual([]);
  expect(compared).toBeGreaterThan(50);
  for (const fact of dialogFacts) expect(await refreshDialogs(fact)).toBe(0);
});
