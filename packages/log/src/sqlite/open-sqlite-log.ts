import { type LogSink, silentSink } from "../log-sink.ts";
import { type Consumption, type Log, LogUnavailableError, type PartitionRange, UnknownTopicError } from "../port.ts";
import { startSqliteConsumption } from "./consumption.ts";
import { createGroupCommit } from "../group-commit.ts";
import { createPlacer } from "./place-records.ts";
import { openDatabase } from "./schema.ts";
import { createStore, type PlacedRecord, type StoredTopic } from "./store.ts";
import { createWakeSignal } from "./wake-signal.ts";
import { withLockRetries } from "./with-lock-retries.ts";

export interface SqliteLogOptions {
  /** The database file; its directory must exist. */
  readonly file: string;
  /** Topics to create if they are missing, with their number of partitions. */
  readonly partitions?: Readonly<Record<string, number>>;
  /** The largest record (key, headers and value) in bytes; default 1 MiB, as in Kafka. */
  readonly recordBytesMax?: number;
  /** How often to look for what other processes have appended. Default 200 ms. */
  readonly pollIntervalMs?: number;
  readonly logger?: LogSink;
  readonly now?: () => number;
}

const READ_LIMITS = { records: 5_000, bytes: 8 * 1024 * 1024 };

/**
 * Opens the embedded log: one SQLite file with Kafka's partitions and offsets. One process consumes; others (commands) may
 * have the file open at the same time to read, append or commit. Rejects with a LogUnavailableError when the file cannot be used.
 */
export async function openSqliteLog(options: SqliteLogOptions): Promise<Log> {
  const { file, recordBytesMax = 1024 * 1024, pollIntervalMs = 200, logger = silentSink, now = Date.now } = options;
  const database = await withLockRetries(file, () => openDatabase(file));
  const store = createStore(database);
  const wake = createWakeSignal();
  const consumptions = new Set<Consumption>();
  const known = new Map<string, StoredTopic>();
  let isClosed = false;

  const topicOf = (name: string): StoredTopic => {
    if (!known.has(name)) for (const topic of store.topics()) known.set(topic.name, topic);
    const topic = known.get(name);
    if (topic === undefined) throw new UnknownTopicError(`The log has no topic ${name}.`);
    return topic;
  };
  const place = createPlacer(topicOf, recordBytesMax);
  const commits = createGroupCommit<PlacedRecord>({
    write: async (records) => {
      await withLockRetries(file, () => store.append(records));
      wake.wake();
    },
    isAboutItems: () => false, // What can be wrong with a record has been checked when it was placed.
  });
  const attempt = <Result>(work: () => Result): Promise<Result> => {
    if (isClosed) return Promise.reject(new LogUnavailableError(`The log ${file} has been closed.`));
    return withLockRetries(file, work);
  };
  const rangesOf = (topics: readonly string[]): PartitionRange[] =>
    topics.map(topicOf).flatMap((topic) => Array.from({ length: topic.partitions }, (_, partition) => store.range(topic, partition)));

  const poll = pollForOtherWriters(store.dataVersion, wake.wake, pollIntervalMs);

  const log: Log = {
    append: async (records) => {
      const placed = await attempt(() => records.map((record) => place(record, now())));
      if (placed.length > 0) await commits.add(placed);
    },
    ranges: (topics) => attempt(() => rangesOf(topics)),
    committed: (group, topics) => attempt(() => topics.map(topicOf).flatMap((topic) => store.positions(group, topic))),
    async *read({ topic, partition, from, to }) {
      const stored = await attempt(() => topicOf(topic));
      for (let next = from; next < to;) {
        const records = await attempt(() => store.read(stored, partition, next, to, READ_LIMITS));
        const last = records.at(-1);
        if (last === undefined) return;
        yield records;
        next = last.offset + 1;
      }
    },
    consume: async (consume) => {
      const topics = await attempt(() => consume.topics.map(topicOf));
      const consumption = startSqliteConsumption({ file, store, wake, logger, topics }, consume);
      consumptions.add(consumption);
      const forget = () => consumptions.delete(consumption);
      consumption.finished.then(forget, forget);
      return consumption;
    },
    createTopics: (specs) => attempt(() => store.createTopics(specs)),
    ping: async () => {
      await attempt(() => store.dataVersion());
    },
    close: async () => {
      if (isClosed) return;
      isClosed = true;
      await Promise.all([...consumptions].map((consumption) => consumption.stop()));
      await commits.idle();
      clearInterval(poll);
      database.close();
    },
  };
  const wanted = Object.entries(options.partitions ?? {}).map(([topic, partitions]) => ({ topic, partitions }));
  if (wanted.length > 0) await log.createTopics(wanted);
  return log;
}

/** In this process an append wakes the consumers at once; what other processes append is noticed here. */
function pollForOtherWriters(dataVersion: () => number, wake: () => void, intervalMs: number): NodeJS.Timeout {
  let last = -1;
  return setInterval(() => {
    try {
      const version = dataVersion();
      if (version !== last) wake();
      last = version;
    } catch {
      wake(); // The file cannot be read: the consumers meet the same error, report it and try again.
    }
  }, intervalMs);
}
