import pLimit from "p-limit";

/** More reports wait than can be worked off in decent time; the request may be repeated later. */
export class TurnsTakenError extends Error {
  override readonly name = "TurnsTakenError";
}

/**
 * Carries out work, some of it at a time, while the rest waits. A turn lasts until what the work has made is done with (`until`), which its caller does
 * not wait for. The returned function rejects with {@link TurnsTakenError} when too much waits.
 */
export function createTurns(concurrency: number, waitingMax: number) {
  const limit = pLimit(concurrency);
  return async <Result>(work: () => Promise<Result>, until: (result: Result) => Promise<void> = async () => undefined): Promise<Result> => {
    if (limit.activeCount + limit.pendingCount >= concurrency + waitingMax) throw new TurnsTakenError("Too many reports wait to be made");
    const made = Promise.withResolvers<Result>();
    void limit(async () => {
      try {
        const result = await work();
        made.resolve(result);
        await until(result);
      } catch (error) {
        made.reject(error);
      }
    });
    return await made.promise;
  };
}
