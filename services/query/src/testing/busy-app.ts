import { createTelemetry } from "@stats/kit";
import type { TenantReader } from "@stats/questions";
import { readOnly, startTestApp, type TestApp } from "./test-app.ts";

export interface BusyApp extends TestApp {
  /** Resolves when so many reads have begun. */
  readonly begun: (reads: number) => Promise<void>;
  /** The signals of the readers, in the order of the reports. */
  readonly signals: readonly (AbortSignal | undefined)[];
  /** Answers all reads that wait, each with no row. */
  readonly release: () => void;
  readonly metric: (name: string) => Promise<number>;
}

/** A report surface that makes one report at a time, and whose reads end when they are told to. */
export async function startBusyApp(accounts: readonly unknown[], logged: string[]): Promise<BusyApp> {
  const telemetry = createTelemetry();
  const signals: (AbortSignal | undefined)[] = [];
  const waiting: { readonly reads: number; readonly resolve: () => void }[] = [];
  let pending: (() => void)[] = [];
  let reads = 0;
  async function noRows(signal: AbortSignal | undefined): Promise<never[]> {
    reads += 1;
    for (const waiter of waiting) if (reads >= waiter.reads) waiter.resolve();
    return await new Promise((resolve, reject) => {
      pending.push(() => resolve([]));
      signal?.addEventListener("abort", () => reject(new Error("stopped in the database", { cause: signal.reason })));
    });
  }
  const reader = (signal: AbortSignal | undefined): TenantReader => ({
    select: async () => await noRows(signal),
    async selectBatches() {
      await noRows(signal);
      return { [Symbol.asyncIterator]: async function* () {}, destroy: () => undefined };
    },
    selectJson: async () => await Promise.reject(new Error("not asked here")),
  });
  const started = await startTestApp(
    accounts,
    (_tenant, signal) => {
      signals.push(signal);
      return reader(signal);
    },
    logged,
    { ...readOnly, telemetry, reportsMax: 1 },
  );
  return {
    ...started,
    signals,
    async begun(wanted) {
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.push({ reads: wanted, resolve });
      if (reads >= wanted) resolve();
      await promise;
    },
    release() {
      for (const resolve of pending) resolve();
      pending = [];
    },
    metric: async (name) => Number(new RegExp(`^${name} (\\S+)$`, "m").exec(await telemetry.registry.metrics())?.[1]),
  };
}
