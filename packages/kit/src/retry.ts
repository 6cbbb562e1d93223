import pRetry, { AbortError } from "p-retry";

export { AbortError };

export interface RetryOptions {
  readonly signal?: AbortSignal;
  /** Called before each wait, with the attempt's number from 1. */
  readonly onRetry: (error: Error, attempt: number) => void;
  readonly waitMsMax?: number;
}

/**
 * Tries until it works or `signal` aborts, with exponential waits. For what must not be given up: a batch whose events have been taken
 * from the log, a dependency that is away. The operation has to be idempotent.
 */
export async function retryForever<T>(operation: () => Promise<T>, options: RetryOptions): Promise<T> {
  return await pRetry(operation, {
    retries: Number.POSITIVE_INFINITY,
    minTimeout: 100,
    maxTimeout: options.waitMsMax ?? 5000,
    factor: 2,
    randomize: true,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
    onFailedAttempt: ({ error, attemptNumber }) => options.onRetry(error, attemptNumber),
  });
}
