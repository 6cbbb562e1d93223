import type { Consumer, EachBatchPayload } from "kafkajs";
import type { Position, TopicPartition } from "../port.ts";
import { partitionName } from "../starting-offset.ts";
import { classifyKafkaError, isRebalance } from "./classify-error.ts";
import { createClient, type KafkaClientOptions } from "./client.ts";
import type { Deliveries } from "./deliveries.ts";
import { fromKafkaMessage } from "./from-kafka-message.ts";
import type { TopicNames } from "./topic-names.ts";
import { withDeadline } from "./with-deadline.ts";

export interface SessionOptions {
  readonly client: KafkaClientOptions;
  readonly names: TopicNames;
  readonly group: string;
  readonly topics: readonly string[];
  readonly sessionTimeoutMs: number;
  readonly deliveries: Deliveries;
  /** Answers where every assigned partition starts. Not answering keeps the partitions paused. */
  readonly choosePositions: (assigned: readonly TopicPartition[], isCurrent: () => boolean) => Promise<readonly Position[]>;
}

/** How long a fetch waits for records, and so how long a partition that was paused may wait to be fetched again. */
const FETCH_WAIT_MS = 100;
const FETCH_BYTES_PER_PARTITION = 512 * 1024;
const CALL_LIMIT_MS = 15_000;

/**
 * One life of a kafkajs consumer, from joining the group to its first crash. Every join pauses all partitions at once, in the
 * very event, so that nothing is fetched before the positions are chosen; then seeks, then resumes.
 */
export function startSession(options: SessionOptions) {
  const { names, deliveries } = options;
  const consumer = createClient(options.client).consumer({
    groupId: options.group,
    sessionTimeout: options.sessionTimeoutMs,
    rebalanceTimeout: options.sessionTimeoutMs * 3,
    heartbeatInterval: Math.min(1_000, Math.floor(options.sessionTimeoutMs / 4)),
    maxWaitTimeInMs: FETCH_WAIT_MS,
    maxBytesPerPartition: FETCH_BYTES_PER_PARTITION,
    metadataMaxAge: 60_000,
    allowAutoTopicCreation: false,
    // A crash ends the session, and whoever started it decides: kafkajs's own restart cannot be told apart from a hang.
    retry: { retries: 4, restartOnFailure: async () => false },
  });
  const ended = Promise.withResolvers<unknown>();
  let generation = 0;
  let next = new Map<string, number>();
  let assigned: readonly TopicPartition[] = [];

  async function onJoin(memberAssignment: Record<string, number[]>): Promise<void> {
    generation += 1;
    const joined = generation;
    const isCurrent = () => joined === generation;
    next = new Map();
    deliveries.dropWaiting();
    assigned = Object.entries(memberAssignment).flatMap(([topic, partitions]) =>
      partitions.map((partition) => ({ topic: names.fromKafkaTopic(topic), partition })),
    );
    for (const partition of assigned) consumer.pause([toKafkaPartitions(partition)]);
    const starts = await options.choosePositions(assigned, isCurrent);
    if (!isCurrent()) return;
    for (const { topic, partition, offset } of starts) {
      consumer.seek({ topic: names.toKafkaTopic(topic), partition, offset: String(offset) });
      next.set(partitionName({ topic, partition }), offset);
    }
    for (const partition of assigned) consumer.resume([toKafkaPartitions(partition)]);
  }

  const toKafkaPartitions = ({ topic, partition }: TopicPartition) => ({ topic: names.toKafkaTopic(topic), partitions: [partition] });

  /** Resolves at once, whatever the consumer does with the records: see Deliveries. */
  async function eachBatch({ batch, pause }: EachBatchPayload): Promise<void> {
    const from = { topic: names.fromKafkaTopic(batch.topic), partition: batch.partition };
    const expected = next.get(partitionName(from));
    const records = batch.messages.map((message) => fromKafkaMessage(from, message));
    const [first] = records;
    const last = records.at(-1);
    if (expected === undefined || first === undefined || last === undefined) return;
    if (first.offset < expected) {
      ended.resolve(new RewoundLogError(`Partition ${from.partition} of ${from.topic} went back from offset ${expected} to ${first.offset}.`));
      return;
    }
    next.set(partitionName(from), last.offset + 1);
    const pausedIn = generation;
    deliveries.push(records, () => {
      const resume = pause();
      return () => {
        if (pausedIn === generation) resume();
      };
    });
  }

  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
    void onJoin(payload.memberAssignment as unknown as Record<string, number[]>).catch(ended.resolve);
  });
  consumer.on(consumer.events.CRASH, ({ payload }) => ended.resolve(payload.error));
  const started = run(consumer, options.topics.map(names.toKafkaTopic), eachBatch).catch(ended.resolve);

  return {
    /** Resolves with the reason when the session has ended; `undefined` after close(). */
    ended: ended.promise,
    hasJoined: () => generation > 0,
    commit: async (positions: readonly Position[]): Promise<void> => {
      const owned = new Set(assigned.map(partitionName));
      const offsets = positions
        .filter((position) => owned.has(partitionName(position)))
        .map(({ topic, partition, offset }) => ({ topic: names.toKafkaTopic(topic), partition, offset: String(offset) }));
      if (offsets.length === 0) return;
      try {
        await withDeadline(consumer.commitOffsets(offsets), CALL_LIMIT_MS, "committing positions");
      } catch (error) {
        // The next owner of the partitions starts from an older hint.
        if (!isRebalance(error)) throw classifyKafkaError(error, "committing positions");
      }
    },
    /** Leaves the group and disconnects, in bounded time: a broker that is away cannot be told. */
    close: async (): Promise<void> => {
      generation += 1;
      // kafkajs cannot stop a consumer that is still joining: it would go on as a member that nobody holds.
      const left = started.then(() => consumer.disconnect());
      await withDeadline(left, CALL_LIMIT_MS, "leaving the group").catch(() => undefined);
      ended.resolve(undefined);
    },
  };
}

export type Session = ReturnType<typeof startSession>;

/** The log lost records that had been delivered: it was truncated or made anew, so positions mean nothing any more. */
class RewoundLogError extends Error {
  override readonly name = "RewoundLogError";
}

async function run(consumer: Consumer, topics: string[], eachBatch: (payload: EachBatchPayload) => Promise<void>): Promise<void> {
  await consumer.connect();
  // Only for an offset that retention has overtaken: kafkajs would otherwise jump to the end.
  await consumer.subscribe({ topics, fromBeginning: true });
  await consumer.run({ autoCommit: false, eachBatchAutoResolve: true, partitionsConsumedConcurrently: 1, eachBatch });
}
