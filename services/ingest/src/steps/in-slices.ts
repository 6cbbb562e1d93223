import { setImmediate as othersRan } from "node:timers/promises";

/** About 15 ms of checking or folding. */
const sliceLength = 1000;

/**
 * Works through a batch slice by slice and lets everything else in the process run in between: a batch is prepared while the one before it is on
 * its way to the database, whose bytes would otherwise wait in this process until the preparing is done; so would heartbeats.
 */
export async function inSlices<T>(items: readonly T[], work: (slice: readonly T[]) => void): Promise<void> {
  for (let start = 0; start < items.length; start += sliceLength) {
    if (start > 0) await othersRan();
    work(items.slice(start, start + sliceLength));
  }
}
