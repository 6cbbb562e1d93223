import { setImmediate as nextTurn, setTimeout as delay } from "node:timers/promises";
import type { LogSink } from "../log-sink.ts";
import { type ConsumeOptions, type Consumption, LogUnavailableError, type PartitionRange, type Position } from "../port.ts";
import { partitionName, startingOffset } from "../starting-offset.ts";
import type { BatchLimits, Store, StoredTopic } from "./store.ts";
import type { WakeSignal } from "./wake-signal.ts";
import { withLockRetries } from "./with-lock-retries.ts";

/** Records of all partitions that are read but not yet taken by `onRecords` share this much memory. */
const BYTES_IN_FLIGHT_MAX = 64 * 1024 * 1024;
const BATCH_BYTES_MAX = 8 * 1024 * 1024;
const BATCH_RECORDS_MAX = 5_000;
const RETRY_PAUSE_MS = 500;

interface Dependencies {
  readonly file: string;
  readonly store: Store;
  readonly wake: WakeSignal;
  readonly logger: LogSink;
  readonly topics: readonly StoredTopic[];
}

/** Consumes as the only member of its group: it is given every partition of the topics, once, and one loop reads each. */
export function startSqliteConsumption({ file, store, wake, logger, topics }: Dependencies, options: ConsumeOptions): Consumption {
  const partitions = topics.flatMap((topic) => Array.from({ length: topic.partitions }, (_, partition) => ({ topic, partition })));
  const limits: BatchLimits = {
    records: BATCH_RECORDS_MAX,
    bytes: Math.min(BATCH_BYTES_MAX, Math.ceil(BYTES_IN_FLIGHT_MAX / Math.max(1, partitions.length))),
  };
  let isStopping = false;
  let hasEnded = false;

  async function readPartition(topic: StoredTopic, partition: number, start: number): Promise<void> {
    let next = start;
    while (!isStopping) {
      const seen = wake.seen();
      const records = await readPatiently(topic, partition, next);
      const last = records.at(-1);
      if (last === undefined) await wake.after(seen);
      else if (!isStopping) {
        await options.onRecords(records);
        next = last.offset + 1;
        // Reading is synchronous: a consumer that takes everything at once would otherwise keep the event loop to itself.
        await nextTurn();
      }
    }
  }

  async function readPatiently(topic: StoredTopic, partition: number, from: number) {
    try {
      return await withLockRetries(file, () => store.read(topic, partition, from, Number.MAX_SAFE_INTEGER, limits));
    } catch (error) {
      if (!(error instanceof LogUnavailableError)) throw error;
      logger.warn({ err: error, topic: topic.name, partition }, "the log cannot be read, trying again");
      await delay(RETRY_PAUSE_MS);
      return [];
    }
  }

  async function run(): Promise<void> {
    const committed = await withLockRetries(file, () => topics.flatMap((topic) => store.positions(options.group, topic)));
    const assigned = partitions.map(({ topic, partition }) => ({ topic: topic.name, partition }));
    const chosen = new Map((await options.onAssigned(assigned, committed)).map((position) => [partitionName(position), position]));
    const starts = await withLockRetries(file, () => partitions.map(({ topic, partition }) => startOf(store.range(topic, partition), chosen)));
    await Promise.all(partitions.map(({ topic, partition }, index) => readPartition(topic, partition, starts[index] ?? 0)));
  }

  const startOf = (range: PartitionRange, chosen: ReadonlyMap<string, Position>): number => startingOffset(range, chosen.get(partitionName(range))?.offset);

  const finished = run().finally(() => {
    isStopping = true;
    hasEnded = true;
    wake.wake();
  });
  finished.catch(() => undefined); // The caller may look at `finished` later, or only at what stop() answers.

  return {
    finished,
    commit: async (positions) => {
      if (hasEnded) return;
      const owned = positions.flatMap(({ topic, partition, offset }) => {
        const topicId = topics.find(({ name, partitions: count }) => name === topic && partition < count)?.id;
        return topicId === undefined ? [] : [{ topicId, partition, offset }];
      });
      if (owned.length > 0) await withLockRetries(file, () => store.commit(options.group, owned));
    },
    stop: async () => {
      isStopping = true;
      wake.wake();
      await finished.catch(() => undefined);
    },
  };
}
