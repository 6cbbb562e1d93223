import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { migrate } from "./migrate.ts";
import { type ScratchDatabase, scratchDatabase } from "./testing/scratch-database.ts";

type Cells = Readonly<Record<string, unknown>>;

let scratch: ScratchDatabase;
beforeAll(async () => {
  scratch = await scratchDatabase();
});
afterAll(() => scratch.dispose());
beforeEach(async () => {
  for (const table of ["chat", "call", "goal", "lead", "sale"]) await run(`truncate table ${table}`);
});

const run = async (query: string) => {
  await scratch.client.command({ query });
};
const write = (table: string, rows: readonly Cells[]) => scratch.client.insert({ table, values: rows, format: "JSONEachRow" });
/** kind, entity, sale, time, cost, start, visitor of every sale of the account. */
const sales = () =>
  scratch.rows(
    "select toString(kind), toUInt32(entity_id), toUInt32(sale_id), toInt32(sale_time), toString(sale_cost), toUnixTimestamp(started_at), toUInt32(visitor_id) from sale_of(tenant = 'acme') order by all",
  );

const start = 1_700_000_000;
const chat = (version: number, more: Cells = {}): Cells => ({ tenant: "acme", chat_id: 1, started_at: start, version, visitor_id: 7, ...more });
const soldAt = (...times: readonly number[]): Cells => ({
  sale_ids: times.map((_, index) => index + 1),
  sale_times: times,
  sale_is_date: times.map(() => 0),
  sale_costs: times.map((time) => String(time % 100)),
  sale_comments: times.map(() => null),
});

describe("sale", () => {
  it("has each sale of each kind of communication once, by the id in the key of its table", async () => {
    await write("chat", [chat(5, soldAt(start + 10, start + 20))]);
    await write("call", [{ tenant: "acme", call_id: 1, started_at: start + 1, version: 5, ...soldAt(start + 30) }]);
    await write("goal", [{ tenant: "acme", communication_id: 1, reached_at: start + 2, version: 5, ...soldAt(start + 40) }]);
    await write("lead", [{ tenant: "acme", offline_message_id: 1, communication_id: 8, received_at: start + 3, version: 5, ...soldAt(start + 50) }]);
    await write("chat", [{ ...chat(5, soldAt(start + 60)), tenant: "other" }]);
    expect(await sales()).toEqual([
      ["call", 1, 1, start + 30, "30", start + 1, 0],
      ["chat", 1, 1, start + 10, "10", start, 7],
      ["chat", 1, 2, start + 20, "20", start, 7],
      ["goal", 1, 1, start + 40, "40", start + 2, 0],
      ["offline_message", 1, 1, start + 50, "50", start + 3, 0],
    ]);
  });

  it("follows the newest row, in whatever order the rows come: a corrected time leaves nothing at the former one, nor does a moved start", async () => {
    const rows = [chat(5), chat(6, soldAt(start + 10)), chat(7, soldAt(start + 99_000)), chat(9, { ...soldAt(start + 98_000, start + 20), visitor_id: 8 })];
    const moved = [chat(9, { started_at: start, deleted: 1 }), { ...rows[3], started_at: start - 500 }];
    for (const order of [[...rows, ...moved], [...moved, ...rows.slice(0, 3)].toReversed(), [...moved, ...moved, ...rows.slice(0, 3)]]) {
      await run("truncate table sale");
      for (const row of order) await write("chat", [row]);
      expect(await sales()).toEqual([
        ["chat", 1, 1, start + 98_000, "0", start - 500, 8],
        ["chat", 1, 2, start + 20, "20", start - 500, 8],
      ]);
    }
  });

  it("is filled from what was written before it existed, once", async () => {
    await write("chat", [chat(5, soldAt(start + 10)), chat(6, soldAt(start + 15))]);
    await write("lead", [{ tenant: "acme", offline_message_id: 1, communication_id: 8, received_at: start, version: 5, ...soldAt(start + 50) }]);
    for (const source of ["chat", "call", "goal", "lead"]) await run(`drop view sale_${source} sync`);
    await run("drop table sale sync");
    await migrate({ url: scratch.url, database: "stats" });
    const filled = [
      ["chat", 1, 1, start + 15, "15", start, 7],
      ["offline_message", 1, 1, start + 50, "50", start, 0],
    ];
    expect(await sales()).toEqual(filled);
    await run("delete from sale where tenant = 'acme' and kind = 'chat'");
    await migrate({ url: scratch.url, database: "stats" });
    expect(await sales()).toEqual(filled.slice(1));
    await write("chat", [chat(7, soldAt(start + 17))]);
    expect(await sales()).toEqual([["chat", 1, 1, start + 17, "17", start, 7], filled[1]]);
  });
});
