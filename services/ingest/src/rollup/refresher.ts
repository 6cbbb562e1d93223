import { setTimeout as wait } from "node:timers/promises";
import { type AccountZones, type Database, readAccountZones, readActivity } from "@stats/facts";
import type { Clock, Logger, Telemetry } from "@stats/kit";
import { keyOf, whatPays, type Worth } from "./refresh-plan.ts";
import { refreshPortion } from "./refresh-portion.ts";
import { TouchedHours, type TouchedRun, type WrittenFacts } from "./touched-hours.ts";

export interface RefresherOptions {
  readonly database: Database;
  readonly telemetry: Telemetry;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Whether there is more to ingest than gets done: then refreshing takes less. */
  readonly isBehind: () => boolean;
  /** Mean writes per day from which an account has roll-ups; see `whatPays`. */
  readonly writesMin: number;
  /** An hour is refreshed when nothing was written to it for so long. Default 5 s. */
  readonly quietMs?: number;
  /** Between two looks over everything. Default 10 minutes. */
  readonly sweepMs?: number;
}

export interface Refresher {
  /** Tells of rows that were written. */
  written(facts: WrittenFacts): void;
  /** Ends the statement that is running, and begins no other. */
  stop(): Promise<void>;
}

const waitMsMax = 60_000;
const hoursMax = 100_000;
const hoursPerPortion = 64;
const bucketsPerStep = 48;
const sweepMsDefault = 600_000;
const zonesMs = 30_000;
/** After a while of work, so many times as long a rest: roll-ups take a part of one processor, a small one while ingest is behind. */
const restFactor = { usual: 2, behind: 12 };
const idleMs = 500;
const restMsMin = 20;
const restAfterErrorMs = 5000;

/**
 * Keeps the roll-ups up to date: what this worker has written to, as soon as it is quiet; and, at the start and every few minutes, whatever else is
 * stale (a crash, another worker, a day that has ended). One statement at a time. Nothing depends on it but speed: stale buckets are read from the facts.
 */
export function startRefresher(options: RefresherOptions): Refresher {
  const refresher = new RollupRefresher(options);
  refresher.start();
  return refresher;
}

class RollupRefresher implements Refresher {
  readonly #options: RefresherOptions;
  readonly #touched: TouchedHours;
  readonly #stopping = new AbortController();
  /** What is left of the sweep, one account and fact after another. */
  #sweep: { readonly run: TouchedRun; readonly stepsLeft: number }[] = [];
  #sweptAtMs = Number.NEGATIVE_INFINITY;
  #pays: ReadonlyMap<string, Worth> = new Map();
  #zones: AccountZones = new Map();
  #zonesReadAtMs = Number.NEGATIVE_INFINITY;
  #isSweepsTurn = false;
  #done: Promise<void> = Promise.resolve();

  constructor(options: RefresherOptions) {
    this.#options = options;
    this.#touched = new TouchedHours({ quietMs: options.quietMs ?? 5000, waitMsMax, hoursMax });
  }

  start(): void {
    this.#done = this.#run();
  }

  written(facts: WrittenFacts): void {
    this.#touched.add(facts, this.#options.clock());
    this.#options.telemetry.rollupWaiting.set(this.#touched.size);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#done;
  }

  async #run(): Promise<void> {
    const { telemetry, logger, isBehind } = this.#options;
    while (!this.#stopping.signal.aborted) {
      const startedMs = performance.now();
      let restMs = idleMs;
      try {
        const refreshed = await this.#work();
        const ms = performance.now() - startedMs;
        if (refreshed !== undefined) {
          telemetry.rollupBuckets.inc(refreshed);
          telemetry.rollupSeconds.observe(ms / 1000);
          restMs = Math.max(restMsMin, ms * (isBehind() ? restFactor.behind : restFactor.usual));
        }
      } catch (error) {
        logger.warn({ err: error }, "roll-ups could not be refreshed; reports read the facts meanwhile");
        restMs = restAfterErrorMs;
      }
      telemetry.rollupWaiting.set(this.#touched.size);
      telemetry.rollupOldest.set(this.#touched.oldestMs(this.#options.clock()) / 1000);
      await wait(restMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
    }
  }

  /** One step, what was written to and the sweep by turns; undefined when there was nothing to do. */
  async #work(): Promise<number | undefined> {
    const nowMs = this.#options.clock();
    const isNews = await this.#readZones(nowMs);
    if (isNews || (nowMs - this.#sweptAtMs >= (this.#options.sweepMs ?? sweepMsDefault) && this.#sweep.length === 0)) await this.#beginSweep(nowMs);
    this.#isSweepsTurn = !this.#isSweepsTurn;
    if (this.#isSweepsTurn) return (await this.#sweepOn(nowMs)) ?? (await this.#refreshTouched(nowMs));
    return (await this.#refreshTouched(nowMs)) ?? (await this.#sweepOn(nowMs));
  }

  /** Whether accounts have other zones than before: whoever knows the accounts may start after this, or again. */
  async #readZones(nowMs: number): Promise<boolean> {
    if (nowMs - this.#zonesReadAtMs < zonesMs) return false;
    const before = this.#zones;
    this.#zones = await readAccountZones(this.#options.database);
    this.#zonesReadAtMs = nowMs;
    return this.#zones.size !== before.size || [...this.#zones].some(([tenant, zone]) => before.get(tenant) !== zone);
  }

  async #beginSweep(nowMs: number): Promise<void> {
    const { database, writesMin } = this.#options;
    const activity = await readActivity(database);
    this.#pays = whatPays(activity, this.#zones, writesMin);
    const open = Math.floor(nowMs / 1000);
    // operators' buckets go on after the last change
    const runs = activity
      .filter(({ tenant, fact }) => this.#pays.has(keyOf(tenant, fact)))
      .map(({ tenant, fact, from, to }) => ({ tenant, fact, from, to: fact === "status_change" ? Math.max(to, open) : to }));
    // several workers begin at different places
    const first = Math.floor(Math.random() * runs.length);
    this.#sweep = [...runs.slice(first), ...runs.slice(0, first)].map((run) => ({
      run,
      stepsLeft: 2 + Math.ceil((run.to - run.from) / 3600 / bucketsPerStep),
    }));
    this.#sweptAtMs = nowMs;
  }

  async #sweepOn(nowMs: number): Promise<number | undefined> {
    const next = this.#sweep.shift();
    if (next === undefined) return undefined;
    const refreshed = await this.#refresh(next.run, nowMs, bucketsPerStep);
    // The rest of it when the others have had their turn; not for ever, should something be written to it without pause.
    if (refreshed >= bucketsPerStep && next.stepsLeft > 1) this.#sweep.push({ run: next.run, stepsLeft: next.stepsLeft - 1 });
    return refreshed;
  }

  async #refreshTouched(nowMs: number): Promise<number | undefined> {
    const runs = this.#touched.take(nowMs, hoursPerPortion).filter(({ tenant, fact }) => this.#pays.has(keyOf(tenant, fact)));
    if (runs.length === 0) return undefined;
    let refreshed = 0;
    for (const run of runs) if (!this.#stopping.signal.aborted) refreshed += await this.#refresh(run, nowMs, hoursPerPortion);
    return refreshed;
  }

  async #refresh(run: TouchedRun, nowMs: number, limit: number): Promise<number> {
    const worth = this.#pays.get(keyOf(run.tenant, run.fact));
    return worth === undefined ? 0 : await refreshPortion(this.#options.database, run, worth, Math.floor(nowMs / 1000), limit);
  }
}
