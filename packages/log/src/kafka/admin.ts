import type { Admin } from "kafkajs";
import { type PartitionRange, type Position, type TopicSpec, UnknownTopicError } from "../port.ts";
import { classifyAdminError } from "./classify-error.ts";
import { createClient, type KafkaClientOptions } from "./client.ts";
import type { TopicNames } from "./topic-names.ts";
import { withDeadline } from "./with-deadline.ts";

const LIMIT_MS = 15_000;

/**
 * Questions about the log and the creation of topics. The connection is made when first needed and thrown away after any
 * failure: kafkajs's admin keeps asking for every topic it was ever asked about, so one vanished topic would fail all later calls.
 */
export function createAdminCalls(options: KafkaClientOptions, { toKafkaTopic, fromKafkaTopic }: TopicNames) {
  let connected: Promise<Admin> | undefined;

  async function connect(): Promise<Admin> {
    const admin = createClient(options).admin();
    await admin.connect();
    return admin;
  }

  async function disconnect(): Promise<void> {
    const old = connected;
    connected = undefined;
    await old?.then((admin) => withDeadline(admin.disconnect(), LIMIT_MS, "disconnecting")).catch(() => undefined);
  }

  async function call<Result>(doing: string, work: (admin: Admin) => Promise<Result>): Promise<Result> {
    connected ??= connect();
    const current = connected;
    try {
      return await withDeadline(current.then(work), LIMIT_MS, doing);
    } catch (error) {
      if (error instanceof UnknownTopicError) throw error;
      if (connected === current) void disconnect();
      throw classifyAdminError(error, doing);
    }
  }

  async function requireTopics(admin: Admin, topics: readonly string[]): Promise<void> {
    const existing = new Set(await admin.listTopics());
    const missing = topics.filter((topic) => !existing.has(toKafkaTopic(topic)));
    if (missing.length > 0) throw new UnknownTopicError(`Kafka has no topic ${missing.map(toKafkaTopic).join(", ")}.`);
  }

  async function rangesOf(admin: Admin, topic: string): Promise<PartitionRange[]> {
    const offsets = await admin.fetchTopicOffsets(toKafkaTopic(topic));
    return offsets.map(({ partition, low, high }) => ({ topic, partition, low: Number(low), end: Number(high) })).sort((a, b) => a.partition - b.partition);
  }

  async function committedOf(admin: Admin, groupId: string, topics: readonly string[]): Promise<Position[]> {
    const answers = await admin.fetchOffsets({ groupId, topics: topics.map(toKafkaTopic) });
    return answers.flatMap(({ topic, partitions }) =>
      partitions
        // Negative: never committed, or the marker that kafkajs commits to when an offset was out of range.
        .filter(({ offset }) => Number(offset) >= 0)
        .map(({ partition, offset }) => ({ topic: fromKafkaTopic(topic), partition, offset: Number(offset) })),
    );
  }

  return {
    requireTopics: (topics: readonly string[]) => call("looking topics up", (admin) => requireTopics(admin, topics)),
    ranges: (topics: readonly string[]): Promise<PartitionRange[]> =>
      call(`asking for the ends of ${topics.join(", ")}`, async (admin) => {
        await requireTopics(admin, topics);
        return (await Promise.all(topics.map((topic) => rangesOf(admin, topic)))).flat();
      }),
    committed: (group: string, topics: readonly string[]): Promise<Position[]> =>
      call(`asking for the positions of ${group}`, async (admin) => {
        await requireTopics(admin, topics);
        return await committedOf(admin, group, topics);
      }),
    createTopics: (specs: readonly TopicSpec[]): Promise<string[]> =>
      call("creating topics", async (admin) => {
        const existing = new Set(await admin.listTopics());
        const missing = specs.filter(({ topic }) => !existing.has(toKafkaTopic(topic)));
        if (missing.length === 0) return [];
        const topics = missing.map(({ topic, partitions, config }) => ({
          topic: toKafkaTopic(topic),
          numPartitions: partitions,
          configEntries: Object.entries(config ?? {}).map(([name, value]) => ({ name, value })),
        }));
        // False: somebody else created them in between, which is as good.
        return (await admin.createTopics({ topics, waitForLeaders: true })) ? missing.map(({ topic }) => topic) : [];
      }),
    ping: (): Promise<void> =>
      call("looking for the cluster", async (admin) => {
        await admin.describeCluster();
      }),
    close: disconnect,
  };
}

export type AdminCalls = ReturnType<typeof createAdminCalls>;
