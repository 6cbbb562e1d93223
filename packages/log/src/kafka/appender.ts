import { CompressionTypes, type Message, type PartitionerArgs, type Producer } from "kafkajs";
import { createGroupCommit } from "../group-commit.ts";
import { partitionForKey } from "../partition-for-key.ts";
import { type AppendRecord, RecordTooLargeError, UnknownTopicError } from "../port.ts";
import type { AdminCalls } from "./admin.ts";
import { classifyKafkaError } from "./classify-error.ts";
import { createClient, type KafkaClientOptions } from "./client.ts";
import { sendChunks } from "./send-chunks.ts";
import type { TopicNames } from "./topic-names.ts";
import { withDeadline } from "./with-deadline.ts";

export interface AppenderOptions extends KafkaClientOptions {
  readonly appendTimeoutMs: number;
  readonly gzip: boolean;
}

/**
 * Appends by one idempotent producer, one request at a time (order), gathering what is asked for meanwhile. After *any*
 * failure the producer is replaced: kafkajs gives the sequence numbers of a request whose outcome is unknown to the next
 * one, and a broker that did write the first would take the second for its repetition and drop it, acknowledged.
 */
export function createAppender(options: AppenderOptions, { toKafkaTopic }: TopicNames, admin: AdminCalls) {
  const knownTopics = new Set<string>();
  let connected: Promise<Producer> | undefined;

  async function connect(): Promise<Producer> {
    const producer = createClient(options).producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: createRememberingPartitioner,
    });
    await producer.connect();
    return producer;
  }

  async function discard(): Promise<void> {
    const old = connected;
    connected = undefined;
    await old?.then((producer) => withDeadline(producer.disconnect(), options.appendTimeoutMs, "disconnecting")).catch(() => undefined);
  }

  async function send(records: readonly AppendRecord[]): Promise<void> {
    connected ??= connect();
    const doing = `appending to ${[...new Set(records.map(({ topic }) => topic))].join(", ")}`;
    const compression = options.gzip ? CompressionTypes.GZIP : CompressionTypes.None;
    const topicMessages = [...Map.groupBy(records, ({ topic }) => topic)].map(([topic, group]) => ({
      topic: toKafkaTopic(topic),
      messages: group.map(toKafkaMessage),
    }));
    try {
      const sent = connected.then((producer) => producer.sendBatch({ acks: -1, compression, topicMessages }));
      await withDeadline(sent, options.appendTimeoutMs, doing);
    } catch (error) {
      void discard();
      knownTopics.clear();
      throw classifyKafkaError(error, doing);
    }
  }

  /** The topic's limit may be below ours for a batch; only a record that is refused on its own is too large. */
  async function sendSplitting(records: readonly AppendRecord[]): Promise<void> {
    try {
      await send(records);
    } catch (error) {
      if (!(error instanceof RecordTooLargeError) || records.length === 1) throw error;
      const middle = Math.ceil(records.length / 2);
      await sendSplitting(records.slice(0, middle));
      await sendSplitting(records.slice(middle));
    }
  }

  const commits = createGroupCommit<AppendRecord>({
    write: async (records) => {
      for (const chunk of sendChunks(records)) await sendSplitting(chunk);
    },
    isAboutItems: (error) => error instanceof RecordTooLargeError || error instanceof UnknownTopicError,
  });

  return {
    append: async (records: readonly AppendRecord[]): Promise<void> => {
      const unknown = [...new Set(records.map(({ topic }) => topic))].filter((topic) => !knownTopics.has(topic));
      if (unknown.length > 0) await admin.requireTopics(unknown);
      for (const topic of unknown) knownTopics.add(topic);
      if (records.length > 0) await commits.add(records);
    },
    close: async (): Promise<void> => {
      await commits.idle();
      await discard();
    },
  };
}

function toKafkaMessage({ key, value, headers, partition, timestampMs }: AppendRecord): Message {
  return {
    key,
    value,
    ...(headers === undefined ? {} : { headers }),
    ...(partition === undefined ? {} : { partition }),
    ...(timestampMs === undefined ? {} : { timestamp: String(timestampMs) }),
  };
}

/**
 * kafkajs asks again on every retry: the answer is kept in the message, or records without a key would be written twice,
 * to two partitions.
 */
function createRememberingPartitioner() {
  let turn = 0;
  return ({ partitionMetadata, message }: PartitionerArgs): number => {
    const { key } = message;
    const count = partitionMetadata.length;
    message.partition ??= key === null || key === undefined ? turn++ % count : partitionForKey(Buffer.from(key as string), count);
    return message.partition;
  };
}
