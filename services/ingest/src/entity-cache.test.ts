import { emptyEntity, type Entity, foldFor } from "@stats/entities";
import { describe, expect, it } from "vitest";
import { EntityCache } from "./entity-cache.ts";

function entity(id: number): Entity {
  const fold = foldFor("chat");
  if (fold === undefined) throw new Error("chats have a fold");
  return emptyEntity(fold, "acme", String(id));
}

const names = Array.from({ length: 1000 }, (_, index) => String(index));

describe("EntityCache", () => {
  it("keeps what the last two batches touched, however small it is", () => {
    const cache = new EntityCache(1);
    cache.nextBatch();
    for (const name of names) cache.hold(name, entity(1));
    expect(names.every((name) => cache.get(name) !== undefined)).toBe(true);
    cache.nextBatch();
    expect(names.every((name) => cache.get(name) !== undefined)).toBe(true);
    cache.nextBatch();
    expect(names.some((name) => cache.get(name) !== undefined)).toBe(false);
  });

  it("keeps the most recent ones under its limit of bytes after that", () => {
    const cache = new EntityCache(100_000);
    cache.nextBatch();
    for (const name of names) cache.hold(name, entity(1));
    cache.nextBatch();
    cache.nextBatch();
    expect(cache.bytes).toBeLessThanOrEqual(100_000);
    expect(cache.bytes).toBeGreaterThan(50_000);
    expect(cache.get("999")).toBeDefined();
    expect(cache.get("0")).toBeUndefined();
  });

  it("keeps an entity held again by the next batch out of eviction", () => {
    const cache = new EntityCache(1);
    cache.hold("a", entity(1));
    cache.nextBatch();
    cache.hold("a", entity(1));
    cache.nextBatch();
    expect(cache.get("a")).toBeDefined();
  });

  it("forgets everything on clear", () => {
    const cache = new EntityCache(1 << 20);
    for (let batch = 0; batch < 3; batch += 1) {
      cache.nextBatch();
      cache.hold(String(batch), entity(batch));
    }
    cache.clear();
    expect(["0", "1", "2"].map((name) => cache.get(name))).toEqual([undefined, undefined, undefined]);
  });
});
