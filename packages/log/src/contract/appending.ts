import { expect, it } from "vitest";
import type { ContractContext } from "../contract.ts";
import { partitionForKey } from "../partition-for-key.ts";
import { RecordTooLargeError, UnknownTopicError } from "../port.ts";
import { numbered, readAll, texts } from "./collect.ts";

export function describeAppending({ open }: ContractContext): void {
  it("keeps keys, values and headers byte by byte, also empty and missing ones, and the given timestamp", async () => {
    const log = await open();
    await log.createTopics([{ topic: "t", partitions: 1 }]);
    const bytes = Buffer.from([0, 10, 10, 13, 127, 128, 255]);
    await log.append([
      { topic: "t", key: bytes, value: bytes, headers: { "ce_type": "á", raw: bytes, empty: "" }, timestampMs: 1_700_000_000_123 },
      { topic: "t", key: null, value: null },
      { topic: "t", key: "", value: "" },
    ]);
    const [first, second, third] = await readAll(log, "t");
    expect(first).toEqual({
      topic: "t",
      partition: 0,
      offset: 0,
      key: bytes,
      value: bytes,
      headers: { "ce_type": Buffer.from("á"), raw: bytes, empty: Buffer.alloc(0) },
      timestampMs: 1_700_000_000_123,
    });
    expect(second).toMatchObject({ key: null, value: null, headers: {} });
    expect(Math.abs((second?.timestampMs ?? 0) - Date.now())).toBeLessThan(60_000);
    expect(third).toMatchObject({ key: Buffer.alloc(0), value: Buffer.alloc(0) });
  });

  it("puts a key on the partition that the Java client would choose", async () => {
    const log = await open();
    await log.createTopics([{ topic: "t", partitions: 7 }]);
    const keys = ["21", "foobar", "a-little-bit-long-string", "chat/42", "ключ", "", "x".repeat(300)];
    await log.append(keys.map((key) => ({ topic: "t", key, value: key })));
    for (const key of keys) {
      const records = await readAll(log, "t", partitionForKey(Buffer.from(key), 7));
      expect(texts(records)).toContain(key);
    }
    // Two of Kafka's own vectors, written out: (hash & 0x7fffffff) % 7.
    expect(texts(await readAll(log, "t", (-973932308 & 0x7fffffff) % 7))).toContain("21");
    expect(texts(await readAll(log, "t", (-790332482 & 0x7fffffff) % 7))).toContain("foobar");
  });

  it("spreads records without a key and obeys a given partition", async () => {
    const log = await open();
    await log.createTopics([{ topic: "t", partitions: 3 }]);
    await log.append(numbered("t", 0, 9, null));
    await log.append([{ topic: "t", key: "foobar", value: "forced", partition: 2 }]);
    const ranges = await log.ranges(["t"]);
    expect(ranges.map(({ end }) => end)).toEqual([3, 3, 4]);
    expect(texts(await readAll(log, "t", 2)).at(-1)).toBe("forced");
  });

  it("keeps the order of one call and of successive calls", async () => {
    const log = await open();
    await log.createTopics([{ topic: "t", partitions: 2 }]);
    await log.append(numbered("t", 0, 5_000));
    await Promise.all([log.append(numbered("t", 5_000, 5_010)), log.append(numbered("t", 5_010, 5_020))]);
    const records = await readAll(log, "t", partitionForKey(Buffer.from("one-entity"), 2));
    expect(texts(records)).toEqual(Array.from({ length: 5_020 }, (_, index) => String(index)));
    expect(records.map(({ offset }) => offset)).toEqual(records.map((_, index) => index));
  });

  it("loses nothing with several appenders at once, each in its own order", async () => {
    const logs = await Promise.all([open(), open()]);
    await logs[0]?.createTopics([{ topic: "t", partitions: 1 }]);
    const appenders = Array.from({ length: 8 }, async (_, appender) => {
      for (let round = 0; round < 25; round += 1) {
        await logs[appender % 2]?.append([{ topic: "t", key: "k", value: `${appender}:${round}` }]);
      }
    });
    await Promise.all(appenders);
    const written = texts(await readAll(await open(), "t"));
    expect(written).toHaveLength(200);
    for (let appender = 0; appender < 8; appender += 1) {
      const own = written.filter((text) => text.startsWith(`${appender}:`));
      expect(own).toEqual(Array.from({ length: 25 }, (_, round) => `${appender}:${round}`));
    }
  });

  it("takes far more in one call than fits into one request", async () => {
    const log = await open();
    await log.createTopics([{ topic: "t", partitions: 1 }]);
    const value = Buffer.alloc(400_000, "x");
    await log.append(Array.from({ length: 12 }, () => ({ topic: "t", key: "k", value })));
    expect(await readAll(log, "t")).toHaveLength(12);
  });

  it("finds everything again after closing and opening", async () => {
    const before = await open();
    await before.createTopics([{ topic: "t", partitions: 1 }]);
    await before.append(numbered("t", 0, 10));
    await before.close();
    const after = await open();
    await after.append(numbered("t", 10, 12));
    expect(texts(await readAll(after, "t"))).toEqual(Array.from({ length: 12 }, (_, index) => String(index)));
  });

  it("refuses a record over the limit by its name, and only that append", async () => {
    const log = await open();
    await log.createTopics([{ topic: "t", partitions: 1 }]);
    const tooLarge = log.append([{ topic: "t", key: "k", value: Buffer.alloc(3_000_000, "x") }]);
    const fine = log.append([{ topic: "t", key: "k", value: "fine" }]);
    await expect(tooLarge).rejects.toBeInstanceOf(RecordTooLargeError);
    await fine;
    await log.append([{ topic: "t", key: "k", value: "later" }]);
    expect(texts(await readAll(log, "t"))).toEqual(["fine", "later"]);
  });

  it("refuses an unknown topic by its name, and only that append", async () => {
    const log = await open();
    await log.createTopics([{ topic: "t", partitions: 1 }]);
    await expect(log.append([{ topic: "nowhere", key: "k", value: "v" }])).rejects.toBeInstanceOf(UnknownTopicError);
    await log.append([{ topic: "t", key: "k", value: "fine" }]);
    expect(texts(await readAll(log, "t"))).toEqual(["fine"]);
  });

  it("takes an append of nothing", async () => {
    const log = await open();
    await log.append([]);
  });
}
