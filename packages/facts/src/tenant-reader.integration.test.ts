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
});
