import { afterAll, beforeAll, expect, it } from "vitest";
import { readOrphans } from "./read-rows.ts";
import { type ScratchDatabase, scratchDatabase } from "./testing/scratch-database.ts";

let scratch: ScratchDatabase;
beforeAll(async () => {
  scratch = await scratchDatabase();
  const chats = "select 'acme', toDateTime(1700000000), 1 + number, 1 from numbers(50)";
  await scratch.client.command({ query: `insert into chat (tenant, started_at, chat_id, version) ${chats}` });
  // all but 7, 20 and 33; and events of that id of another kind and another account
  await scratch.client.command({
    query: `insert into archive (tenant, kind, entity, version)
      select 'acme', 'chat', toString(1 + number), 1 from numbers(50) where number + 1 not in (7, 20, 33)
      union all select 'acme', 'call', '7', 1 union all select 'other', 'chat', '20', 1`,
  });
});
afterAll(() => scratch.dispose());

it("finds entities without events, however many slices the archive is read in, up to the limit", async () => {
  const found = async (limit: number, total: number) => (await readOrphans(scratch.client, "chat", limit, total)).map(({ entity }) => entity);
  for (const total of [0, 50, 3_000_000, 40_000_000]) expect((await found(10, total)).toSorted()).toEqual(["20", "33", "7"]);
  expect(await found(2, 5_000_000)).toHaveLength(2);
  expect(await readOrphans(scratch.client, "directory_object", 10, 50)).toEqual([]);
});
