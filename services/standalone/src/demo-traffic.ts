import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Clock, Logger } from "@stats/kit";
import { type CenterPlan, liveFrom, simulate, type TimedEvent, toHttp } from "@stats/simulator";

export interface DemoTrafficOptions {
  /** Address of the HTTP server that takes `POST /events`: events are published as any publisher does it. */
  readonly origin: string;
  readonly publishKey: string;
  readonly tenant: string;
  readonly dataDir: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

const dayMs = 86_400_000;
const historyMs = 7 * dayMs;
const liveEveryMs = 1000;

const planOf = (tenant: string): CenterPlan => ({ seed: 1, tenant, zone: "Europe/Moscow", employees: 24, chatsPerDay: 2000 });

/**
 * Publishes a simulated contact center: the history of the last seven days, or what is missing of it since the last run, then live traffic.
 * @returns what stops it
 */
export function startDemoTraffic(options: DemoTrafficOptions): { stop(): Promise<void> } {
  const abort = new AbortController();
  const running = run(options, abort.signal).catch((error: unknown) => {
    if (!abort.signal.aborted) options.logger.error({ err: error }, "the simulated traffic has stopped");
  });
  return {
    async stop() {
      abort.abort();
      await running;
    },
  };
}

async function run({ origin, publishKey, tenant, dataDir, clock, logger }: DemoTrafficOptions, signal: AbortSignal): Promise<void> {
  const plan = planOf(tenant);
  const progress = progressFile(join(dataDir, "demo-traffic.json"));
  const publish = toHttp({ url: origin, publishKeys: { [tenant]: publishKey }, batchSize: 2000, retries: Number.MAX_SAFE_INTEGER, signal });
  const liveFromMs = clock();
  const publishedUntil = progress.read();
  const startMs = Math.max(publishedUntil ?? 0, liveFromMs - historyMs);
  const history = simulate({ ...plan, startMs, endMs: liveFromMs, withDirectory: publishedUntil === undefined });
  const count = await publish(noting(history, progress.write, signal));
  logger.info({ events: count }, "the simulated history is published");
  const live = liveFrom(plan, liveFromMs);
  while (!signal.aborted) {
    const nowMs = clock();
    await publish(live.due(nowMs));
    progress.write(nowMs);
    await wait(liveEveryMs, undefined, { signal });
  }
}

/** Notes now and then how far the history is read; what is published twice after a crash changes nothing. */
function* noting(events: Iterable<TimedEvent>, write: (untilMs: number) => void, signal: AbortSignal): Generator<TimedEvent> {
  let count = 0;
  let before = 0;
  for (const event of events) {
    signal.throwIfAborted();
    yield event;
    count += 1;
    if (count % 20_000 === 0) {
      // The batch with this event may not be out yet, the one before is.
      if (before > 0) write(before);
      before = event.timeMs;
    }
  }
}

function progressFile(file: string) {
  return {
    read(): number | undefined {
      if (!existsSync(file)) return undefined;
      try {
        return (JSON.parse(readFileSync(file, "utf8")) as { publishedUntilMs: number }).publishedUntilMs;
      } catch {
        return undefined;
      }
    },
    write(publishedUntilMs: number): void {
      writeFileSync(`${file}.new`, JSON.stringify({ publishedUntilMs }));
      renameSync(`${file}.new`, file);
    },
  };
}
