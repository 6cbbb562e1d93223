import type { TimedEvent } from "../timed-event.ts";
import type { StoryTeller } from "./story.ts";

const hourMs = 3_600_000;

/** When a story begins whose first event reaches the log at about `nowMs`: mostly just before, at times hours or days. */
export function beginningOf({ random, faults }: StoryTeller, nowMs: number): number {
  if (!random.chance(faults.late)) return nowMs - random.integer(0, 60_000);
  return (
    nowMs -
    random.weighted([
      [random.integer(hourMs, 12 * hourMs), 70],
      [random.integer(12 * hourMs, 120 * hourMs), 30],
    ])
  );
}

/** The order in which a story's events reach the log: as told, or any. */
export function arrivalOrder({ random, faults }: StoryTeller, events: readonly TimedEvent[]): readonly TimedEvent[] {
  if (!random.chance(faults.shuffled)) return events;
  return events
    .map((event) => ({ event, place: random.next() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ event }) => event);
}
