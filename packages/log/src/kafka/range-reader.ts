import { type LogRecord, LogUnavailableError, type TopicPartition, UnknownTopicError } from "../port.ts";
import { startingOffset } from "../starting-offset.ts";
import type { AdminCalls } from "./admin.ts";
import { classifyKafkaError } from "./classify-error.ts";
import { CONNECTION, createClient, type KafkaClientOptions, RETRY } from "./client.ts";
import { fromKafkaMessage } from "./from-kafka-message.ts";
import { type Cluster, createSocketFactory, type FetchedBatch, KafkaBatch, KafkaCluster, READ_COMMITTED } from "./kafkajs-internals.ts";
import type { TopicNames } from "./topic-names.ts";
import { withDeadline } from "./with-deadline.ts";

const FETCH_BYTES_MAX = 1024 * 1024;
const FETCH_WAIT_MS = 100;
const CALL_LIMIT_MS = 15_000;
const ATTEMPTS = 5;

/** Reads ranges outside of any group. The connection is kept for further reads and thrown away after a failure. */
export function createRangeReader(options: KafkaClientOptions, { toKafkaTopic }: TopicNames, admin: AdminCalls) {
  let connected: Promise<Cluster> | undefined;

  async function connect(): Promise<Cluster> {
    const cluster = new KafkaCluster({
      ...CONNECTION,
      logger: createClient(options).logger(),
      socketFactory: createSocketFactory(),
      brokers: [...options.brokers],
      clientId: options.clientId,
      enforceRequestTimeout: true,
      metadataMaxAge: 60_000,
      retry: RETRY,
      allowAutoTopicCreation: false,
      isolationLevel: READ_COMMITTED,
    });
    await cluster.connect();
    return cluster;
  }

  async function disconnect(): Promise<void> {
    const old = connected;
    connected = undefined;
    await old?.then((cluster) => withDeadline(cluster.disconnect(), CALL_LIMIT_MS, "disconnecting")).catch(() => undefined);
  }

  async function fetchOnce(topic: string, partition: number, from: number): Promise<FetchedBatch | undefined> {
    connected ??= connect();
    const cluster = await connected;
    await cluster.addTargetTopic(topic);
    await cluster.refreshMetadataIfNecessary();
    const [nodeId] = Object.keys(cluster.findLeaderForPartitions(topic, [partition]));
    if (nodeId === undefined) throw new RangeError(`The topic ${topic} has no partition ${partition}.`);
    const broker = await cluster.findBroker({ nodeId });
    const { responses } = await broker.fetch({
      isolationLevel: READ_COMMITTED,
      maxWaitTime: FETCH_WAIT_MS,
      minBytes: 1,
      maxBytes: FETCH_BYTES_MAX,
      topics: [{ topic, partitions: [{ partition, fetchOffset: String(from), maxBytes: FETCH_BYTES_MAX }] }],
    });
    const data = responses[0]?.partitions[0];
    return data === undefined || data.messages.length === 0 ? undefined : new KafkaBatch(topic, String(from), data);
  }

  /** Leaders move and brokers restart; a new connection finds the new leader. */
  async function fetch(topic: string, partition: number, from: number): Promise<FetchedBatch | undefined> {
    const doing = `reading ${topic}/${partition} from ${from}`;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await withDeadline(fetchOnce(topic, partition, from), CALL_LIMIT_MS, doing);
      } catch (error) {
        await disconnect();
        const classified = classifyKafkaError(error, doing);
        const isPassing = classified instanceof LogUnavailableError || classified instanceof UnknownTopicError;
        if (!isPassing || attempt === ATTEMPTS) throw classified;
      }
    }
  }

  async function* read({ topic, partition, from, to }: TopicPartition & { from: number; to: number }): AsyncGenerator<readonly LogRecord[]> {
    const range = (await admin.ranges([topic])).find((candidate) => candidate.partition === partition);
    if (range === undefined || from >= range.end) return;
    const end = Math.min(to, range.end);
    for (let next = startingOffset(range, from); next < end;) {
      const batch = await fetch(toKafkaTopic(topic), partition, next);
      // Nothing although the end lies ahead: what follows was compacted away or belongs to an open transaction.
      if (batch === undefined) return;
      const records = batch.messages.map((message) => fromKafkaMessage({ topic, partition }, message)).filter(({ offset }) => offset < end);
      if (records.length > 0) yield records;
      next = Math.max(next, Number(batch.lastOffset())) + 1;
    }
  }

  return { read, close: disconnect };
}
