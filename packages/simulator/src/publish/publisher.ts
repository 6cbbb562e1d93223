import type { TimedEvent } from "../timed-event.ts";

/** Called after every batch that is durable, with the number of events published so far. */
export type OnProgress = (published: number) => void;

/** Publishes the events in order, and resolves with their number when all are durable. */
export type Publisher = (events: Iterable<TimedEvent> | AsyncIterable<TimedEvent>) => Promise<number>;
