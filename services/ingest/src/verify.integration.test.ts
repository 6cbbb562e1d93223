import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "@stats/facts";
import { atMs, chat, record, status } from "./testing/events.ts";
import { drained, type ScratchEngine, scratchEngine, scratchLog, testWorker } from "./testing/scratch-system.ts";
import { verify } from "./verify.ts";

let engine: ScratchEngine;
let database: Database;
beforeAll(async () => {
  engine = await scratchEngine();
});
afterAll(() => engine.dispose());
beforeEach(async () => {
  const scratch = await scratchLog();
  database = await engine.database();
  const moved = record("chat.started.v1", { chat_id: 1, initiator: "visitor" }, { timeMs: atMs - 3_600_000 });
  await scratch.log.append([
    ...chat(1),
    ...chat(2),
    moved,
    status(501, "READY"),
    status(501, "DND", { timeMs: atMs + 1000 }),
    record("tag.upserted.v1", { tag_id: 4, name: "vip" }),
    record("visitor.updated.v1", { visitor_id: 9 }),
  ]);
  const worker = await testWorker({ log: scratch.log, database });
  await drained(scratch.log, database, worker);
  await worker.stop();
  await scratch.dispose();
});

const onePage = { events: 10_000, bytes: 1 << 24 };
const run = async (page = onePage) => await verify({ database, onProgress: () => undefined, settleMs: 1, page });
const change = async (query: string) => {
  await database.command({ query, clickhouse_settings: { mutations_sync: "2", lightweight_deletes_sync: "2" } });
};
const named = async () => (await run()).differences.map(({ entity, table }) => `${entity} in ${table}`).toSorted();

describe("verify", () => {
  it("finds nothing on good data, tells how much it compared, also page by page", async () => {
    const whole = await run();
    expect(whole).toEqual({ compared: 5, rows: expect.any(Number), differing: 0, differences: [] });
    expect(whole.rows).toBeGreaterThanOrEqual(5);
    for (const page of [
      { ...onePage, events: 1 },
      { ...onePage, events: 3 },
      { ...onePage, bytes: 1 },
    ])
      expect(await run(page)).toEqual(whole);
    const seen: [number, number][] = [];
    await verify({ database, settleMs: 1, page: { ...onePage, events: 5 }, onProgress: (compared, total) => seen.push([compared, total]) });
    // nine events of two chats, then four events of three entities; an entity is whole when the next begins
    expect(seen).toEqual([
      [2, 5],
      [4, 5],
      [5, 5],
    ]);
  });

  it("names the entity of a row that was altered, with both versions of it", async () => {
    await change("alter table chat update wait = wait + 1 where chat_id = 2 and deleted = 0");
    const { differences } = await run();
    expect(differences).toMatchObject([{ entity: "acme:chat:2", table: "chat", expected: [expect.any(String)], stored: [expect.any(String)] }]);
    expect(differences[0]?.expected).not.toEqual(differences[0]?.stored);
  });

  it("names the entity of a row that was removed", async () => {
    await change("delete from chat where chat_id = 1 and deleted = 0");
    await change("delete from status_change where status = 'DND'");
    await change("delete from directory_object where object_id = 4");
    expect(await named()).toEqual(["acme:chat:1 in chat", "acme:tag:4 in directory_object", "acme:user:501 in status_change"]);
  });

  it("names an entity with a row too many, and entities that no event made", async () => {
    await change("insert into chat (tenant, started_at, chat_id, version) values ('acme', 1700000000, 2, 99), ('acme', 1700000000, 77, 1)");
    await change(
      "insert into status_change (tenant, user_id, changed_at, version, status) values ('acme', 501, '2026-01-01 00:00:00', 5, 'READY'), ('ghost', 1, '2026-01-01 00:00:00', 5, 'READY')",
    );
    await change("insert into directory_object (tenant, kind, object_id) values ('acme', 'queue', 8)");
    expect(await named()).toEqual([
      "acme:chat:2 in chat",
      "acme:chat:77 in chat",
      "acme:queue:8 in directory_object",
      "acme:user:501 in status_change",
      "ghost:user:1 in status_change",
    ]);
  });

  it("compares versions and tombstones, too", async () => {
    await change("insert into directory_object select * replace (version + 1 as version) from directory_object where object_id = 4");
    await change("delete from chat where chat_id = 1 and deleted = 1");
    expect(await named()).toEqual(["acme:chat:1 in chat", "acme:tag:4 in directory_object"]);
  });
});
