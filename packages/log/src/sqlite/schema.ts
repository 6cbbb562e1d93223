import { DatabaseSync } from "node:sqlite";

/**
 * topic: the topics and their (fixed) number of partitions.
 * partition: the offset that the next record gets; kept apart from the records so that it survives their deletion.
 * record: the records, in Kafka's order. WITHOUT ROWID makes the key the clustering order: a consumer reads sequentially.
 * position: what groups have committed.
 */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS topic (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, partitions INTEGER NOT NULL, config TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS partition (
    topic_id INTEGER NOT NULL, partition INTEGER NOT NULL, end_offset INTEGER NOT NULL, PRIMARY KEY (topic_id, partition)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS record (
    topic_id INTEGER NOT NULL, partition INTEGER NOT NULL, offset INTEGER NOT NULL,
    key BLOB, headers TEXT, value BLOB, timestamp_ms INTEGER NOT NULL, PRIMARY KEY (topic_id, partition, offset)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS position (
    group_name TEXT NOT NULL, topic_id INTEGER NOT NULL, partition INTEGER NOT NULL, offset INTEGER NOT NULL,
    PRIMARY KEY (group_name, topic_id, partition)
  ) STRICT, WITHOUT ROWID;
`;

/** SQLite waits for another process's lock inside the call, so this blocks the event loop: callers wait further by retrying. */
const LOCK_WAIT_MS = 50;

/**
 * Opens the log's file, creating it if missing. `synchronous=FULL` makes every commit an fsync of the write-ahead log: an
 * acknowledged append survives a power cut, not only kill -9.
 */
export function openDatabase(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: LOCK_WAIT_MS });
  try {
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864;");
    database.exec(`BEGIN IMMEDIATE; ${SCHEMA} COMMIT;`);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
