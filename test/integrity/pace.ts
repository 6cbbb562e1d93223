import { batchEventsDefault, type RunOptions } from "./run-options.ts";

const aheadMin = 2000;
const backlogMax = 40_000;

/** How far the publisher may get: a little beyond where the next fault is due, so that every fault meets traffic, and never far ahead of the workers. */
export class Pace {
  readonly #events: number;
  readonly #ahead: number;
  readonly #processed: () => number;
  /** Where the next fault is due, as a share of all events. */
  next = 0;

  constructor({ events, faults, batchEvents = batchEventsDefault, ahead }: RunOptions, processed: () => number) {
    this.#events = events;
    this.#ahead = ahead ?? Math.max(aheadMin, 6 * batchEvents, events / (faults.length + 1));
    this.#processed = processed;
  }

  /** Records. */
  get allowed(): number {
    if (this.next === 1) return this.#processed() + backlogMax;
    return Math.min(this.next * this.#events + this.#ahead, this.#processed() + backlogMax);
  }
}
