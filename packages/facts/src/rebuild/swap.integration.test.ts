import { afterAll, beforeAll, expect, it } from "vitest";
import { scratchDatabase, type ScratchDatabase } from "../testing/scratch-database.ts";
import { readObjects } from "./objects.ts";
import { planRebuild } from "./plan.ts";
import { createShadows, identifyShadows } from "./shadows.ts";
import { swapTables } from "./swap.ts";

let scratch: ScratchDatabase;
beforeAll(async () => {
  scratch = await scratchDatabase();
});
afterAll(() => scratch.dispose());

it("waits for the inserts into the exchanged tables that were under way, and for no others", async () => {
  const { client } = scratch;
  const plan = planRebuild(["contact"]);
  await createShadows(client, plan);
  const ended: string[] = [];
  const insert = async (table: string, rows: number) => {
    // a row takes a millisecond
    const slow = `select 'acme', number, 'email', 'chat', 'visitor' from numbers(${rows}) where sleepEachRow(0.001) = 0`;
    const columns =
      table === "contact" ? `(tenant, contact_id, kind, source_type, creator_type) ${slow}` : `(tenant, object_id) select 'acme', number from (${slow})`;
    await client.command({ query: `insert into ${table} ${columns}`, clickhouse_settings: { max_block_size: "100" } });
    ended.push(table);
  };
  const [short, long] = [insert("contact", 1500), insert("directory_object", 12_000)];
  const running = async () => Number((await scratch.rows("select count() from system.processes where query_kind = 'Insert'"))[0]?.[0]);
  while ((await running()) < 2) await scratch.rows("select 1");
  const shadows = await identifyShadows(client, plan);
  await swapTables(client, shadows);
  ended.push("exchange");
  await Promise.all([short, long]);
  expect(ended).toEqual(["contact", "exchange", "directory_object"]);
  expect((await readObjects(client)).get("contact")?.identity).toBe(shadows.get("contact"));
  // it had found both tables before
  expect(await scratch.rows("select count() from contact")).toEqual([["1500"]]);
});
