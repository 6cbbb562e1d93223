/** How many requests an account may make in a fixed window. */
export interface RequestLimit {
  /**
   * Counts a request of the account.
   * @returns 0 when it is within the limit, else the whole seconds until the next one will be
   */
  readonly take: (tenant: string, max: number) => number;
}

/**
 * Windows of `windowMs`, each beginning with the first request after the former one. Counted per process. Own code, because the limit is the
 * account's and known only after authentication, and the clock is a parameter.
 */
export function createRequestLimit(windowMs: number, now: () => number): RequestLimit {
  const windows = new Map<string, { startedMs: number; taken: number }>();
  return {
    take(tenant, max) {
      const nowMs = now();
      let window = windows.get(tenant);
      if (window === undefined || nowMs - window.startedMs >= windowMs || nowMs < window.startedMs) {
        window = { startedMs: nowMs, taken: 0 };
        windows.set(tenant, window);
      }
      if (window.taken >= max) return Math.max(1, Math.ceil((window.startedMs + windowMs - nowMs) / 1000));
      window.taken += 1;
      return 0;
    },
  };
}
