import { describe, expect, it } from "vitest";
import { murmur2, partitionForKey } from "./partition-for-key.ts";

// The vectors of Apache Kafka's own UtilsTest.testMurmur2.
const VECTORS: readonly (readonly [string, number])[] = [
  ["21", -973932308],
  ["foobar", -790332482],
  ["a-little-bit-long-string", -985981536],
  ["a-little-bit-longer-string", -1486304829],
  ["lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58897971],
];

describe("partitionForKey", () => {
  it.each(VECTORS)("hashes %s as the Java client does", (key, hash) => {
    expect(murmur2(Buffer.from(key))).toBe(hash);
  });

  it("hashes the three bytes abc, which leave a rest of three", () => {
    expect(murmur2(Buffer.from("abc"))).toBe(479470107);
  });

  it("is never negative and below the number of partitions", () => {
    for (const [key, hash] of VECTORS) expect(partitionForKey(Buffer.from(key), 12)).toBe((hash & 0x7fffffff) % 12);
  });

  it("does not depend on where in a larger buffer the key lies", () => {
    const shared = Buffer.from("xxfoobar").subarray(2);
    expect(murmur2(shared)).toBe(-790332482);
  });
});
