import type { EventFields, TimedEvent } from "../timed-event.ts";
import { Story, type StoryTeller } from "./story.ts";
import { attributionBlock, visitorBlock } from "./visitor-origin.ts";

const pages = ["https://shop.example/", "https://shop.example/корзина?a=1", "", 'odd "page"\n'];

/** One visit from `startMs` on: pages, in any number, and an end, or none. */
export function sessionStory(teller: StoryTeller, sessionId: number, startMs: number): readonly TimedEvent[] {
  const { random } = teller;
  const story = new Story(teller, { visitor_session_id: sessionId }, startMs);
  if (random.chance(0.97)) story.tell(0, "session.started.v1", beginning(teller));
  view(teller, story, random.integer(0, 8));
  if (random.chance(0.7)) story.tell(random.integer(0, 600), "session.ended.v1");
  return story.events;
}

/** What is still told about a session long after. */
export function sessionCorrection(teller: StoryTeller, sessionId: number, startMs: number): readonly TimedEvent[] {
  const { random } = teller;
  const story = new Story(teller, { visitor_session_id: sessionId }, startMs);
  const tellings = [
    () => story.tell(random.integer(-7_200, 7_200), "session.started.v1", beginning(teller)),
    () => story.tell(random.integer(-600, 7_200), "session.ended.v1"),
    () => view(teller, story, random.integer(1, 3)),
  ];
  random.pick(tellings)();
  return story.events;
}

function view({ random }: StoryTeller, story: Story, times: number): void {
  for (let count = 0; count < times; count += 1) story.tell(random.integer(0, 90), "session.page_viewed.v1", { url: random.pick(pages) });
}

function beginning({ random }: StoryTeller): EventFields {
  const client = {
    ip_address: random.pick(["203.0.113.7", "::1"]),
    browser_name: random.pick(["Firefox", ""]),
    browser_version: "148",
    os_name: random.pick(["Linux", null]),
    provider: "Телеком",
    screen: "1920x1080",
    language: random.pick(["ru", "pl"]),
  };
  const attribution = random.pick<EventFields>([{}, { attribution: null }, { attribution: attributionBlock(random) }]);
  return { visitor: visitorBlock(random), site_id: random.integer(1, 3), ...(random.chance(0.7) ? client : {}), ...attribution };
}
