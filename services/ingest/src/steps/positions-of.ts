import { hash } from "node:crypto";
import { versionOf } from "@stats/entities";
import type { StoredPosition } from "@stats/facts";
import type { LogRecord } from "@stats/log";

/** Tells one record from another at the same offset of another life of the topic. */
export function digestOfRecord(record: LogRecord): string {
  return hash("md5", Buffer.concat([record.key ?? Buffer.alloc(0), Buffer.from([0]), record.value ?? Buffer.alloc(0)]), "hex");
}

/** Where each partition of the batch stands once the batch is written. */
export function positionsOf(records: readonly LogRecord[], epoch: number): readonly StoredPosition[] {
  const last = new Map<string, LogRecord>();
  for (const record of records) {
    const partition = `${record.topic}:${record.partition}`;
    if (record.offset >= (last.get(partition)?.offset ?? -1)) last.set(partition, record);
  }
  return [...last.values()].map((record) => ({
    topic: record.topic,
    partition: record.partition,
    nextVersion: versionOf(epoch, record.offset + 1),
    lastDigest: digestOfRecord(record),
  }));
}
