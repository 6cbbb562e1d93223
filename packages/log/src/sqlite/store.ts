import type { DatabaseSync } from "node:sqlite";
import type { LogRecord, PartitionRange, Position, TopicPartition, TopicSpec } from "../port.ts";
import { fromStoredHeaders } from "./stored-headers.ts";

/** A record whose partition has been chosen, ready to be written. */
export interface PlacedRecord {
  readonly topicId: number;
  readonly partition: number;
  readonly key: Uint8Array | null;
  readonly headers: string | null;
  readonly value: Uint8Array | null;
  readonly timestampMs: number;
}

export interface StoredTopic {
  readonly id: number;
  readonly name: string;
  readonly partitions: number;
}

export interface BatchLimits {
  readonly records: number;
  readonly bytes: number;
}

interface RecordRow {
  offset: number;
  key: Uint8Array | null;
  headers: string | null;
  value: Uint8Array | null;
  timestamp_ms: number;
}

/** The SQL of the log, each method one short synchronous piece of work. Throws what SQLite throws. */
export function createStore(database: DatabaseSync) {
  const select = {
    topics: database.prepare("SELECT id, name, partitions FROM topic"),
    end: database.prepare("SELECT end_offset FROM partition WHERE topic_id = ? AND partition = ?"),
    low: database.prepare("SELECT min(offset) AS low FROM record WHERE topic_id = ? AND partition = ?"),
    records: database.prepare(
      "SELECT offset, key, headers, value, timestamp_ms FROM record WHERE topic_id = ? AND partition = ? AND offset >= ? AND offset < ? ORDER BY offset LIMIT ?",
    ),
    positions: database.prepare("SELECT partition, offset FROM position WHERE group_name = ? AND topic_id = ? ORDER BY partition"),
    dataVersion: database.prepare("PRAGMA data_version"),
  };
  const write = {
    topic: database.prepare("INSERT INTO topic (name, partitions, config) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"),
    partition: database.prepare("INSERT INTO partition (topic_id, partition, end_offset) VALUES (?, ?, 0)"),
    record: database.prepare("INSERT INTO record (topic_id, partition, offset, key, headers, value, timestamp_ms) VALUES (?, ?, ?, ?, ?, ?, ?)"),
    end: database.prepare("UPDATE partition SET end_offset = ? WHERE topic_id = ? AND partition = ?"),
    position: database.prepare(
      "INSERT INTO position (group_name, topic_id, partition, offset) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET offset = excluded.offset",
    ),
  };

  const endOf = (topicId: number, partition: number): number => (select.end.get(topicId, partition) as { end_offset: number }).end_offset;

  function inTransaction<Result>(work: () => Result): Result {
    database.exec("BEGIN IMMEDIATE");
    try {
      const result = work();
      database.exec("COMMIT");
      return result;
    } catch (error) {
      // A failed COMMIT may have rolled back already (a full disk does); a second rollback would hide the real error.
      if (database.isTransaction) database.exec("ROLLBACK");
      throw error;
    }
  }

  return {
    topics: (): StoredTopic[] => select.topics.all() as unknown as StoredTopic[],

    createTopics: (specs: readonly TopicSpec[]): string[] =>
      inTransaction(() =>
        specs.flatMap(({ topic, partitions, config }) => {
          const { changes, lastInsertRowid } = write.topic.run(topic, partitions, JSON.stringify(config ?? {}));
          if (changes === 0) return [];
          for (let partition = 0; partition < partitions; partition += 1) write.partition.run(lastInsertRowid, partition);
          return [topic];
        }),
      ),

    append: (records: Iterable<PlacedRecord>): void =>
      inTransaction(() => {
        const ends = new Map<string, { topicId: number; partition: number; end: number }>();
        for (const { topicId, partition, key, headers, value, timestampMs } of records) {
          const name = `${topicId}/${partition}`;
          const cursor = ends.get(name) ?? { topicId, partition, end: endOf(topicId, partition) };
          write.record.run(topicId, partition, cursor.end, key, headers, value, timestampMs);
          cursor.end += 1;
          ends.set(name, cursor);
        }
        for (const { topicId, partition, end } of ends.values()) write.end.run(end, topicId, partition);
      }),

    range: ({ id, name }: StoredTopic, partition: number): PartitionRange => {
      const end = endOf(id, partition);
      const { low } = select.low.get(id, partition) as { low: number | null };
      return { topic: name, partition, low: low ?? end, end };
    },

    /** The next records from `from` up to, not including, `to`: at least one if there is any, else up to the limits. */
    read: ({ id, name }: StoredTopic, partition: number, from: number, to: number, limits: BatchLimits): LogRecord[] => {
      const records: LogRecord[] = [];
      let bytes = 0;
      for (const raw of select.records.iterate(id, partition, from, to, limits.records)) {
        const row = raw as unknown as RecordRow;
        records.push(toLogRecord({ topic: name, partition }, row));
        bytes += (row.key?.length ?? 0) + (row.headers?.length ?? 0) + (row.value?.length ?? 0);
        if (bytes >= limits.bytes) break;
      }
      return records;
    },

    positions: (group: string, { id, name }: StoredTopic): Position[] =>
      (select.positions.all(group, id) as unknown as { partition: number; offset: number }[]).map((row) => ({ topic: name, ...row })),

    commit: (group: string, positions: readonly { topicId: number; partition: number; offset: number }[]): void =>
      inTransaction(() => {
        for (const { topicId, partition, offset } of positions) write.position.run(group, topicId, partition, offset);
      }),

    /** Changes whenever another connection has committed to the file; our own commits do not change it. */
    dataVersion: (): number => (select.dataVersion.get() as { data_version: number }).data_version,
  };
}

export type Store = ReturnType<typeof createStore>;

function toLogRecord({ topic, partition }: TopicPartition, row: RecordRow): LogRecord {
  return {
    topic,
    partition,
    offset: row.offset,
    key: toBuffer(row.key),
    headers: fromStoredHeaders(row.headers),
    value: toBuffer(row.value),
    timestampMs: row.timestamp_ms,
  };
}

function toBuffer(bytes: Uint8Array | null): Buffer | null {
  return bytes === null ? null : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
