import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { digestOf, digestOfPair, type Digest } from "./digest.ts";
import { DigestTable } from "./digest-table.ts";

/** Few distinct numbers, so that slots collide all the time. */
const digest: fc.Arbitrary<Digest> = fc.record({ high: fc.integer({ min: 1, max: 4 }), low: fc.constantFrom(0, 1, 4, 5, 8, 2 ** 47, 2 ** 48 - 1) });

describe("DigestTable", () => {
  it("behaves like a Map, whatever collides and however it grows", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(digest, fc.maxSafeNat()), { maxLength: 40 }), (entries) => {
        const table = new DigestTable(2);
        const model = new Map<string, number>();
        for (const [key, value] of entries) {
          const name = `${key.high}/${key.low}`;
          const slot = table.find(key);
          expect(slot !== -1).toBe(model.has(name));
          if (slot !== -1) expect(table.get(slot, 1)).toBe(model.get(name));
          table.set(slot === -1 ? table.add(key) : slot, 1, value);
          model.set(name, value);
        }
        const walked: number[] = [];
        for (let slot = table.next(0); slot !== -1; slot = table.next(slot + table.stride)) walked.push(table.get(slot, 1));
        expect(walked.toSorted((a, b) => a - b)).toEqual([...model.values()].toSorted((a, b) => a - b));
      }),
      { numRuns: 2000 },
    );
  });
});

describe("digestOf", () => {
  it("is the beginning of the text's SHA-256", () => {
    expect(digestOf("abc")).toEqual({ high: 1 + 0xba7816bf8f01, low: 0xcfea414140de });
  });

  it("keeps texts apart that UTF-8 cannot", () => {
    expect(digestOf("a\ud800")).not.toEqual(digestOf("a\ud801"));
  });

  it("keeps pairs apart that read the same in a row", () => {
    expect(digestOfPair("a", "bc")).not.toEqual(digestOfPair("ab", "c"));
  });
});
