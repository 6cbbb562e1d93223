import { type Database, nextOf, readRollupSpans, type RebuildRecord, recomputeRollups, type RollupTable } from "@stats/facts";
import type { Clock } from "@stats/kit";

export interface FillRollupsOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly record: RebuildRecord;
  readonly tables: readonly RollupTable[];
  readonly signal: AbortSignal;
  readonly onProgress: () => void;
}

const daysPerPortion = 31;

/**
 * Computes the buckets of roll-ups that reports take for current again, into the tables that are being filled, from the serving facts. What the refresh
 * of workers computes meanwhile is forwarded; of both the one that knows of more writes stands. The others are left for that refresh.
 */
export async function fillRollups({ database, clock, record, tables, signal, onProgress }: FillRollupsOptions): Promise<void> {
  const portions = (
    await Promise.all(tables.map(async (table) => (await readRollupSpans(database, [table], daysPerPortion)).map((span) => ({ table, span }))))
  ).flat();
  for (const [index, { table, span }] of portions.entries()) {
    if (signal.aborted) return;
    await recomputeRollups(database, table, nextOf(table), span, Math.floor(clock() / 1000));
    const cursor = { tenant: span.tenant, kind: table, entity: String(span.from) };
    await record.save({ cursor, entities: index + 1, entitiesTotal: portions.length });
    onProgress();
  }
}
