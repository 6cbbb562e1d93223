import type { EventType } from "@stats/events";
import type { Random } from "../random.ts";
import { timedEvent, type EventFields, type EventSource, type TimedEvent } from "../timed-event.ts";
import type { StressFaults } from "./options.ts";

/** What the stories of one log share. */
export interface StoryTeller {
  readonly random: Random;
  readonly faults: StressFaults;
  readonly from: EventSource;
  readonly employeeIds: readonly number[];
  /** A number that no other call for this account has got. */
  readonly fresh: () => number;
  /** The account's next chat. Every account counts from the same number, so that they share ids. */
  readonly nextChatId: () => number;
}

/** Collects an entity's events in the order of a sane life; the trouble comes in here or afterwards. */
export class Story {
  readonly #teller: StoryTeller;
  readonly #fields: EventFields;
  readonly #events: TimedEvent[] = [];
  #lastMs: number;

  constructor(teller: StoryTeller, fields: EventFields, startMs: number) {
    this.#teller = teller;
    this.#fields = fields;
    this.#lastMs = startMs;
  }

  /** The time of the last event that was told. */
  get lastMs(): number {
    return this.#lastMs;
  }

  /** Tells what happens after the given seconds, or, as the faults have it, at the same instant as before, or at any time. */
  tell(afterSeconds: number, type: EventType, data: EventFields = {}): void {
    const { random, faults, from, fresh } = this.#teller;
    if (random.chance(faults.sameInstant)) this.#lastMs += random.pick([0, 0, 1, 999 - (this.#lastMs % 1000)]);
    else this.#lastMs += Math.round(afterSeconds * 1000);
    const timeMs = random.chance(faults.misdated) ? this.#lastMs + random.integer(-1_800_000, 1_800_000) : this.#lastMs;
    this.#events.push(timedEvent(from, `s-${fresh()}`, type, timeMs, { ...this.#fields, ...data }));
  }

  get events(): readonly TimedEvent[] {
    return this.#events;
  }
}
