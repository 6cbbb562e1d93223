import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { collect, numbered, texts, until } from "../contract/collect.ts";
import type { Log, LogRecord } from "../port.ts";
import { openKafkaLog } from "./open-kafka-log.ts";

const TOPIC = "t";
const PARTITIONS = 4;

describe("members of a group on Kafka", () => {
  let group: string;
  let open: () => Log;
  let opened: Log[];
  beforeEach(() => {
    group = `members-${randomUUID()}`;
    opened = [];
    open = () => {
      const log = openKafkaLog({ brokers: inject("kafkaBrokers"), clientId: "members", topicPrefix: `${group}-`, sessionTimeoutMs: 3_000 });
      opened.push(log);
      return log;
    };
  });
  afterEach(() => Promise.all(opened.map((log) => log.close())));

  const numbers = (records: readonly LogRecord[]) => new Set(records.map(({ value }) => Number(value)));

  it("share the partitions, tell every new assignment, and together see every record", async () => {
    const [first, second] = [open(), open()];
    await first.createTopics([{ topic: TOPIC, partitions: PARTITIONS }]);
    await first.append(numbered(TOPIC, 0, 40, null));
    const one = await collect(first, [TOPIC], { group });
    await until(() => one.records.length === 40);
    await one.consumption.commit((await first.ranges([TOPIC])).map(({ topic, partition, end }) => ({ topic, partition, offset: end })));

    const two = await collect(second, [TOPIC], { group });
    await until(() => two.assignments.at(-1)?.partitions.length === 2 && one.assignments.at(-1)?.partitions.length === 2);
    expect(one.assignments.length).toBeGreaterThanOrEqual(2);
    await first.append(numbered(TOPIC, 40, 80, null));
    await until(() => numbers([...one.records, ...two.records]).size === 80);
    // Both started from the commit: nothing came twice.
    expect(one.records.length + two.records.length).toBe(80);
    expect(two.records.length).toBe(20);

    await two.consumption.stop();
    await until(() => one.assignments.at(-1)?.partitions.length === PARTITIONS);
    await first.append(numbered(TOPIC, 80, 120, null));
    await until(() => numbers([...one.records, ...two.records]).size === 120);
  });

  it("are told of a new assignment that gives them the same partitions, and read from where they then say", async () => {
    const [first, second] = [open(), open()];
    await first.createTopics([{ topic: TOPIC, partitions: 1 }]);
    await first.append(numbered(TOPIC, 0, 5));
    // Both answer "from the start", whatever they have seen: a replaced assignment must not go on from its old position.
    const fromStart = { group, onAssigned: async () => [] };
    const one = await collect(first, [TOPIC], fromStart);
    await until(() => one.records.length === 5);
    const two = await collect(second, [TOPIC], fromStart);
    await until(() => one.records.length + two.records.length === 10);
    expect(texts([...one.records.slice(5), ...two.records])).toEqual(["0", "1", "2", "3", "4"]);
    await two.consumption.stop();
    await until(() => one.records.length + two.records.length === 15);
  });

  it("keep their membership while onRecords takes longer than the session, and may be rebalanced meanwhile", async () => {
    const [first, second] = [open(), open()];
    await first.createTopics([{ topic: TOPIC, partitions: PARTITIONS }]);
    await first.append(numbered(TOPIC, 0, 40, null));
    const release = Promise.withResolvers<void>();
    const started = performance.now();
    const seen: LogRecord[] = [];
    const assignedAt: number[] = [];
    await first.consume({
      group,
      topics: [TOPIC],
      onAssigned: async (_, committed) => {
        assignedAt.push(performance.now() - started);
        return committed;
      },
      onRecords: async (records) => {
        seen.push(...records);
        await release.promise;
      },
    });
    await until(() => seen.length > 0);
    await until(() => performance.now() - started > 7_000);
    expect(assignedAt).toHaveLength(1);
    const two = await collect(second, [TOPIC], { group });
    await until(() => assignedAt.length > 1 && two.assignments.at(-1)?.partitions.length === 2);
    await until(() => two.records.length === 20);
    release.resolve();
    await until(() => numbers([...seen, ...two.records]).size === 40);
  });
});
