import { setTimeout as wait } from "node:timers/promises";
import type { Database } from "@stats/facts";

/** Of whatever compares what is stored with what should be, while ingest goes on. */
export interface ComparisonOptions {
  readonly database: Database;
  readonly onProgress: (done: number, total: number) => void;
  /** Milliseconds after which a difference is looked at again, twice, before it counts: ingest may have been between two inserts. Default 2000. */
  readonly settleMs?: number;
}

const tries = 3;

/** Differences that are still there when they are looked at again. Rejects as `lookAgain` does. */
export async function whatLasts<Difference>(
  first: readonly Difference[],
  lookAgain: (suspects: readonly Difference[]) => Promise<readonly Difference[]>,
  settleMs = 2000,
): Promise<readonly Difference[]> {
  let suspects = first;
  for (let attempt = 1; suspects.length > 0 && attempt < tries; attempt += 1) {
    await wait(settleMs);
    suspects = await lookAgain(suspects);
  }
  return suspects;
}
