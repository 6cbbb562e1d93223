import type { AppendRecord } from "../port.ts";
import { recordSize } from "../record-size.ts";

/**
 * kafkajs sends all records of one call for a partition as *one* batch, and the broker's limit (1 MiB by default) is for
 * batches: so no call carries more than this, whatever the partitions, unless a single record does.
 */
const CHUNK_BYTES_MAX = 900_000;
/** kafkajs groups records by partition in quadratic time. */
const CHUNK_RECORDS_MAX = 2_000;
const RECORD_OVERHEAD_BYTES = 70;

/** Cuts records into runs that fit into one request, in order. */
export function* sendChunks(records: readonly AppendRecord[]): Generator<AppendRecord[]> {
  let chunk: AppendRecord[] = [];
  let bytes = 0;
  for (const record of records) {
    const size = recordSize(record) + RECORD_OVERHEAD_BYTES;
    if (chunk.length > 0 && (bytes + size > CHUNK_BYTES_MAX || chunk.length >= CHUNK_RECORDS_MAX)) {
      yield chunk;
      chunk = [];
      bytes = 0;
    }
    chunk.push(record);
    bytes += size;
  }
  if (chunk.length > 0) yield chunk;
}
