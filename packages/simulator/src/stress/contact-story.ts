import type { TimedEvent } from "../timed-event.ts";
import { Story, type StoryTeller } from "./story.ts";

/** One contact is captured, and now and then told again otherwise. */
export function contactStory(teller: StoryTeller, contactId: number, startMs: number): readonly TimedEvent[] {
  const { random } = teller;
  const story = new Story(teller, { contact_id: contactId }, startMs);
  for (
    let tellings = random.weighted([
      [1, 8],
      [2, 2],
      [3, 1],
    ]);
    tellings > 0;
    tellings -= 1
  ) {
    const [kind, value] = random.pick([
      ["email", "ann@example.com"],
      ["phone", "79031234567"],
    ] as const);
    const auto = random.pick([{}, { is_auto: true }, { is_auto: false }, { is_auto: null }]);
    const site = random.chance(0.8) ? { site_id: random.integer(1, 3) } : {};
    story.tell(random.integer(0, 3_600), "contact.captured.v1", {
      kind,
      value,
      source_type: random.pick(["chat", "lead"]),
      creator_type: random.pick(["employee", "visitor"]),
      ...auto,
      ...site,
    });
  }
  return story.events;
}
