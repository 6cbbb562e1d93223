import { expect, it } from "vitest";
import type { ContractContext } from "../contract.ts";
import { partitionForKey } from "../partition-for-key.ts";
import type { LogRecord } from "../port.ts";
import { collect, numbered, texts, until } from "./collect.ts";

export function describeConsuming({ open }: ContractContext): void {
  it("delivers what was appended before and after the start, each partition in order", async () => {
    const log = await open();
    await log.createTopics([
      { topic: "a", partitions: 3 },
      { topic: "b", partitions: 1 },
    ]);
    const keyed = Array.from({ length: 300 }, (_, index) => ({ topic: "a", key: `k${index % 17}`, value: String(index) }));
    await log.append(keyed.slice(0, 150));
    const { records, assignments, consumption } = await collect(log, ["a", "b"]);
    await until(() => records.length === 150);
    await log.append([...keyed.slice(150), ...numbered("b", 0, 5)]);
    await until(() => records.length === 305);
    for (let key = 0; key < 17; key += 1) {
      const values = records.filter((record) => String(record.key) === `k${key}`).map(({ value }) => Number(value));
      expect(values).toEqual(values.toSorted((x, y) => x - y));
      expect(records.find((record) => String(record.key) === `k${key}`)?.partition).toBe(partitionForKey(Buffer.from(`k${key}`), 3));
    }
    expect(assignments).toHaveLength(1);
    expect(assignments[0]?.partitions.map(({ topic, partition }) => `${topic}${partition}`).toSorted()).toEqual(["a0", "a1", "a2", "b0"]);
    await consumption.stop();
    await consumption.finished;
  });

  it("starts where onAssigned says, at the first record where it says nothing or something impossible", async () => {
    const log = await open();
    await log.createTopics([{ topic: "t", partitions: 4 }]);
    await log.append([0, 1, 2, 3].flatMap((partition) => numbered("t", 0, 5).map((record) => ({ ...record, partition }))));
    const { records } = await collect(log, ["t"], {
      onAssigned: async () => [
        { topic: "t", partition: 1, offset: 3 },
        { topic: "t", partition: 2, offset: 9_000 },
        { topic: "t", partition: 3, offset: 5 },
      ],
    });
    await until(() => records.length >= 12);
    await log.append([{ topic: "t", key: null, value: "new", partition: 3 }]);
    await until(() => records.length >= 13);
    const of = (partition: number) => texts(records.filter((record) => record.partition === partition));
    expect([of(0), of(1), of(2), of(3)]).toEqual([["0", "1", "2", "3", "4"], ["3", "4"], ["0", "1", "2", "3", "4"], ["new"]]);
  });

  it("delivers nothing until onAssigned has answered", async () => {
    const log = await open();
    await log.createTopics([{ topic: "t", partitions: 1 }]);
    await log.append(numbered("t", 0, 3));
    const asked = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<void>();
    const { records } = await collect(log, ["t"], {
      onAssigned: async () => {
        asked.resolve();
        await answer.promise;
        return [{ topic: "t", partition: 0, offset: 2 }];
      },
    });
    await asked.promise;
    // Another consumer gets through meanwhile, so there was time enough to do it wrong.
    const other = await collect(log, ["t"], { group: "others" });
    await until(() => other.records.length === 3);
    expect(records).toEqual([]);
    answer.resolve();
    await until(() => records.length === 1);
    expect(texts(records)).toEqual(["2"]);
  });

  it("resumes from what the group committed, and keeps groups apart", async () => {
    const log = await open();
    await log.createTopics([{ topic: "t", partitions: 2 }]);
    await log.append(numbered("t", 0, 10).map((record) => ({ ...record, partition: 0 })));
    const first = await collect(log, ["t"], { group: "g" });
    await until(() => first.records.length === 10);
    await first.consumption.commit([
      { topic: "t", partition: 0, offset: 7 },
      { topic: "elsewhere", partition: 3, offset: 1 },
    ]);
    expect(await log.committed("g", ["t"])).toEqual([{ topic: "t", partition: 0, offset: 7 }]);
    expect(await log.committed("other", ["t"])).toEqual([]);
    await first.consumption.stop();
    await first.consumption.commit([{ topic: "t", partition: 0, offset: 9 }]);

    const again = await collect(await open(), ["t"], { group: "g" });
    await until(() => again.records.length === 3);
    expect(again.assignments[0]?.committed).toEqual([{ topic: "t", partition: 0, offset: 7 }]);
    expect(texts(again.records)).toEqual(["7", "8", "9"]);
    const other = await collect(log, ["t"], { group: "other" });
    await until(() => other.records.length === 10);
  });

  it("waits for onRecords: one call at a time for a partition, bounded memory, while other partitions go on", async () => {
    const log = await open();
    await log.createTopics([{ topic: "t", partitions: 2 }]);
    const room = Promise.withResolvers<void>();
    const delivered: LogRecord[][] = [[], []];
    let running = 0;
    let runningMax = 0;
    await collect(log, ["t"], {
      onRecords: async (batch) => {
        const partition = batch[0]?.partition ?? 0;
        delivered[partition]?.push(...batch);
        if (partition !== 0) return;
        running += 1;
        runningMax = Math.max(runningMax, running);
        await room.promise;
        running -= 1;
      },
    });
    const large = Buffer.alloc(2_000, "x");
    for (let round = 0; round < 10; round += 1) {
      await log.append(
        Array.from({ length: 1_000 }, (_, index) => ({ topic: "t", key: null, value: index % 10 === 0 ? "1" : large, partition: index % 10 === 0 ? 1 : 0 })),
      );
    }
    await until(() => delivered[1]?.length === 1_000);
    expect(delivered[0]?.length).toBeGreaterThan(0);
    expect(delivered[0]?.length).toBeLessThan(9_000);
    room.resolve();
    await until(() => delivered[0]?.length === 9_000);
    expect(runningMax).toBe(1);
    expect(delivered[0]?.map(({ offset }) => offset)).toEqual(Array.from({ length: 9_000 }, (_, index) => index));
  });

  it("stops after the running calls have ended, and delivers nothing more; what they commit counts", async () => {
    const log = await open();
    await log.createTopics([{ topic: "t", partitions: 1 }]);
    await log.append(numbered("t", 0, 2));
    const started = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    let calls = 0;
    const { consumption } = await collect(log, ["t"], {
      onRecords: async () => {
        calls += 1;
        started.resolve();
        await release.promise;
        await consumption.commit([{ topic: "t", partition: 0, offset: 2 }]);
      },
    });
    await started.promise;
    await log.append(numbered("t", 2, 4));
    let isStopped = false;
    const stopping = consumption.stop().then(() => (isStopped = true));
    await log.append(numbered("t", 4, 6));
    expect(isStopped).toBe(false);
    release.resolve();
    await stopping;
    await consumption.stop();
    await consumption.finished;
    expect(calls).toBe(1);
    expect(await log.committed("collectors", ["t"])).toEqual([{ topic: "t", partition: 0, offset: 2 }]);
  });

  it.each(["onAssigned", "onRecords"] as const)("ends with the error when %s rejects", async (name) => {
    const log = await open();
    await log.createTopics([{ topic: "t", partitions: 1 }]);
    await log.append(numbered("t", 0, 2));
    const { consumption } = await collect(log, ["t"], { [name]: () => Promise.reject(new Error("on purpose")) });
    await expect(consumption.finished).rejects.toThrow("on purpose");
    await consumption.stop();
  });

  it("hands over between two logs on the same records", async () => {
    const [writer, reader] = [await open(), await open()];
    await writer.createTopics([{ topic: "t", partitions: 1 }]);
    const { records } = await collect(reader, ["t"]);
    for (let index = 0; index < 5; index += 1) {
      await writer.append(numbered("t", index, index + 1));
      await until(() => records.length === index + 1);
    }
    expect(texts(records)).toEqual(["0", "1", "2", "3", "4"]);
  });
}
