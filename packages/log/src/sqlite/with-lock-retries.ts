import { setTimeout as delay } from "node:timers/promises";
import { classifySqliteError, isBusy } from "./classify-error.ts";

const PAUSE_MS = 20;
const LIMIT_MS = 10_000;

/**
 * Runs a synchronous piece of SQLite work; while another process holds the lock it tries again, letting the event loop run
 * between attempts, for up to ten seconds. Rejects with a LogUnavailableError in plain words where waiting may help.
 */
export async function withLockRetries<Result>(file: string, work: () => Result): Promise<Result> {
  const deadline = performance.now() + LIMIT_MS;
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || performance.now() > deadline) throw classifySqliteError(error, file);
    }
    await delay(PAUSE_MS);
  }
}
