import { partitionForKey } from "../partition-for-key.ts";
import { type AppendRecord, RecordTooLargeError } from "../port.ts";
import { recordSize } from "../record-size.ts";
import type { PlacedRecord, StoredTopic } from "./store.ts";
import { toStoredHeaders } from "./stored-headers.ts";

/**
 * Checks records and chooses their partitions: by key, or in turn where there is none. Throws before anything is written:
 * RecordTooLargeError, UnknownTopicError (from `topicOf`), RangeError for a partition that the topic does not have.
 */
export function createPlacer(topicOf: (name: string) => StoredTopic, recordBytesMax: number) {
  let turn = 0;
  return (record: AppendRecord, nowMs: number): PlacedRecord => {
    const topic = topicOf(record.topic);
    const size = recordSize(record);
    if (size > recordBytesMax) {
      throw new RecordTooLargeError(`A record for ${record.topic} has ${size} bytes; the log takes up to ${recordBytesMax}.`);
    }
    const key = toBytes(record.key);
    const partition = record.partition ?? (key === null ? turn++ % topic.partitions : partitionForKey(key, topic.partitions));
    if (!Number.isInteger(partition) || partition < 0 || partition >= topic.partitions) {
      throw new RangeError(`The topic ${record.topic} has no partition ${partition}.`);
    }
    return {
      topicId: topic.id,
      partition,
      key,
      headers: toStoredHeaders(record.headers),
      value: toBytes(record.value),
      timestampMs: record.timestampMs ?? nowMs,
    };
  };
}

function toBytes(content: string | Buffer | null): Buffer | null {
  return typeof content === "string" ? Buffer.from(content) : content;
}
