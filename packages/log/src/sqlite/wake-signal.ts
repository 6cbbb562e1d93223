/** Lets consumers sleep until something may have been appended. A wake while nobody sleeps is not lost: see `seen`. */
export function createWakeSignal() {
  let count = 0;
  let sleepers = Promise.withResolvers<void>();
  return {
    /** Taken before looking for records; `after(seen)` then returns at once if there has been a wake since. */
    seen: (): number => count,
    after: (seen: number): Promise<void> => (seen === count ? sleepers.promise : Promise.resolve()),
    wake: (): void => {
      count += 1;
      const woken = sleepers;
      sleepers = Promise.withResolvers<void>();
      woken.resolve();
    },
  };
}

export type WakeSignal = ReturnType<typeof createWakeSignal>;
