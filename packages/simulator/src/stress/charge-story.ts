import type { TimedEvent } from "../timed-event.ts";
import { Story, type StoryTeller } from "./story.ts";

/** One charge, now and then recorded again otherwise: of another day, kind and amount. */
export function chargeStory(teller: StoryTeller, chargeId: number, startMs: number): readonly TimedEvent[] {
  const { random } = teller;
  const story = new Story(teller, { charge_id: chargeId }, startMs);
  for (let tellings = random.pick([1, 1, 1, 2, 3]); tellings > 0; tellings -= 1)
    story.tell(random.integer(0, 86_400), "charge.recorded.v1", {
      date: `2026-0${random.integer(3, 4)}-0${random.integer(1, 9)}`,
      kind: random.pick(["subscriber_fee", "telecom_services", "additional_services", "one_off_services", "changes"]),
      amount: random.pick(["300.5000", 12, "-7.25", "0"]),
      bonuses: random.pick([null, "0", "10.1"]),
    });
  return story.events;
}
