import type { EventType } from "@stats/events";
import type { Random } from "../random.ts";
import { timedEvent, type EventFields, type EventSource, type TimedEvent } from "../timed-event.ts";
import { Agenda } from "./agenda.ts";

/** Where something happens: chances, a clock, an agenda, a voice. */
export interface Scene {
  readonly random: Random;
  /** Epoch milliseconds. */
  readonly nowMs: number;
  /** What was due before now happens now. */
  at(timeMs: number, happen: () => void): void;
  after(seconds: number, happen: () => void): void;
  publish(type: EventType, data: EventFields): void;
}

/** One business day on which things happen: its clock, its agenda and the events that were published on it, in time order. */
export class Stage implements Scene {
  readonly random: Random;
  readonly #from: EventSource;
  /** Part of every event's id, so that days never share one. */
  readonly #dayName: string;
  readonly #agenda = new Agenda();
  #published: TimedEvent[] = [];
  #eventCount = 0;
  #nowMs = 0;

  constructor(random: Random, from: EventSource, dayName: string) {
    this.random = random;
    this.#from = from;
    this.#dayName = dayName;
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  at(timeMs: number, happen: () => void): void {
    this.#agenda.plan(Math.max(timeMs, this.#nowMs), happen);
  }

  after(seconds: number, happen: () => void): void {
    this.at(this.#nowMs + Math.round(seconds * 1000), happen);
  }

  publish(type: EventType, data: EventFields): void {
    this.#eventCount += 1;
    this.#published.push(timedEvent(this.#from, `${this.#dayName}-${this.#eventCount}`, type, this.#nowMs, data));
  }

  /** The same day with chances of its own: how much is drawn there changes nothing elsewhere. */
  aside(random: Random): Scene {
    const nowMs = (): number => this.#nowMs;
    return {
      random,
      get nowMs() {
        return nowMs();
      },
      at: (timeMs, happen) => this.at(timeMs, happen),
      after: (seconds, happen) => this.after(seconds, happen),
      publish: (type, data) => this.publish(type, data),
    };
  }

  /** Lets everything happen that is planned, and that follows from it; yields the events as they occur. */
  *play(): Generator<TimedEvent> {
    for (let due = this.#agenda.next(); due; due = this.#agenda.next()) {
      this.#nowMs = due.atMs;
      due.happen();
      yield* this.#published;
      this.#published = [];
    }
  }
}
