import { expect, it } from "vitest";
import type { ContractContext } from "../contract.ts";
import { UnknownTopicError } from "../port.ts";
import { numbered, readAll, texts } from "./collect.ts";

export function describeReading({ open }: ContractContext): void {
  it("creates missing topics, answers which, and leaves existing ones alone", async () => {
    const log = await open();
    expect(await log.createTopics([{ topic: "a", partitions: 2 }])).toEqual(["a"]);
    expect(
      await log.createTopics([
        { topic: "a", partitions: 5 },
        { topic: "b", partitions: 1 },
      ]),
    ).toEqual(["b"]);
    expect(await log.createTopics([{ topic: "a", partitions: 2 }])).toEqual([]);
    expect(await log.ranges(["a", "b"])).toEqual([
      { topic: "a", partition: 0, low: 0, end: 0 },
      { topic: "a", partition: 1, low: 0, end: 0 },
      { topic: "b", partition: 0, low: 0, end: 0 },
    ]);
  });

  it("names an unknown topic in ranges, committed, read and consume", async () => {
    const log = await open();
    await expect(log.ranges(["nowhere"])).rejects.toThrow(UnknownTopicError);
    await expect(log.committed("g", ["nowhere"])).rejects.toThrow(/nowhere/);
    await expect(readAll(log, "nowhere")).rejects.toThrow(UnknownTopicError);
    const consume = log.consume({ group: "g", topics: ["nowhere"], onAssigned: async () => [], onRecords: async () => undefined });
    await expect(consume).rejects.toThrow(UnknownTopicError);
  });

  it("reads exactly the range, clipped to what there is, and ends", async () => {
    const log = await open();
    await log.createTopics([{ topic: "t", partitions: 2 }]);
    await log.append(numbered("t", 0, 20).map((record) => ({ ...record, partition: 1 })));
    expect(texts(await readAll(log, "t", 1, 3, 6))).toEqual(["3", "4", "5"]);
    expect(texts(await readAll(log, "t", 1, 18, 1_000))).toEqual(["18", "19"]);
    expect(await readAll(log, "t", 1, 20, 1_000)).toEqual([]);
    expect(await readAll(log, "t", 1, 500, 1_000)).toEqual([]);
    expect(await readAll(log, "t", 1, 7, 7)).toEqual([]);
    expect(await readAll(log, "t", 0)).toEqual([]);
  });

  it("reads without being in anybody's way: a reader may stop early", async () => {
    const log = await open();
    await log.createTopics([{ topic: "t", partitions: 1 }]);
    await log.append(numbered("t", 0, 100));
    for await (const batch of log.read({ topic: "t", partition: 0, from: 0, to: 100 })) {
      expect(batch[0]?.offset).toBe(0);
      break;
    }
    await log.append(numbered("t", 100, 101));
    expect(await readAll(log, "t")).toHaveLength(101);
  });

  it("answers a ping", async () => {
    const log = await open();
    await log.ping();
  });
}
