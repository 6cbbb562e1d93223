import { epochOf, offsetOf } from "@stats/entities";
import { type Database, readEpoch, readPositions } from "@stats/facts";
import type { Clock } from "@stats/kit";
import type { Log, TopicPartition } from "@stats/log";
import { freshKnowledge, prepareBatch } from "./prepare-batch.ts";
import { writeBatch } from "./sink/write-batch.ts";

export interface ReprocessOptions {
  readonly log: Log;
  readonly database: Database;
  readonly clock: Clock;
  readonly range: TopicPartition & { readonly from: number; readonly to: number };
  readonly onProgress: (processed: number) => void;
}

/**
 * Sends a range of the log through the pipeline again, beside running workers: everything it writes, they have written alike. Only records that were processed
 * before are taken: beyond the stored position the archive may lack what lies before a record, and without that its rows would be wrong.
 * @returns how many records were processed
 */
export async function reprocess(options: ReprocessOptions): Promise<number> {
  const { log, database, clock, range, onProgress } = options;
  const epoch = await readEpoch(database);
  const to = Math.min(range.to, await processedBelow(database, range, epoch));
  let processed = 0;
  if (range.from >= to) return processed;
  for await (const records of log.read({ ...range, to })) {
    // No states are kept from batch to batch: the archive has every event before this range, and workers go on meanwhile.
    const effects = await prepareBatch(freshKnowledge(database, epoch, 1 << 20), records);
    await writeBatch({ database, log, epoch, nowMs: clock(), persist: (_what, operation) => operation() }, { ...effects, positions: [] });
    processed += records.length;
    onProgress(processed);
  }
  return processed;
}

/** The offset below which workers have processed everything; 0 when nothing of this epoch. */
async function processedBelow(database: Database, { topic, partition }: TopicPartition, epoch: number): Promise<number> {
  const stored = (await readPositions(database)).find((position) => position.topic === topic && position.partition === partition);
  return stored !== undefined && epochOf(stored.nextVersion) === epoch ? offsetOf(stored.nextVersion) : 0;
}
