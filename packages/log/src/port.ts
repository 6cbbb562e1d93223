/**
 * The event log as this system needs it: append durably, consume a topic's partitions in order from offsets that the
 * consumer chooses, ask for the ends. Offsets and partitions mean what they mean in Apache Kafka.
 */

export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** A position is the offset of the *next* record to read, as in Kafka's commits. */
export interface Position extends TopicPartition {
  readonly offset: number;
}

/** `low` is the first offset still retained, `end` the offset that the next appended record will get. */
export interface PartitionRange extends TopicPartition {
  readonly low: number;
  readonly end: number;
}

export type Headers = Readonly<Record<string, Buffer>>;

export interface LogRecord extends TopicPartition {
  readonly offset: number;
  readonly key: Buffer | null;
  /** A header that occurs twice keeps its last value. */
  readonly headers: Headers;
  readonly value: Buffer | null;
  /** The record's own timestamp in epoch milliseconds (set by the producer or the log, never by the reader). */
  readonly timestampMs: number;
}

export interface AppendRecord {
  readonly topic: string;
  /** The partition follows from the key (murmur2, as the Java client and kafkajs do it). */
  readonly key: string | Buffer | null;
  readonly headers?: Readonly<Record<string, string | Buffer>>;
  readonly value: string | Buffer | null;
  /** Only for tests and faults: overrides the partitioner. */
  readonly partition?: number;
  /** Only for tests and back-fills: the record's timestamp; default is the time of appending. */
  readonly timestampMs?: number;
}

export interface TopicSpec {
  readonly topic: string;
  readonly partitions: number;
  readonly config?: Readonly<Record<string, string>>;
}

export interface ConsumeOptions {
  readonly group: string;
  readonly topics: readonly string[];
  /**
   * Called for every new assignment (every generation of the group, even if the partitions stay the same, because another
   * member may have owned them in between) before any of its records is delivered. `committed` holds what the group
   * last committed, where it did. Answers where to start; a partition that it leaves out starts at its first retained record.
   * Until it resolves nothing is delivered. A rejection stops the consumption: `finished` rejects with it.
   */
  readonly onAssigned: (partitions: readonly TopicPartition[], committed: readonly Position[]) => Promise<readonly Position[]>;
  /**
   * Records of one partition, in offset order, each offset after the last delivered one. The next records of the
   * partition come after it resolves: that is the back-pressure. It may be called for several partitions at once.
   * May take as long as it needs: the adapter keeps the group membership alive meanwhile. Records of an assignment that has
   * been replaced are no longer delivered.
   */
  readonly onRecords: (records: readonly LogRecord[]) => Promise<void>;
}

export interface Consumption {
  /** Commits positions for the group; a resume hint only. Positions of partitions that are not assigned any more are left out. */
  commit(positions: readonly Position[]): Promise<void>;
  /** Stops fetching, waits for running `onRecords` calls, leaves the group. Idempotent. */
  stop(): Promise<void>;
  /** Resolves after `stop()`; rejects when the consumption ends for any other reason. A broker that is away is not one: the adapter retries. */
  readonly finished: Promise<void>;
}

export interface Log {
  /**
   * Appends in order; resolves when every record is durable (Kafka: acks=all, idempotent; SQLite: fsynced). All in one call
   * for one partition keep their order. Rejects with {@link LogUnavailableError} when the log cannot be reached in time and with
   * {@link RecordTooLargeError} when a record is over the log's limit. After a rejection some records may have been written.
   */
  append(records: readonly AppendRecord[]): Promise<void>;
  /** The ranges of every partition of the topics; a topic that does not exist is an {@link UnknownTopicError}. */
  ranges(topics: readonly string[]): Promise<readonly PartitionRange[]>;
  /** The committed positions of a group for the topics, only where there are any. */
  committed(group: string, topics: readonly string[]): Promise<readonly Position[]>;
  /** Reads one partition from `from` up to, not including, `to` (clipped to what is retained), in batches, outside of any group. */
  read(range: TopicPartition & { readonly from: number; readonly to: number }): AsyncIterable<readonly LogRecord[]>;
  /** Starts consuming as a member of a group. */
  consume(options: ConsumeOptions): Promise<Consumption>;
  /** Creates the topics that are missing; leaves existing ones alone. Answers the names it created. */
  createTopics(specs: readonly TopicSpec[]): Promise<readonly string[]>;
  /** Resolves when the log answers. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** The log did not answer in time; trying again later may work. */
export class LogUnavailableError extends Error {
  override readonly name = "LogUnavailableError";
}

/** A record is larger than the log takes; trying again will not help. */
export class RecordTooLargeError extends Error {
  override readonly name = "RecordTooLargeError";
}

/** A topic does not exist (and was not asked to be created). */
export class UnknownTopicError extends Error {
  override readonly name = "UnknownTopicError";
}
