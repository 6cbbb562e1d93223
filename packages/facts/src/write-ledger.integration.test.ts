import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { migrate } from "./migrate.ts";
import type { Cells } from "./testing/history.ts";
import { type ScratchDatabase, scratchDatabase } from "./testing/scratch-database.ts";

let scratch: ScratchDatabase;
beforeAll(async () => {
  scratch = await scratchDatabase();
});
afterAll(() => scratch.dispose());

const write = (table: string, rows: readonly Cells[]) => scratch.client.insert({ table, values: rows, format: "JSONEachRow" });
const number = async (query: string) => Number((await scratch.rows(query))[0]?.[0]);

describe("the ledger of writes", () => {
  // What roll-ups rest on: whoever reads the ledger first and the rows then finds all that it counts.
  it.each([
    ["chat", "started_at", ["chat"]],
    ["call", "started_at", ["call"]],
    ["lead", "received_at", ["lead"]],
    // what is carried over is read by a refresh, too
    ["status_change", "changed_at", ["status_change", "status_carry"]],
  ] as const)("counts a row of %s only when it is there", async (fact, time, tables) => {
    const tenant = `order-${fact}`;
    let isOver = false;
    let looks = 0;
    const watching = (async () => {
      while (!isOver) {
        const counted = await number(`select max(writes) from (select sum(writes) as writes from write_ledger where tenant = '${tenant}')`);
        for (const table of tables) expect(await number(`select max(version) from ${table} where tenant = '${tenant}'`)).toBeGreaterThanOrEqual(counted);
        looks += 1;
      }
    })();
    for (let version = 1; version <= 30; version += 1) await write(fact, [{ tenant, [time]: 1_700_000_000 + version, version }]);
    isOver = true;
    await watching;
    expect(looks).toBeGreaterThan(3);
    expect(await number(`select sum(writes) from write_ledger where tenant = '${tenant}'`)).toBe(30);
  });

  it("is filled from what was written before it existed, once", async () => {
    await write("chat", [
      { tenant: "earlier", started_at: 1_700_000_000, chat_id: 1, version: 1 },
      { tenant: "earlier", started_at: 1_700_000_000, chat_id: 2, version: 2, deleted: 1 },
    ]);
    await write("lead", [{ tenant: "earlier", received_at: 1_700_000_000, offline_message_id: 1, version: 1 }]);
    const entries = () => scratch.rows("select fact, toUnixTimestamp(hour), sum(writes) from write_ledger where tenant = 'earlier' group by all order by all");
    for (const fact of ["chat", "call", "lead", "status_change"]) await scratch.client.command({ query: `drop view write_ledger_${fact} sync` });
    await scratch.client.command({ query: "drop table write_ledger sync" });
    await migrate({ url: scratch.url, database: "stats" });
    const filled = [
      ["chat", 1_699_999_200, "2"],
      ["lead", 1_699_999_200, "1"],
    ];
    expect(await entries()).toEqual(filled);
    await migrate({ url: scratch.url, database: "stats" });
    expect(await entries()).toEqual(filled);
  });
});
