import type { EventType } from "@stats/events";
import type { EventFields } from "../timed-event.ts";
import type { Story, StoryTeller } from "./story.ts";
import { visitorBlock } from "./visitor-origin.ts";

type Kind = "chat" | "call" | "goal" | "offline_message";
const attributes = ["primary", "secondary", "lost", "target", "quality"];

/** What may be said about any communication beside its own life: some of the things, each with this probability. */
export function tellAfterthoughts(teller: StoryTeller, story: Story, kind: Kind, probability: number): void {
  const { random } = teller;
  const seconds = () => random.integer(0, 3_600);
  const tell = (verb: string, data: EventFields): void => story.tell(seconds(), `${kind}.${verb}.v1` as EventType, data);
  const often = (say: () => void): void => {
    while (random.chance(probability)) say();
  };
  often(() => tell("tagged", tagging(teller)));
  if (random.chance(probability)) tell("untagged", tagging(teller));
  often(() => tell("sale_recorded", sale(teller)));
  if (random.chance(probability)) tell("classified", { attributes: attributes.filter(() => random.chance(0.4)) });
  if (random.chance(probability)) tell("visitor_assigned", assignment(teller));
}

function tagging({ random, employeeIds }: StoryTeller): EventFields {
  return {
    tag_id: random.integer(1, 3),
    ...random.pick<EventFields>([{}, { tag_type: null }, { tag_type: "auto" }, { tag_type: "manual" }]),
    ...random.pick<EventFields>([{}, { user_id: random.integer(1, 9), user_login: random.pick(["ann", ""]) }, { employee_id: random.pick(employeeIds) }]),
  };
}

function sale({ random }: StoryTeller): EventFields {
  return {
    sale_id: random.integer(1, 3),
    sale_date: random.pick(["2026-04-01", "2026-03-29", "2026-04-01T00:00:00Z", "2026-03-28T23:30:00.500-05:00"]),
    sale_cost: random.pick<string | number>(["19.90", 0, "-5.0001", 1250.5, "99999999999999.9999", "007"]),
    ...random.pick<EventFields>([{}, { comment: null }, { comment: "" }, { comment: "paid in cash" }]),
  };
}

function assignment({ random }: StoryTeller): EventFields {
  const visitorId = random.integer(1, 1_000);
  return { visitor_id: visitorId, ...random.pick<EventFields>([{}, { visitor: null }, { visitor: visitorBlock(random, visitorId) }]) };
}
