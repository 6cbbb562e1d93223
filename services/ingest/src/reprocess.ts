import { type Database, readEpoch } from "@stats/facts";
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
 * Sends a range of the log through the pipeline again, beside running workers: everything it writes, they have written or will write alike. Positions are left
 * alone, since a range proves nothing about what lies before it.
 * @returns how many records were processed
 */
export async function reprocess(options: ReprocessOptions): Promise<number> {
  const { log, database, clock, range, onProgress } = options;
  const epoch = await readEpoch(database);
  let processed = 0;
  for await (const records of log.read(range)) {
    // No states are kept from batch to batch: the archive has every event before this range, and workers go on meanwhile.
    const effects = await prepareBatch(freshKnowledge(database, epoch, 1 << 20), records);
    await writeBatch({ database, log, epoch, nowMs: clock(), persist: (_what, operation) => operation() }, { ...effects, positions: [] });
    processed += records.length;
    onProgress(processed);
  }
  return processed;
}
