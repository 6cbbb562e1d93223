import { checkRollups, createCheckTables, dropCheckTables, readCheckPortions, type WrongBucket } from "@stats/facts";
import type { Clock } from "@stats/kit";
import { type ComparisonOptions, whatLasts } from "./what-lasts.ts";

export interface RollupVerification {
  /** Buckets that count as current and were computed again. */
  readonly compared: number;
  readonly wrong: readonly WrongBucket[];
}

export interface VerifyRollupsOptions extends ComparisonOptions {
  readonly clock: Clock;
}

/**
 * Computes every bucket of roll-ups that reports would take for current again from the facts, month by month and account by account, and compares.
 * That the facts are right is what `verify` says. Two at once would take each other's tables away.
 */
export async function verifyRollups({ database, clock, onProgress, settleMs }: VerifyRollupsOptions): Promise<RollupVerification> {
  const portions = await readCheckPortions(database);
  let compared = 0;
  const wrong: WrongBucket[] = [];
  await createCheckTables(database);
  try {
    for (const [index, portion] of portions.entries()) {
      const now = Math.floor(clock() / 1000);
      let found = await checkRollups(database, portion, now);
      const lookAgain = async () => (found = await checkRollups(database, portion, now)).wrong;
      wrong.push(...(await whatLasts(found.wrong, lookAgain, settleMs)));
      compared += found.compared;
      onProgress(index + 1, portions.length);
    }
  } finally {
    await dropCheckTables(database);
  }
  return { compared, wrong };
}
