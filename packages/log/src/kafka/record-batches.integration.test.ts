import { randomUUID } from "node:crypto";
import { CompressionTypes, type Kafka } from "kafkajs";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { collect, numbered, readAll, texts, until } from "../contract/collect.ts";
import { silentSink } from "../log-sink.ts";
import { type Log, UnknownTopicError } from "../port.ts";
import { createClient } from "./client.ts";
import { openKafkaLog } from "./open-kafka-log.ts";

describe("what may lie in a Kafka topic", () => {
  let prefix: string;
  let log: Log;
  let kafka: Kafka;
  beforeEach(() => {
    prefix = `batches-${randomUUID()}-`;
    log = openKafkaLog({ brokers: inject("kafkaBrokers"), clientId: "batches", topicPrefix: prefix });
    kafka = createClient({ brokers: inject("kafkaBrokers"), clientId: "upstream", logger: silentSink });
  });
  afterEach(() => log.close());

  it.each(["gzip", "snappy", "lz4", "zstd"])("is read when compressed with %s", async (compression) => {
    await log.createTopics([{ topic: "t", partitions: 1, config: { "compression.type": compression } }]);
    // The broker compresses anew by the topic's setting; 200 kB make several blocks of every format.
    const value = "text that compresses well, ".repeat(40);
    await log.append(Array.from({ length: 200 }, (_, index) => ({ topic: "t", key: "k", value: `${index}:${value}` })));
    const { records } = await collect(log, ["t"], { group: prefix });
    await until(() => records.length === 200);
    expect(texts(records)).toEqual(Array.from({ length: 200 }, (_, index) => `${index}:${value}`));
    expect(await readAll(log, "t")).toHaveLength(200);
  });

  it.each([CompressionTypes.Snappy, CompressionTypes.ZSTD])("is read when a kafkajs producer compressed it with codec %i", async (compression) => {
    await log.createTopics([{ topic: "t", partitions: 1 }]);
    const producer = kafka.producer();
    await producer.connect();
    await producer.send({ topic: `${prefix}t`, compression, messages: Array.from({ length: 500 }, (_, index) => ({ value: `value ${index}` })) });
    await producer.disconnect();
    expect(texts(await readAll(log, "t")).at(-1)).toBe("value 499");
  });

  it("is skipped where it is a transaction's marker or was aborted, also at the end", async () => {
    await log.createTopics([{ topic: "t", partitions: 1 }]);
    const producer = kafka.producer({ transactionalId: prefix, idempotent: true, maxInFlightRequests: 1 });
    await producer.connect();
    for (const outcome of ["commit", "abort", "commit", "abort"] as const) {
      const transaction = await producer.transaction();
      await transaction.send({ topic: `${prefix}t`, messages: [{ key: "k", value: outcome, partition: 0 }] });
      await transaction[outcome]();
    }
    await producer.disconnect();
    const { records } = await collect(log, ["t"], { group: prefix });
    await until(() => records.length === 2);
    expect(records.map(({ offset }) => offset)).toEqual([0, 4]);
    expect(texts(await readAll(log, "t"))).toEqual(["commit", "commit"]);
    expect((await log.ranges(["t"]))[0]?.end).toBe(8);
    await log.append(numbered("t", 0, 1));
    await until(() => records.length === 3);
  });

  it("starts at the first retained record where retention has overtaken the consumer, never at the end", async () => {
    await log.createTopics([{ topic: "t", partitions: 1 }]);
    const large = Buffer.alloc(100_000, "x");
    await log.append(Array.from({ length: 40 }, () => ({ topic: "t", key: "k", value: large })));
    const release = Promise.withResolvers<void>();
    const offsets: number[] = [];
    await collect(log, ["t"], {
      group: prefix,
      onRecords: async (records) => {
        offsets.push(...records.map(({ offset }) => offset));
        await release.promise;
      },
    });
    await until(() => offsets.length > 0);
    const admin = kafka.admin();
    await admin.connect();
    await admin.fetchTopicOffsets(`${prefix}t`); // kafkajs deletes only from topics that it has been asked about.
    await admin.deleteTopicRecords({ topic: `${prefix}t`, partitions: [{ partition: 0, offset: "30" }] });
    await admin.disconnect();
    expect((await log.ranges(["t"]))[0]).toMatchObject({ low: 30, end: 40 });
    expect(await readAll(log, "t", 0, 5)).toHaveLength(10);
    release.resolve();
    await until(() => offsets.at(-1) === 39);
    expect(offsets.filter((offset) => offset >= 30)).toEqual([30, 31, 32, 33, 34, 35, 36, 37, 38, 39]);
    expect(await log.committed(prefix, ["t"])).toEqual([]);
  });

  it("is not carried on with when the topic was made anew under the consumer", async () => {
    await log.createTopics([{ topic: "t", partitions: 1 }]);
    await log.append(numbered("t", 0, 10));
    const { records, assignments, consumption } = await collect(log, ["t"], { group: prefix });
    let ended: unknown;
    consumption.finished.catch((error: unknown) => (ended = error));
    await until(() => records.length === 10);
    const admin = kafka.admin();
    await admin.connect();
    await admin.deleteTopics({ topics: [`${prefix}t`] });
    await admin.disconnect();
    await until(async () => (await log.createTopics([{ topic: "t", partitions: 1 }]).catch(() => [])).length === 1);
    await until(() =>
      log.append(numbered("t", 100, 103)).then(
        () => true,
        () => false,
      ),
    );
    // Either it is told of a new assignment and starts at the new first record, or it ends; never silence, never a jump.
    await until(() => ended !== undefined || (assignments.length > 1 && texts(records).slice(10).join() === "100,101,102"));
  });

  it("has bare names for the callers of a log with a prefix", async () => {
    await log.createTopics([{ topic: "t", partitions: 1 }]);
    const bare = openKafkaLog({ brokers: inject("kafkaBrokers"), clientId: "bare" });
    await expect(bare.ranges(["t"])).rejects.toThrow(UnknownTopicError);
    expect(await bare.ranges([`${prefix}t`])).toEqual([{ topic: `${prefix}t`, partition: 0, low: 0, end: 0 }]);
    await bare.close();
  });
});
