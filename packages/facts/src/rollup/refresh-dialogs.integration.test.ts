import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Cells, randomHistory } from "../testing/history.ts";
import { seededRandom, shuffled } from "../testing/random.ts";
import { type ScratchDatabase, scratchDatabase } from "../testing/scratch-database.ts";
import { cutsOf, type DialogFact, dialogFacts } from "./dialog-cuts.ts";
import { refreshDialogs } from "./refresh-dialogs.ts";
import { refreshStaleDialogs } from "./refresh-stale.ts";
import { readStaleDialogs, type StaleBuckets, type StaleSearch } from "./stale-buckets.ts";
import { expectedDialogs, storedDialogs } from "./testing/dialogs-by-hand.ts";

const hour = 3600;
const day = 24 * hour;
// the clocks go forward on the 30th, in Warsaw at 01:00 UTC
const from = Date.parse("2025-03-28T00:00:00Z") / 1000;
const to = from + 5 * day;
const zone = "Europe/Warsaw";
const search: Omit<StaleSearch, "tenant"> = { zone, from, to, now: to + 10 * day, grains: ["hour", "day"], limit: 1000 };

let scratch: ScratchDatabase;
beforeAll(async () => {
  scratch = await scratchDatabase();
});
afterAll(() => scratch.dispose());

async function write(table: string, rows: readonly Cells[]): Promise<void> {
  if (rows.length > 0) await scratch.client.insert({ table, values: rows, format: "JSONEachRow" });
}

async function writeInPieces(table: string, rows: readonly Cells[], size = 150): Promise<void> {
  for (let start = 0; start < rows.length; start += size) await write(table, rows.slice(start, start + size));
}

const refreshStale = (tenant: string, fact: DialogFact) => refreshStaleDialogs(scratch.client, fact, { ...search, tenant });

async function refresh(tenant: string, fact: DialogFact, stale: StaleBuckets): Promise<void> {
  for (const grain of ["hour", "day"] as const) {
    const buckets = { tenant, grain, zone: grain === "day" ? zone : "", buckets: stale[grain] };
    if (buckets.buckets.length > 0) await refreshDialogs(scratch.client, fact, cutsOf[fact], buckets);
  }
}

const staleCount = async (tenant: string, fact: DialogFact) => {
  const { hour: hours, day: days } = await readStaleDialogs(scratch.client, fact, { ...search, tenant });
  return [hours.length, days.length];
};

describe("roll-ups of dialogs", () => {
  it.each(dialogFacts)("of %s are what the rows say, whatever the order and number of writes, and heal what came late", async (fact) => {
    const tenant = `any-order-${fact}`;
    const random = seededRandom(41);
    const rows = shuffled(random, randomHistory(random, { tenant, from, to, count: 400 })[fact]);
    const late = rows.splice(0, 200);
    await writeInPieces(fact, rows);
    await refreshStale(tenant, fact);
    expect(await staleCount(tenant, fact)).toEqual([0, 0]);
    expect(await storedDialogs(scratch, tenant, fact)).toEqual(await expectedDialogs(scratch, tenant, fact, zone));
    for (const one of late.splice(0, 5)) {
      await write(fact, [one]);
      const [hours, days] = await staleCount(tenant, fact);
      expect([hours, days], JSON.stringify(one)).toEqual([1, 1]);
      await refreshStale(tenant, fact);
    }
    await writeInPieces(fact, late);
    await refreshStale(tenant, fact);
    expect(await staleCount(tenant, fact)).toEqual([0, 0]);
    expect(await storedDialogs(scratch, tenant, fact)).toEqual(await expectedDialogs(scratch, tenant, fact, zone));
  });

  it("know of a bucket of which only tombstones are left", async () => {
    const tenant = "vanished";
    const chat = { tenant, chat_id: 1, partition: 1, employee_id: 3 };
    await write("chat", [{ ...chat, started_at: from + 100, version: 1 }]);
    await refreshStale(tenant, "chat");
    await write("chat", [
      { ...chat, started_at: from + 100, version: 2, deleted: 1 },
      { ...chat, started_at: from + 3 * day, version: 2 },
    ]);
    await refreshStale(tenant, "chat");
    expect(await staleCount(tenant, "chat")).toEqual([0, 0]);
    expect(await storedDialogs(scratch, tenant, "chat")).toEqual(await expectedDialogs(scratch, tenant, "chat", zone));
    const rows = "select dialogs, groups.employee_id from dialog_rollup final where tenant = 'vanished' and grain = 'day' and cut = 'total' order by bucket";
    expect(await scratch.rows(rows)).toEqual([
      ["0", ["0"]],
      ["1", ["0"]],
    ]);
  });

  it("hold, of two refreshes that ran at once, the one that knows of more writes", async () => {
    const tenant = "two-at-once";
    const random = seededRandom(42);
    const rows = shuffled(random, randomHistory(random, { tenant, from, to, count: 200 }).chat);
    await writeInPieces("chat", rows.slice(0, 150));
    const slow = await readStaleDialogs(scratch.client, "chat", { ...search, tenant });
    await writeInPieces("chat", rows.slice(150));
    await refreshStale(tenant, "chat");
    await Promise.all([refresh(tenant, "chat", slow), refreshStale(tenant, "chat")]);
    await scratch.rows("optimize table dialog_rollup final");
    expect(await staleCount(tenant, "chat")).toEqual([0, 0]);
    expect(await storedDialogs(scratch, tenant, "chat")).toEqual(await expectedDialogs(scratch, tenant, "chat", zone));
  });

  it("may know more than the ledger did, and are stale then until it has the rest", async () => {
    const tenant = "between";
    const chat = { tenant, partition: 1, employee_id: 3 };
    await write("chat", [{ ...chat, chat_id: 1, started_at: from + 100, version: 1 }]);
    const before = await readStaleDialogs(scratch.client, "chat", { ...search, tenant });
    await write("chat", [{ ...chat, chat_id: 2, started_at: from + 200, version: 2 }]);
    await refresh(tenant, "chat", before);
    expect(await staleCount(tenant, "chat")).toEqual([1, 1]);
    await refreshStale(tenant, "chat");
    expect(await staleCount(tenant, "chat")).toEqual([0, 0]);
  });

  it("are all or nothing when the refresh is killed: every row that is there is whole", async () => {
    const tenant = "killed";
    const random = seededRandom(43);
    await writeInPieces("chat", shuffled(random, randomHistory(random, { tenant, from, to, count: 3000 }).chat), 4000);
    let isOver = false;
    const killing = (async () => {
      // as long as there is something to kill
      while (!isOver) await scratch.rows("kill query where query like '%insert into dialog_rollup%' and query not like '%kill query%' async");
    })();
    for (let time = 0; time < 5; time += 1) await refreshStale(tenant, "chat").catch(() => undefined);
    isOver = true;
    await killing;
    const expected = new Map(Object.entries(await expectedDialogs(scratch, tenant, "chat", zone)));
    for (const [key, groups] of Object.entries(await storedDialogs(scratch, tenant, "chat"))) expect(groups, key).toEqual(expected.get(key));
    await refreshStale(tenant, "chat");
    expect(await storedDialogs(scratch, tenant, "chat")).toEqual(Object.fromEntries(expected));
  });

  it("leave out hours and days that are not over, days of zones off the whole hour, and what was not asked for", async () => {
    const tenant = "chosen";
    await write("chat", [
      { tenant, chat_id: 1, started_at: from + 100, version: 1 },
      { tenant, chat_id: 2, started_at: from + 2 * day, version: 2 },
      { tenant, chat_id: 3, started_at: from + 2 * day, version: 3 },
    ]);
    const found = async (change: Partial<StaleSearch>) => {
      const { hour: hours, day: days } = await readStaleDialogs(scratch.client, "chat", { ...search, tenant, ...change });
      return [hours.map(({ bucket }) => (bucket - from) / hour), days.map(({ bucket }) => (bucket - from) / day)];
    };
    expect(await found({})).toEqual([
      [48, 0],
      [2, 0],
    ]);
    expect(await found({ now: from + 2 * day + hour })).toEqual([[48, 0], [0]]);
    expect(await found({ now: from + 2 * day + hour - 1 })).toEqual([[0], [0]]);
    expect(await found({ zone: "Asia/Kathmandu" })).toEqual([[48, 0], []]);
    expect(await found({ grains: ["hour"] })).toEqual([[48, 0], []]);
    expect(await found({ grains: ["day"] })).toEqual([[], [2, 0]]);
    expect(await found({ limit: 1 })).toEqual([[48], []]);
    expect(await found({ from: from + hour })).toEqual([[48], [2]]);
  });
});
