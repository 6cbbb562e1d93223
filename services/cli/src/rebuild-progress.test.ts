import { expect, it } from "vitest";
import { RebuildProgress } from "./rebuild-progress.ts";

it("says what is done of what, how fast, and how long it will take, by what this process did", () => {
  const progress = new RebuildProgress(0, "entities");
  const at = (entities: number, seconds: number) => progress.line({ entities, entitiesTotal: 100_000 }, seconds * 1000);
  expect(at(40_000, 0)).toBe("40000 of 100000 entities");
  expect(at(41_000, 10)).toBe("41000 of 100000 entities, 100/s, 10 min left");
  expect(at(95_000, 55)).toBe("95000 of 100000 entities, 1000/s, 5 s left");
  // the archive has grown meanwhile
  expect(at(100_500, 60.5)).toBe("100500 of 100500 entities, 1000/s, 0 s left");
  expect(new RebuildProgress(0, "months").line({ entities: 0, entitiesTotal: 0 }, 1000)).toBe("0 of 0 months");
});
it("counts long times in hours", () => {
  const progress = new RebuildProgress(0, "entities");
  progress.line({ entities: 0, entitiesTotal: 1_000_000 }, 0);
  expect(progress.line({ entities: 1000, entitiesTotal: 1_000_000 }, 10_000)).toBe("1000 of 1000000 entities, 100/s, 2.8 h left");
});
