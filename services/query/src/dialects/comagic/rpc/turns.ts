import pLimit from "p-limit";

/** More reports wait than can be worked off in decent time; the request may be repeated later. */
export class TurnsTakenError extends Error {
  override readonly name = "TurnsTakenError";
}

/** Carries out work, some of it at a time, while the rest waits. The returned function rejects with {@link TurnsTakenError} when too much waits. */
export function createTurns(concurrency: number, waitingMax: number): <Result>(work: () => Promise<Result>) => Promise<Result> {
  const limit = pLimit(concurrency);
  return async (work) => {
    if (limit.activeCount + limit.pendingCount >= concurrency + waitingMax) throw new TurnsTakenError("Too many reports wait to be made");
    return await limit(work);
  };
}
