interface Progress {
  readonly entities: number;
  readonly entitiesTotal: number;
}

/** Progress of a long command in words: done of total, rate, time left; by what was done since this process began, for it may go on with a former one's work. */
export class RebuildProgress {
  readonly #startedMs: number;
  readonly #unit: string;
  #before: number | undefined;

  /** @param unit what is counted, in the plural */
  constructor(nowMs: number, unit: string) {
    this.#startedMs = nowMs;
    this.#unit = unit;
  }

  line({ entities, entitiesTotal }: Progress, nowMs: number): string {
    this.#before ??= entities;
    const seconds = (nowMs - this.#startedMs) / 1000;
    const rate = seconds > 0 ? (entities - this.#before) / seconds : 0;
    const total = Math.max(entities, entitiesTotal);
    const done = `${entities} of ${total} ${this.#unit}`;
    return rate > 0 ? `${done}, ${rate < 10 ? rate.toFixed(1) : Math.round(rate)}/s, ${duration((total - entities) / rate)} left` : done;
  }
}

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  if (seconds < 5400) return `${Math.ceil(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}
