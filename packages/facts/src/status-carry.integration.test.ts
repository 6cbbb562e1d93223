import type { StatusChangeRow } from "@stats/entities";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { migrate } from "./migrate.ts";
import { type ScratchDatabase, scratchDatabase } from "./testing/scratch-database.ts";
import { prepareFacts, send } from "./write.ts";

let scratch: ScratchDatabase;
beforeAll(async () => {
  scratch = await scratchDatabase();
});
afterAll(() => scratch.dispose());
beforeEach(async () => {
  for (const table of ["status_change", "status_carry"]) await run(`truncate table ${table}`);
});

const run = async (query: string) => {
  await scratch.client.command({ query });
};
const change = (user_id: number, changedAt: string, status: StatusChangeRow["status"], version = 1): StatusChangeRow => ({
  tenant: "acme",
  user_id,
  changed_at_ms: Date.parse(changedAt),
  version,
  partition: 3,
  status,
});
const write = async (...rows: StatusChangeRow[]) => {
  const insert = prepareFacts("status_change", rows);
  if (insert !== undefined) await send(scratch.client, insert);
};
const carried = () => scratch.rows("select user_id, toYYYYMM(changed_at) as month, version, status from status_carry final where tenant != '' order by all");

describe("status_carry", () => {
  it("keeps the last change of each operator and UTC month, whatever the order of the inserts", async () => {
    await write(
      change(1, "2025-03-31T23:59:59.999Z", "DND", 6),
      change(1, "2025-04-01T00:00:00.000Z", "OFFLINE", 2),
      change(2, "2025-03-01T00:00:00.000Z", "READY", 9),
    );
    await write(change(1, "2025-03-31T23:59:59.998Z", "READY", 8), change(1, "2025-03-02T00:00:00.000Z", "ONLINE", 7));
    expect(await carried()).toEqual([
      ["1", 202503, "6", "DND"],
      ["1", 202504, "2", "OFFLINE"],
      ["2", 202503, "9", "READY"],
    ]);
  });

  it("of changes at one millisecond keeps the one with the higher version, written together or apart, earlier or later", async () => {
    const at = "2025-03-31T23:59:59.999Z";
    await write(change(1, at, "DND", 5), change(1, at, "ONLINE", 4), change(2, at, "DND", 5), change(3, at, "OFFLINE", 2 ** 48));
    await write(change(2, at, "ONLINE", 6), change(3, at, "DND", 7));
    expect(await carried()).toEqual([
      ["1", 202503, "5", "DND"],
      ["2", 202503, "6", "ONLINE"],
      ["3", 202503, "281474976710656", "OFFLINE"],
    ]);
  });

  it("is not changed by an insert that comes again", async () => {
    const rows = [change(1, "2025-03-31T10:00:00Z", "DND", 6), change(1, "2025-04-01T00:00:00Z", "OFFLINE", 7)];
    await write(...rows);
    const before = await carried();
    await write(...rows.slice(0, 1));
    await write(...rows);
    expect(await carried()).toEqual(before);
    await run("optimize table status_carry final");
    expect(await carried()).toEqual(before);
  });

  it("is healed by the repeated insert after a crash between the table and its view, also where the table drops a repeated insert", async () => {
    await run("alter table status_change modify setting non_replicated_deduplication_window = 100");
    try {
      const insert = prepareFacts("status_change", [change(1, "2025-03-31T10:00:00Z", "DND", 6), change(2, "2025-03-31T10:00:00Z", "READY", 7)]);
      if (insert === undefined) throw new Error("there are rows");
      await send(scratch.client, insert);
      await run("truncate table status_carry");
      expect(await carried()).toEqual([]);
      await send(scratch.client, insert);
      expect(await carried()).toHaveLength(2);
    } finally {
      await run("alter table status_change modify setting non_replicated_deduplication_window = 0");
    }
  });

  it("is filled from the changes that were written before it existed, once", async () => {
    await run("drop table status_carry_status_change sync");
    await run("drop table status_carry sync");
    await write(change(1, "2024-01-31T10:00:00Z", "READY", 5), change(1, "2024-01-31T11:00:00Z", "DND", 6), change(1, "2025-03-01T10:00:00Z", "READY", 7));
    await migrate({ url: scratch.url, database: "stats" });
    await write(change(2, "2024-02-01T00:00:00Z", "ONLINE", 8));
    expect(await carried()).toEqual([
      ["1", 202401, "6", "DND"],
      ["1", 202503, "7", "READY"],
      ["2", 202402, "8", "ONLINE"],
    ]);
    await run("alter table status_carry delete where tenant != '' settings mutations_sync = 1");
    await migrate({ url: scratch.url, database: "stats" });
    expect(await carried()).toEqual([]);
  });
});
