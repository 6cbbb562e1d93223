import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { type Database, migrate, SortingKeyError } from "@stats/facts";
import { atMs, record } from "../testing/events.ts";
import { drained, rowsOf, type ScratchEngine, scratchEngine, scratchLog, testWorker, until } from "../testing/scratch-system.ts";
import { verify } from "../verify.ts";
import { bringUp, type BringUpOptions } from "./bring-up.ts";

const script = fileURLToPath(new URL("../testing/bring-up-process.ts", import.meta.url));
let engine: ScratchEngine;
let database: Database;
let name: string;
beforeAll(async () => {
  engine = await scratchEngine();
});
afterAll(() => engine.dispose());

/** Legs as they lay under the start of their call, with a column that there is no more and rows of another kind. */
const formerLegs = [
  "drop table call_leg sync",
  `create table call_leg (
    tenant LowCardinality(String), call_started_at DateTime('UTC'), call_id UInt64, leg_id UInt64, partition UInt16, version UInt64, deleted UInt8,
    direction Enum8('none' = 0, 'in' = 1, 'out' = 2), virtual_phone_number LowCardinality(String), calling_phone_number String, called_phone_number String,
    is_operator UInt8, is_coach UInt8, is_transferred UInt8, employee_id UInt64, started_at DateTime('UTC'), connected_at DateTime('UTC'),
    ended_at DateTime('UTC'), talk UInt32, hold UInt32, talk_starts Array(DateTime('UTC')), talk_ends Array(DateTime('UTC'))
  ) engine = ReplacingMergeTree(version) partition by toYYYYMM(call_started_at) order by (tenant, call_started_at, call_id, leg_id)`,
  `insert into call_leg (tenant, call_started_at, call_id, leg_id, version, deleted)
    select 'acme', 1700000000 + number % 2, intDiv(number, 4), number % 4, 5, number % 2 from numbers(40)`,
];

beforeEach(async () => {
  database = await engine.database();
  name = String((await rowsOf(database, "select currentDatabase()"))[0]?.[0]);
  const { log, dispose } = await scratchLog();
  const leg = (call: number, second: number) =>
    record(
      "call.leg_started.v1",
      { call_id: call, leg_id: call * 10, direction: "in", virtual_phone_number: "1", calling_phone_number: "2", called_phone_number: "3" },
      { timeMs: atMs + second * 1000 },
    );
  await log.append(Array.from({ length: 8 }, (_, call) => leg(call + 1, call)));
  const worker = await testWorker({ log, database });
  await drained(log, database, worker);
  await worker.stop();
  await dispose();
  for (const query of formerLegs) await database.command({ query });
});

const up = async (options: Partial<BringUpOptions> = {}) =>
  await bringUp({ at: { url: engine.url, database: name }, clock: Date.now, onNote: () => undefined, onProgress: () => undefined, ...options });
const small = { page: { events: 2, bytes: 1 << 20 }, rowsPerFlush: 2 } as const;
const keyOfLegs = async () => (await rowsOf(database, "select sorting_key from system.tables where database = currentDatabase() and name = 'call_leg'")).flat();
const leftOvers = async () => await rowsOf(database, "select name from system.tables where database = currentDatabase() and startsWith(name, 'rebuild_')");

async function isBroughtOver(): Promise<void> {
  expect(await keyOfLegs()).toEqual(["tenant, started_at, call_id, leg_id"]);
  expect((await verify({ database, onProgress: () => undefined, settleMs: 1 })).differences).toEqual([]);
  expect((await rowsOf(database, "select toUInt32(count()) from call_leg final where deleted = 0")).flat()).toEqual([8]);
  expect(await leftOvers()).toEqual([]);
  expect(
    (await rowsOf(database, "select countIf(name = 'call_started_at') from system.columns where database = currentDatabase() and table = 'call_leg'")).flat(),
  ).toEqual(["0"]);
}

it("makes a table anew that an older version sorted otherwise, tells what it does, and applies the whole schema", async () => {
  await expect(migrate({ url: engine.url, database: name })).rejects.toThrow(SortingKeyError);
  const [notes, counts]: [string[], number[]] = [[], []];
  const files = await up({ ...small, onNote: (note) => notes.push(note), onProgress: ({ entities, entitiesTotal }) => counts.push(entities, entitiesTotal) });
  expect(files).toEqual(await migrate({ url: engine.url, database: name }));
  expect(notes).toEqual([expect.stringMatching(/^Table call_leg is sorted by .*call_started_at.*being done\.$/)]);
  expect([counts.length > 4, Math.max(...counts)]).toEqual([true, 8]);
  await isBroughtOver();
  // from now on there is nothing to bring over
  await up({ onNote: (note) => expect.fail(note) });
});

it("told to stop, is gone on with at the next start; reports have the former rows until then", async () => {
  const stop = new AbortController();
  const halfway = up({ ...small, signal: stop.signal, onProgress: ({ entities }) => entities > 0 && stop.abort() });
  await expect(halfway).rejects.toThrow(/next start goes on/);
  expect((await rowsOf(database, "select toUInt32(count()) from call_leg")).flat()).toEqual([40]);
  const seen: number[] = [];
  await up({ ...small, onProgress: ({ entities }) => seen.push(entities) });
  expect(seen[0]).toBeGreaterThan(0);
  await isBroughtOver();
});

it("started several times at once, and killed, one does it and the others wait", async () => {
  const start = () => spawn(process.execPath, [script, engine.url, name], { stdio: ["ignore", "pipe", "inherit"] });
  const printed = async (child: ReturnType<typeof start>) => {
    let text = "";
    child.stdout?.on("data", (chunk: Buffer) => (text += chunk.toString()));
    await once(child, "close");
    return text;
  };
  const killed = start();
  const others = [start(), start()].map(printed);
  await until("a rebuild has begun", async () => (await leftOvers()).length > 0);
  killed.kill("SIGKILL");
  expect(await Promise.all(others)).toEqual([expect.stringMatching(/^done/), expect.stringMatching(/^done/)]);
  await isBroughtOver();
});

it("leaves other tables than facts to people", async () => {
  await database.command({ query: "drop table position sync" });
  await database.command({ query: "create table position (topic String, partition UInt16, next_version UInt64) engine = MergeTree order by topic" });
  await expect(up()).rejects.toThrow();
  expect(await leftOvers()).toEqual([]);
});
