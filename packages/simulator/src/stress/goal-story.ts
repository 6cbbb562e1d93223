import type { EventFields, TimedEvent } from "../timed-event.ts";
import { tellAfterthoughts } from "./afterthoughts.ts";
import { Story, type StoryTeller } from "./story.ts";
import { visitorOrigin } from "./visitor-origin.ts";

/** One time a goal is reached, at `startMs`, and what is said about it. */
export function goalStory(teller: StoryTeller, communicationId: number, startMs: number): readonly TimedEvent[] {
  const story = new Story(teller, { communication_id: communicationId }, startMs);
  if (teller.random.chance(0.97)) story.tell(0, "goal.reached.v1", reaching(teller));
  tellAfterthoughts(teller, story, "goal", 0.3);
  return story.events;
}

/** What is still told about a goal long after. */
export function goalCorrection(teller: StoryTeller, communicationId: number, startMs: number): readonly TimedEvent[] {
  const { random } = teller;
  const story = new Story(teller, { communication_id: communicationId }, startMs);
  if (random.chance(0.5)) story.tell(random.integer(-7_200, 7_200), "goal.reached.v1", reaching(teller));
  tellAfterthoughts(teller, story, "goal", 0.3);
  return story.events;
}

function reaching(teller: StoryTeller): EventFields {
  const { random } = teller;
  const site = random.pick<EventFields>([{}, { site_id: null }, { site_id: random.integer(1, 3) }]);
  return { goal_id: random.integer(1, 5), name: random.pick(["Order paid", "", "Call me"]), ...site, ...visitorOrigin(teller) };
}
