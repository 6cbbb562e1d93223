import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Cells, randomHistory } from "../testing/history.ts";
import { seededRandom, shuffled } from "../testing/random.ts";
import { type ScratchDatabase, scratchDatabase } from "../testing/scratch-database.ts";
import type { OperatorFigure } from "./refresh-operators.ts";
import { refreshStaleOperators } from "./refresh-stale.ts";
import { readStaleOperators } from "./stale-buckets.ts";
import { expectedOperators, storedOperators } from "./testing/operators-by-hand.ts";

const hour = 3600;
const day = 24 * hour;
// over the end of a month, and the clocks go forward on the 30th
const from = Date.parse("2025-03-28T00:00:00Z") / 1000;
const to = from + 6 * day;
const zone = "Europe/Warsaw";
const kinds = [
  ["statuses", "hour", ""],
  ["statuses", "day", ""],
  ["online", "day", zone],
] as const;

let scratch: ScratchDatabase;
beforeAll(async () => {
  scratch = await scratchDatabase();
});
afterAll(() => scratch.dispose());

const write = async (rows: readonly Cells[]) => {
  if (rows.length > 0) await scratch.client.insert({ table: "status_change", values: rows, format: "JSONEachRow" });
};
const stale = (tenant: string, figure: OperatorFigure, grain: "hour" | "day", its: string) =>
  readStaleOperators(scratch.client, figure, grain, { tenant, zone: its, from, to, now: to, limit: 1000 });

async function refreshStale(tenant: string): Promise<number> {
  let count = 0;
  for (const [figure, grain, its] of kinds) {
    count += await refreshStaleOperators(scratch.client, figure, grain, { tenant, zone: its, from, to, now: to, grains: [grain], limit: 1000 });
  }
  return count;
}

describe("roll-ups of operators' time", () => {
  it("are what the changes say, whatever the order and number of writes, and heal what came late", async () => {
    const tenant = "any-order";
    const random = seededRandom(51);
    const rows = shuffled(random, randomHistory(random, { tenant, from, to, count: 300 }).status_change);
    await write(rows.splice(0, 100));
    await refreshStale(tenant);
    expect(await refreshStale(tenant)).toBe(0);
    expect(await storedOperators(scratch, tenant)).toEqual(await expectedOperators(scratch, tenant, zone, from, to));
    while (rows.length > 0) {
      await write(rows.splice(0, 90));
      await refreshStale(tenant);
      expect(await storedOperators(scratch, tenant)).toEqual(await expectedOperators(scratch, tenant, zone, from, to));
    }
  });

  it("are stale from a change on, because of what it brings into all that follows, and not before", async () => {
    const tenant = "carry";
    const change = (user_id: number, changed_at: number, status: string, version: number) => ({
      tenant,
      user_id,
      changed_at: changed_at * 1000,
      status,
      version,
      partition: 1,
    });
    await write([change(1, from + 10, "READY", 1), change(2, from + 20, "DND", 2)]);
    await refreshStale(tenant);
    await write([change(1, from + 2 * day + 7 * hour + 5, "OFFLINE", 3)]);
    expect((await stale(tenant, "statuses", "hour", "")).map(({ begin }) => (begin - from) / hour)).toEqual(
      Array.from({ length: 6 * 24 - (2 * 24 + 7) }, (_, index) => 6 * 24 - 1 - index),
    );
    expect((await stale(tenant, "statuses", "day", "")).map(({ begin }) => (begin - from) / day)).toEqual([5, 4, 3, 2]);
    expect((await stale(tenant, "online", "day", zone)).map(({ bucket }) => (bucket - from) / day)).toEqual([5, 4, 3, 2]);
    await refreshStale(tenant);
    expect(await storedOperators(scratch, tenant)).toEqual(await expectedOperators(scratch, tenant, zone, from, to));
  });
});
