import { setTimeout as wait } from "node:timers/promises";
import { checkRollups, createCheckTables, type Database, dropCheckTables, readCheckPortions, type WrongBucket } from "@stats/facts";
import type { Clock } from "@stats/kit";

export interface RollupVerification {
  /** Buckets that count as current and were computed again. */
  readonly compared: number;
  readonly wrong: readonly WrongBucket[];
}

export interface VerifyRollupsOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly onProgress: (done: number, total: number) => void;
  /** Milliseconds after which a difference is looked at again, twice, before it counts: ingest may have been between a table and its ledger. */
  readonly settleMs?: number;
}

const settleTries = 3;

/**
 * Computes every bucket of roll-ups that reports would take for current again from the facts, month by month and account by account, and compares.
 * That the facts are right is what `verify` says. Two at once would take each other's tables away.
 */
export async function verifyRollups({ database, clock, onProgress, settleMs = 2000 }: VerifyRollupsOptions): Promise<RollupVerification> {
  const portions = await readCheckPortions(database);
  let compared = 0;
  const wrong: WrongBucket[] = [];
  await createCheckTables(database);
  try {
    for (const [index, portion] of portions.entries()) {
      const now = Math.floor(clock() / 1000);
      let found = await checkRollups(database, portion, now);
      for (let attempt = 1; found.wrong.length > 0 && attempt < settleTries; attempt += 1) {
        await wait(settleMs);
        found = await checkRollups(database, portion, now);
      }
      compared += found.compared;
      wrong.push(...found.wrong);
      onProgress(index + 1, portions.length);
    }
  } finally {
    await dropCheckTables(database);
  }
  return { compared, wrong };
}
