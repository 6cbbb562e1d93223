import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Database, factTableNames, migrate, RebuildBusyError, type RebuildState } from "@stats/facts";
import type { AppendRecord } from "@stats/log";
import { atMs, chat, record, status } from "../testing/events.ts";
import { drained, rowsOf, type ScratchEngine, scratchEngine, scratchLog, testWorker } from "../testing/scratch-system.ts";
import { verify } from "../verify.ts";
import { abandonRebuild, rebuild, type RebuildOptions, type RebuildResult } from "./rebuild.ts";

let engine: ScratchEngine;
let scratch: Awaited<ReturnType<typeof scratchLog>>;
let database: Database;
beforeAll(async () => {
  engine = await scratchEngine();
});
afterAll(() => engine.dispose());
beforeEach(async () => {
  [scratch, database] = await Promise.all([scratchLog(), engine.database()]);
  await ingest([
    ...chat(1),
    ...chat(2),
    ...chat(3, { tenant: "other" }),
    record("chat.started.v1", { chat_id: 1, initiator: "visitor" }, { timeMs: atMs - 3_600_000 }),
    record("call.leg_started.v1", { call_id: 7, leg_id: 1, direction: "in", virtual_phone_number: "1", calling_phone_number: "2", called_phone_number: "3" }),
    status(501, "READY", { id: "s1" }),
    status(501, "DND", { id: "s2", timeMs: atMs + 1000 }),
    status(501, "ONLINE", { id: "s1", timeMs: atMs + 2000 }),
    record("tag.upserted.v1", { tag_id: 4, name: "vip" }),
    record("chat.sale_recorded.v1", { chat_id: 2, sale_id: 1, sale_date: "2026-03-25", sale_cost: "5" }),
    record("call.sale_recorded.v1", { call_id: 7, sale_id: 2, sale_date: "2026-03-26", sale_cost: "6" }),
  ]);
});
afterEach(() => scratch.dispose());

/** Appends the records, and has a worker ingest them. */
async function ingest(records: readonly AppendRecord[]): Promise<void> {
  await scratch.log.append(records);
  const worker = await testWorker({ log: scratch.log, database });
  await drained(scratch.log, database, worker);
  await worker.stop();
}

const notes: string[] = [];
async function run(options: Partial<RebuildOptions> = {}): Promise<RebuildResult> {
  return await rebuild({
    database,
    clock: Date.now,
    tables: factTableNames,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    onNote: (note) => notes.push(note),
    page: { events: 3, bytes: 1 << 20 },
    rowsPerFlush: 2,
    ...options,
  });
}
const change = async (query: string) => {
  await database.command({ query, clickhouse_settings: { mutations_sync: "2", lightweight_deletes_sync: "2" } });
};
const differing = async () => (await verify({ database, onProgress: () => undefined, settleMs: 1 })).differences.map(({ entity }) => entity);
const objects = async () => (await rowsOf(database, "select name from system.tables where database = currentDatabase() order by name")).flat();
const identityOf = async (table: string) =>
  (await rowsOf(database, `select toString(uuid) from system.tables where database = currentDatabase() and name = '${table}'`)).flat();
/** account, fact, hour -> writes. */
const ledger = async () => {
  const rows = await rowsOf(
    database,
    "select concat(tenant, ' ', toString(fact), ' ', toString(hour)), toUInt32(sum(writes)) from write_ledger where tenant != '' group by tenant, fact, hour",
  );
  return new Map(rows as [string, number][]);
};
const carry = async () =>
  await rowsOf(database, "select tenant, toString(user_id), toString(changed_at), version, status from status_carry final order by all");
const sales = async () =>
  await rowsOf(database, "select toString(kind), toUInt32(entity_id), toString(sale_cost) from sale final where tenant = 'acme' order by all");
const identities = async () => await rowsOf(database, "select * from status_identity final order by all");

describe("rebuild", () => {
  it("makes every table anew: what was altered, removed or put there by hand is as the events say", async () => {
    const [ledgerBefore, carryBefore, identitiesBefore, objectsBefore] = [await ledger(), await carry(), await identities(), await objects()];
    await change("alter table chat update wait = wait + 1 where chat_id = 2 and deleted = 0");
    await change("delete from chat where chat_id = 1");
    await change("insert into chat (tenant, started_at, chat_id, version) values ('acme', 1700000000, 77, 1)");
    await change("delete from status_change where status = 'READY'");
    await change("insert into status_change (tenant, user_id, changed_at, version, status) values ('acme', 501, '2026-03-26 00:00:00', 99, 'BANNED')");
    await change("truncate table status_identity");
    await change("truncate table directory_object");
    expect(await differing()).not.toEqual([]);

    const { isDone, state } = await run();
    expect([isDone, state.phase, state.entities, state.entitiesTotal]).toEqual([true, "done", 6, 6]);
    expect(await differing()).toEqual([]);
    // all that was computed from the old tables is out of date
    const ledgerAfter = await ledger();
    expect([...ledgerAfter.keys()]).toEqual(expect.arrayContaining([...ledgerBefore.keys()]));
    for (const [hour, writes] of ledgerBefore) expect(ledgerAfter.get(hour), hour).toBeGreaterThan(writes);
    expect(await carry()).toEqual(carryBefore);
    expect(await sales()).toEqual([
      ["call", 7, "6"],
      ["chat", 2, "5"],
    ]);
    expect(await identities()).toEqual(identitiesBefore);
    expect(await objects()).toEqual(objectsBefore);
  });

  it("leaves everything that is not asked for as it is", async () => {
    const before = { call: await identityOf("call"), status: await identityOf("status_change") };
    const ledgerBefore = await ledger();
    const chatBefore = await identityOf("chat");
    await change("truncate table call");
    await change("insert into sale (tenant, kind, entity_id) values ('acme', 'chat', 99)");
    await run({ tables: ["chat"] });
    expect(await identityOf("chat")).not.toEqual(chatBefore);
    expect(await sales()).toEqual([["chat", 2, "5"]]);
    expect({ call: await identityOf("call"), status: await identityOf("status_change") }).toEqual({ call: before.call, status: before.status });
    for (const [hour, writes] of await ledger()) {
      if (hour.includes(" chat ")) expect(writes, hour).toBeGreaterThan(ledgerBefore.get(hour) ?? 0);
      else expect(writes, hour).toBe(ledgerBefore.get(hour));
    }
    expect(await differing()).toEqual(["acme:call:7"]);
  });

  it("workers go on with the new tables, which go on to feed the ledger and what operators bring along", async () => {
    await run();
    await ingest([...chat(9, { timeMs: atMs + 7_200_000 }), status(502, "READY", { timeMs: atMs + 7_200_000 })]);
    expect(await differing()).toEqual([]);
    expect([...(await ledger()).keys()]).toContain("acme chat 2026-03-25 12:00:00");
    expect((await carry()).map(([, user]) => user)).toContain("502");
  });

  it("may be done again at once, also by a clock that stands still or was put back", async () => {
    for (const at of [atMs, atMs, atMs - 1000]) expect((await run({ tables: ["contact"], clock: () => at })).state.phase).toBe("done");
  });

  it("fills columns that were added to the schema", async () => {
    await ingest([record("chat.rated.v1", { chat_id: 2, score: 5 })]);
    await change("alter table chat drop column score");
    await change("alter table chat add column score UInt8");
    expect((await differing()).length).toBeGreaterThan(0);
    await run({ tables: ["chat"] });
    expect(await differing()).toEqual([]);
  });

  it("told to stop, keeps what it did, and goes on with it", async () => {
    const stop = new AbortController();
    const broken = await run({ signal: stop.signal, onProgress: ({ entities }) => entities > 0 && stop.abort() });
    expect([broken.isDone, broken.state.phase]).toEqual([false, "fill"]);
    expect(broken.state.entities).toBeGreaterThan(0);
    expect(broken.state.entities).toBeLessThan(6);
    const { isDone, state } = await run();
    expect([isDone, state.entities, state.startedAtMs]).toEqual([true, 6, broken.state.startedAtMs]);
    expect(state.revision).toBeGreaterThan(broken.state.revision);
    expect(await differing()).toEqual([]);
  });

  it.each([
    ["other tables are asked for", { tables: ["chat"] as const }, /other tables/],
    ["another version of the program began it", { program: "other" }, /another version of the program/],
    ["that is asked for", { restart: true }, /that was asked for/],
  ])("begins again when %s", async (_when, options, note) => {
    notes.length = 0;
    const broken = await interrupted();
    const { isDone, state } = await run(options);
    expect(isDone).toBe(true);
    expect(state.startedAtMs).toBeGreaterThan(broken.startedAtMs);
    expect(notes).toEqual([expect.stringMatching(note)]);
    expect(await differing()).toEqual([]);
  });

  it("begins again when something of it was removed meanwhile: inserts may have been missed", async () => {
    const broken = await interrupted();
    await change("drop view rebuild_forward_chat");
    notes.length = 0;
    const { state } = await run();
    expect(state.startedAtMs).toBeGreaterThan(broken.startedAtMs);
    expect(notes).toEqual([expect.stringMatching(/tables or views of it are missing/)]);
  });

  it("is not disturbed by a column that is added meanwhile, but does not put tables without it in their places", async () => {
    await interrupted();
    await change("alter table chat add column extra UInt8");
    await ingest(chat(10));
    await expect(run()).rejects.toThrow(/columns of chat were changed.*--restart/);
    expect((await run({ restart: true })).isDone).toBe(true);
    expect(await differing()).toEqual([]);
  });

  it("refuses while another living process is at it", async () => {
    const { startedAtMs } = await interrupted();
    await change(
      `insert into rebuild (started_at, revision, phase, tables, owner) values (fromUnixTimestamp64Milli(${startedAtMs}), 1000, 'fill', ['chat'], 'elsewhere/12/ab')`,
    );
    await expect(run()).rejects.toThrow(RebuildBusyError);
    await expect(run()).rejects.toThrow(/Process 12 on elsewhere is rebuilding chat/);
  });

  it("abandoned leaves nothing behind, and the serving tables as they were", async () => {
    const [before, chatBefore] = [await objects(), await identityOf("chat")];
    await interrupted();
    expect(await objects()).not.toEqual(before);
    expect(await abandonRebuild({ database, onNote: () => undefined })).toBe(true);
    expect(await objects()).toEqual(before);
    expect(await identityOf("chat")).toEqual(chatBefore);
    expect(await abandonRebuild({ database, onNote: () => undefined })).toBe(false);
    expect((await run()).isDone).toBe(true);
  });
});

describe("a rebuild whose process is gone", () => {
  const tables = ["chat", "status_change"] as const;
  const more = () => [...chat(100), status(600, "READY")];
  const goesOn = async () => expect((await run({ tables })).isDone).toBe(true);
  const migrates = async () => void (await migrate({ url: engine.url, database: await nameOf(database) }));
  const leftovers = async () => (await objects()).filter((name) => String(name).startsWith("rebuild_"));

  it.each([
    ["before the first table is there", /^create table/],
    ["before inserts are forwarded", /^create materialized view if not exists rebuild_forward/],
    ["before the first rows", /^insert into rebuild_next_chat /],
    ["before the ledger learns of it", /^insert into write_ledger select/],
    ["before the exchange begins", /^rename table/],
  ])("%s: workers go on, and the next does what is left", async (_when, statement) => {
    await expect(run({ tables, database: brokenOffAt(statement) })).rejects.toThrow("broken off here");
    await ingest(more());
    expect(await differing()).toEqual([]);
    await goesOn();
    expect([await differing(), await leftovers()]).toEqual([[], []]);
  });

  it.each([
    ["before the exchange, and goes on", /^exchange tables/, goesOn],
    ["before the exchange, and the schema is migrated", /^exchange tables/, migrates],
    ["before inserts reach the new tables only, and goes on", /^drop table if exists rebuild_(view|forward)/, goesOn],
    ["before inserts reach the new tables only, and the schema is migrated", /^drop table if exists rebuild_(view|forward)/, migrates],
    ["before the old tables are dropped, and the schema is migrated", /^drop table if exists rebuild_swap_status_change /, migrates],
  ])("%s: workers wait until it is at its end, and lose nothing", async (_when, statement, heal) => {
    await expect(run({ tables, database: brokenOffAt(statement) })).rejects.toThrow("broken off here");
    await scratch.log.append(more());
    const worker = await testWorker({ log: scratch.log, database });
    expect(await differing()).toEqual([]);
    await heal();
    await drained(scratch.log, database, worker);
    await worker.stop();
    expect([await differing(), await leftovers()]).toEqual([[], []]);
    expect((await rowsOf(database, "select count() from chat_of(tenant = 'acme') where chat_id = 100"))[0]).toEqual(["1"]);
  });
});

/** A rebuild of everything that was told to stop after its first rows. */
async function interrupted(): Promise<RebuildState> {
  const stop = new AbortController();
  const { state } = await run({ signal: stop.signal, onProgress: ({ entities }) => entities > 0 && stop.abort() });
  expect(state.phase).toBe("fill");
  return state;
}

const nameOf = async (client: Database) => String((await rowsOf(client, "select currentDatabase()"))[0]?.[0]);

/** A client whose statements that change something fail from the first that looks like this on, as if its process had been killed. */
function brokenOffAt(statement: RegExp): Database {
  let isBroken = false;
  return new Proxy(database, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== "function") return member;
      return (...args: [{ readonly query: string }]): unknown => {
        if (name === "command" || name === "exec") isBroken ||= statement.test(args[0].query);
        if (isBroken) throw new Error("broken off here");
        return Reflect.apply(member, target, args);
      };
    },
  });
}
