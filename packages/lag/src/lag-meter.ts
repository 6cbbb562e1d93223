import { type Database, readEpoch, readPositions } from "@stats/facts";
import type { Clock, Logger } from "@stats/kit";
import type { Log } from "@stats/log";
import { type Lag, lagOf } from "./lag.ts";
import { OldestUnseen } from "./oldest-unseen.ts";

export interface LagReading extends Lag {
  /** Age of the oldest event that is not visible yet, in seconds; 0 when there is none. */
  readonly oldestUnseenSeconds: number;
}

export interface LagMeter {
  /** Measures now. Rejects when the log or the database does not answer. */
  measure(): Promise<LagReading>;
  /** The newest measurement, if the last one worked and is fresh; undefined = unknown. */
  latest(): LagReading | undefined;
  stop(): void;
}

export interface LagMeterOptions {
  readonly log: Pick<Log, "ranges">;
  readonly database: Database;
  readonly topics: readonly string[];
  readonly clock: Clock;
  readonly logger: Logger;
  /** Milliseconds between measurements. */
  readonly everyMs?: number;
}

/** Measures the lag again and again, so that asking for it costs nothing. */
export function startLagMeter(options: LagMeterOptions): LagMeter {
  const { log, database, topics, clock, logger, everyMs = 1000 } = options;
  const oldestUnseen = new OldestUnseen();
  let latest: { reading: LagReading; atMs: number } | undefined;
  let running: Promise<LagReading> | undefined;

  async function run(): Promise<LagReading> {
    const atMs = clock();
    // Ends first: a position read later can only make the lag smaller, never show a lag of 0 too early.
    const ranges = await log.ranges(topics);
    const [positions, epoch] = await Promise.all([readPositions(database), readEpoch(database)]);
    const lag = lagOf(ranges, positions, epoch);
    const reading = { ...lag, oldestUnseenSeconds: oldestUnseen.observe(lag.partitions, atMs, clock()) };
    latest = { reading, atMs: clock() };
    return reading;
  }
  const measure = async () => {
    running ??= run().finally(() => (running = undefined));
    return await running;
  };
  const timer = setInterval(() => {
    measure().catch((error: unknown) => logger.debug({ err: error }, "the lag could not be measured"));
  }, everyMs);
  timer.unref();
  return {
    measure,
    latest: () => (latest !== undefined && clock() - latest.atMs < 10 * everyMs ? latest.reading : undefined),
    stop: () => clearInterval(timer),
  };
}
