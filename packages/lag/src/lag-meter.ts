import { type Database, readEpoch, readPositions, type StoredPosition } from "@stats/facts";
import type { Clock, Logger } from "@stats/kit";
import type { Log, PartitionRange } from "@stats/log";
import { beyondEnd, type Lag, lagOf } from "./lag.ts";
import { OldestUnseen } from "./oldest-unseen.ts";

export interface LagReading extends Lag {
  /** Age of the oldest event that is not visible yet, in seconds; 0 when there is none. */
  readonly oldestUnseenSeconds: number;
}

export interface LagMeter {
  /** Measures from the moment of asking on. Rejects when the log or the database does not answer. */
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
  let next: Promise<LagReading> | undefined;

  async function run(): Promise<LagReading> {
    const atMs = clock();
    // Ends first: a position read later can only make the lag smaller, never show a lag of 0 too early.
    const ranges = await log.ranges(topics);
    const [positions, epoch] = await Promise.all([readPositions(database), readEpoch(database)]);
    const lag = lagOf(ranges, await reachable(positions, ranges, epoch), epoch);
    const reading = { ...lag, oldestUnseenSeconds: oldestUnseen.observe(lag.partitions, atMs, clock()) };
    latest = { reading, atMs: clock() };
    return reading;
  }
  /** A position beyond the end belongs to another log (its topic was made anew) or was written while we looked: a second look tells. */
  async function reachable(positions: readonly StoredPosition[], ranges: readonly PartitionRange[], epoch: number): Promise<readonly StoredPosition[]> {
    if (beyondEnd(positions, ranges, epoch).length === 0) return positions;
    const foreign = beyondEnd(positions, await log.ranges(topics), epoch);
    return positions.filter((position) => !foreign.includes(position));
  }
  const start = () => (running = run().finally(() => (running = undefined)));
  const measure = async () => {
    if (running === undefined) return await start();
    // The running one may have looked at the log before the caller's last event was there: all who ask meanwhile share the next one.
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = undefined;
        return start();
      });
    return await next;
  };
  const timer = setInterval(() => {
    (running ?? measure()).catch((error: unknown) => logger.debug({ err: error }, "the lag could not be measured"));
  }, everyMs);
  timer.unref();
  return {
    measure,
    latest: () => (latest !== undefined && clock() - latest.atMs < 10 * everyMs ? latest.reading : undefined),
    stop: () => clearInterval(timer),
  };
}
