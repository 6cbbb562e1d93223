import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { forTenant } from "./tenant-reader.ts";
import { type ScratchDatabase, scratchDatabase } from "./testing/scratch-database.ts";

let scratch: ScratchDatabase;
beforeAll(async () => {
  scratch = await scratchDatabase();
  await scratch.client.command({
    query:
      "insert into chat (tenant, started_at, chat_id, version, deleted) values ('acme', 1700000000, 1, 1, 0), ('acme', 1700000000, 2, 1, 1), ('rival', 1700000000, 3, 1, 0)",
  });
});
afterAll(() => scratch.dispose());

const sql = "select chat_id, {tenant:String} as tenant from chat_of(tenant = {tenant:String})";
const read = (tenant: string, params: Readonly<Record<string, unknown>> = {}) => forTenant(scratch.client, tenant).select(sql, params, "test");

describe("reading for one account", () => {
  it("gives that account's rows, tombstones left out", async () => {
    expect(await read("acme")).toEqual([{ chat_id: "1", tenant: "acme" }]);
    expect(await read("rival")).toEqual([{ chat_id: "3", tenant: "rival" }]);
    expect(await read("nobody")).toEqual([]);
  });

  it("cannot be turned to another account by a parameter", async () => {
    expect(await read("acme", { tenant: "rival" })).toEqual([{ chat_id: "1", tenant: "acme" }]);
  });

  it.each(["rival' or '1' = '1", "acme\\' or 1 = 1 --", "acme'), chat_of(tenant = 'rival", "%", ""])("takes a tenant named %j for a name", async (tenant) => {
    expect(await read(tenant)).toEqual([]);
  });

  it("takes parameters that are too long for an address", async () => {
    const ids = Array.from({ length: 20_000 }, (_, index) => index);
    const rows = await forTenant(scratch.client, "acme").select(
      "select chat_id from chat_of(tenant = {tenant:String}) where chat_id in {ids:Array(UInt64)}",
      { ids, tenant: "rival" },
      "test",
    );
    expect(rows).toEqual([{ chat_id: "1" }]);
  });

  it("joins as it is written, also where the engine would think another order better", async () => {
    const rows = await forTenant(scratch.client, "acme").select(
      `with
         known as (
           select one.chat_id as id, true as is_known from chat_of(tenant = {tenant:String}) as one left join chat_of(tenant = {tenant:String}) as two on two.chat_id = one.chat_id
         ),
         mentioned as (select arrayJoin([7, 8, 9]) as mentioned_id)
       select id, is_known from known left join mentioned on mentioned_id = id
       settings query_plan_join_swap_table = 'true'`,
      {},
      "test",
    );
    expect(rows).toEqual([{ id: "1", is_known: true }]);
  });
});

describe("long answers as JSON", () => {
  const jsonOf = async (query: string, params: Readonly<Record<string, unknown>> = {}) =>
    JSON.parse(Buffer.concat(await Array.fromAsync(await forTenant(scratch.client, "acme").selectJson(query, params, "test"))).toString()) as unknown;
  // short parameters and long ones take different ways
  const ways = [
    ["short parameters", ""],
    ["long parameters", "я".repeat(20_000)],
  ] as const;

  it.each(ways)("are objects by the columns' names, with numbers as numbers: %s", async (_way, filler) => {
    const query = `select chat_id, {tenant:String} as "tenant", {text:String} as "text", toDecimal64('12.5', 4) as cost, cast(1 as Bool) as flag, null as nothing,
      cast([tuple(9007199254740991, 'a/b')] as Array(Tuple(id Nullable(UInt64), name String))) as list from chat_of(tenant = {tenant:String})
      where {filler:String} != 'x'`;
    const text = 'a\n"\\/\u0000 \u{1F600} я';
    expect(await jsonOf(query, { text, filler, tenant: "rival" })).toEqual([
      { chat_id: 1, tenant: "acme", text, cost: 12.5, flag: true, nothing: null, list: [{ id: 9_007_199_254_740_991, name: "a/b" }] },
    ]);
    expect(await jsonOf("select chat_id from chat_of(tenant = {tenant:String}) where chat_id = 0 and {filler:String} != 'x'", { filler })).toEqual([]);
  });

  it.each(ways)("fail before the first row, however late the database finds out: %s", async (_way, filler) => {
    const query = "select throwIf(number = 3000000) as failed, toString(number) as filler from numbers(4000000) where {filler:String} != 'x'";
    await expect(jsonOf(query, { filler })).rejects.toThrow(/throwIf/i);
  });

  it.each(ways)("come in chunks, not in one piece: %s", async (_way, filler) => {
    const query = "select number from numbers(300000) where {filler:String} != 'x'";
    const chunks = await Array.fromAsync(await forTenant(scratch.client, "acme").selectJson(query, { filler }, "test"));
    expect(chunks.length).toBeGreaterThan(10);
    expect(JSON.parse(Buffer.concat(chunks).toString())).toHaveLength(300_000);
  });

  it.each(ways)("may be given up unread, as often as one likes: %s", async (_way, filler) => {
    for (let turn = 0; turn < 40; turn += 1) {
      const chunks = await forTenant(scratch.client, "acme").selectJson("select number from numbers(100000) where {filler:String} != 'x'", { filler }, "test");
      chunks.destroy();
    }
    expect(await jsonOf("select 1 as one")).toEqual([{ one: 1 }]);
  });
});
