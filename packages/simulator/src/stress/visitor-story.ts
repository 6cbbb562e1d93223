import type { EventFields, TimedEvent } from "../timed-event.ts";
import { Story, type StoryTeller } from "./story.ts";

const visitors = 200;

/** One visitor is told of, some fields at a time: given, cleared with a null, or not mentioned. */
export function visitorStory(teller: StoryTeller, startMs: number): readonly TimedEvent[] {
  const { random } = teller;
  const story = new Story(teller, { visitor_id: random.integer(1, visitors) }, startMs);
  for (let tellings = random.integer(1, 3); tellings > 0; tellings -= 1) story.tell(random.integer(0, 3_600), "visitor.updated.v1", words(teller));
  return story.events;
}

function words({ random }: StoryTeller): EventFields {
  const word = (field: string, values: readonly unknown[]): EventFields =>
    random.weighted<EventFields>([
      [{ [field]: random.pick(values) }, 4],
      [{ [field]: null }, 1],
      [{}, 5],
    ]);
  return {
    ...word("person_id", [1, 2, 3]),
    ...word("full_name", ["Анна Ким", "", "O'Neil"]),
    ...word("emails", [[], ["a@shop.example"], ["b@shop.example", "a@shop.example"]]),
    ...word("phone_numbers", [[], ["79031234567"]]),
    ...word("company", ["ООО «Ромашка»"]),
    ...word("comment", ["", "calls\n\ntwice"]),
    ...word("custom_properties", [[], [{ property_name: "size", property_value: "" }]]),
  };
}
