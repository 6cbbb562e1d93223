interface Progress {
  readonly entities: number;
  readonly entitiesTotal: number;
}

/** Progress of a long command in words: done of total, rate, time left; by what was done since this process began, for it may go on with a former one's work. */
export class RebuildProgress {
  readonly #startedMs: number;
  #before: number | undefined;

  constructor(nowMs: number) {
    this.#startedMs = nowMs;
  }

  line({ entities, entitiesTotal }: Progress, nowMs: number): string {
    this.#before ??= entities;
    const seconds = (nowMs - this.#startedMs) / 1000;
    const rate = seconds > 0 ? (entities - this.#before) / seconds : 0;
    const total = Math.max(entities, entitiesTotal);
    const done = `${entities} of ${total} entities`;
    return rate > 0 ? `${done}, ${Math.round(rate)}/s, ${duration((total - entities) / rate)} left` : done;
  }
}

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  if (seconds < 5400) return `${Math.ceil(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}
