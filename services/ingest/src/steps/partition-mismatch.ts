import { entityKey } from "@stats/events";
import type { AcceptedRecord, RejectedRecord } from "../batch.ts";

/** The reject of an event whose entity lives on another partition. */
export function partitionMismatch({ record, event, version }: AcceptedRecord, home: number): RejectedRecord {
  const key = entityKey(event.tenant, event.kind, event.entityId);
  return {
    record,
    version,
    reason: "partition_mismatch",
    detail: `${key} came on partition ${record.partition}, but its events are on partition ${home}: publish with the murmur2 partitioner and a fixed number of partitions`,
  };
}
