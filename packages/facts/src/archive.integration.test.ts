import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ArchiveRow, prepareArchive, readEntities, readHomes } from "./archive.ts";
import { type ScratchDatabase, scratchDatabase } from "./testing/scratch-database.ts";
import { send } from "./write.ts";

let scratch: ScratchDatabase;
beforeAll(async () => {
  scratch = await scratchDatabase();
});
afterAll(() => scratch.dispose());

async function archive(rows: readonly ArchiveRow[]): Promise<void> {
  const insert = prepareArchive(rows);
  if (insert !== undefined) await send(scratch.client, insert);
}

const row = (entity: string, version: number, more: Partial<ArchiveRow> = {}): ArchiveRow => ({
  tenant: "acme",
  kind: "chat",
  entity,
  partition: 3,
  version,
  recordedAtMs: 1_700_000_000_123,
  event: `{"v":${version}}`,
  ...more,
});
const byVersion = <T extends { readonly version: number }>(rows: readonly T[]) => rows.toSorted((a, b) => a.version - b.version);

describe("the archive", () => {
  it("prepares nothing of nothing, and asks nothing for nobody", async () => {
    expect(prepareArchive([])).toBeUndefined();
    expect(await readEntities(scratch.client, [])).toEqual([]);
    expect(await readHomes(scratch.client, [])).toEqual([]);
  });

  it("gives every string, byte and number back as it came", async () => {
    const bytes = fc.oneof(
      fc.string({ unit: "binary", maxLength: 400 }),
      fc.uint8Array({ maxLength: 400 }),
      fc.constantFrom("x".repeat(127), "x".repeat(128), "x".repeat(16_384), "\n\n", "é".repeat(64), ""),
    );
    const arbitrary = fc.record({
      kind: fc.string({ unit: "binary", maxLength: 40 }),
      partition: fc.integer({ min: 0, max: 65_535 }),
      version: fc.oneof(fc.maxSafeNat(), fc.constantFrom(0, 2 ** 32 - 1, 2 ** 32, 2 ** 48, Number.MAX_SAFE_INTEGER)),
      recordedAtMs: fc.oneof(fc.integer({ min: 0, max: 4_102_444_800_000 }), fc.constantFrom(0, 2 ** 32)),
      event: bytes,
    });
    const rows = fc.sample(arbitrary, { numRuns: 500, seed: 5 }).map((each, index) => ({ ...each, tenant: "property", entity: `e${index}` }));
    await archive(rows);
    const stored = await scratch.rows(
      "select entity, hex(kind), partition, toString(version), toString(toUnixTimestamp64Milli(recorded_at)), hex(event) from archive where tenant = 'property' order by toUInt32(substring(entity, 2))",
    );
    const hex = (content: string | Uint8Array) =>
      Buffer.from(typeof content === "string" ? content.toWellFormed() : content)
        .toString("hex")
        .toUpperCase();
    expect(stored).toEqual(rows.map((each) => [each.entity, hex(each.kind), each.partition, String(each.version), String(each.recordedAtMs), hex(each.event)]));
  });

  it("finds the events of the asked entities, and of no others", async () => {
    await archive([row("1", 10), row("1", 11), row("2", 12), row("1", 13, { kind: "call" }), row("1", 14, { tenant: "other" })]);
    const found = await readEntities(scratch.client, [{ tenant: "acme", kind: "chat", entity: "1" }]);
    expect(byVersion(found)).toEqual(
      [10, 11].map((version) => ({ tenant: "acme", kind: "chat", entity: "1", partition: 3, version, event: `{"v":${version}}` })),
    );
    expect(await readEntities(scratch.client, [{ tenant: "acme", kind: "chat", entity: "absent" }])).toEqual([]);
  });

  it("keeps a position once, however often it is written", async () => {
    for (let time = 0; time < 3; time += 1) await archive([row("again", 20), row("again", 21)]);
    expect(await scratch.rows("select version from archive final where entity = 'again' order by version")).toEqual([["20"], ["21"]]);
  });

  it("knows on which partition entities live", async () => {
    await archive([row("home", 30, { partition: 7 }), row("home", 31, { partition: 7 })]);
    expect(
      await readHomes(scratch.client, [
        { tenant: "acme", kind: "chat", entity: "home" },
        { tenant: "acme", kind: "chat", entity: "nowhere" },
      ]),
    ).toEqual([{ tenant: "acme", kind: "chat", entity: "home", partition: 7 }]);
  });

  it("answers for 5,000 entities in one query, whatever is in their names", async () => {
    const names = Array.from({ length: 5000 }, (_, index) => `many-'"\\\n\t,)]${"x".repeat(100)}-${index}`);
    await archive(names.map((name, index) => row(name, 1000 + index)));
    const refs = names.map((entity) => ({ tenant: "acme", kind: "chat", entity }));
    const found = await readEntities(scratch.client, refs);
    expect(byVersion(found).map(({ entity }) => entity)).toEqual(names);
    expect(await readHomes(scratch.client, refs)).toHaveLength(5000);
  });
});
