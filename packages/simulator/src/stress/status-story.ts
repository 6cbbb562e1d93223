import { acdStatuses } from "@stats/events";
import type { TimedEvent } from "../timed-event.ts";
import { Story, type StoryTeller } from "./story.ts";

/** A few changes of one operator from `startMs` on: any status after any other, repeats, and changes within one second. */
export function statusStory(teller: StoryTeller, startMs: number): readonly TimedEvent[] {
  const { random, employeeIds } = teller;
  const story = new Story(teller, { user_id: random.pick(employeeIds) }, startMs);
  for (let changes = random.integer(1, 5); changes > 0; changes -= 1) {
    const seconds = random.weighted([
      [random.next(), 15],
      [random.integer(1, 900), 70],
      [random.integer(900, 90_000), 15],
    ]);
    story.tell(seconds, "acd_status.changed.v1", { status: random.pick(acdStatuses) });
  }
  return story.events;
}
