import type { EventFields, TimedEvent } from "../timed-event.ts";
import { tellAfterthoughts } from "./afterthoughts.ts";
import { Story, type StoryTeller } from "./story.ts";
import { visitorOrigin } from "./visitor-origin.ts";

/** The life of one offline message that is received at `startMs`: assigned and processed, by several or nobody. */
export function leadStory(teller: StoryTeller, leadId: number, startMs: number): readonly TimedEvent[] {
  const { random, employeeIds } = teller;
  const story = new Story(teller, { offline_message_id: leadId }, startMs);
  const someone = () => ({ employee_id: random.pick(employeeIds) });
  if (random.chance(0.98)) story.tell(0, "offline_message.received.v1", reception(teller));
  if (random.chance(0.6)) story.tell(random.integer(0, 7_200), "offline_message.assigned.v1", someone());
  if (random.chance(0.2)) story.tell(random.integer(0, 7_200), "offline_message.assigned.v1", someone());
  if (random.chance(0.5)) story.tell(random.integer(0, 86_400), "offline_message.processed.v1", { ...someone(), answer_message: "We called back" });
  if (random.chance(0.1)) story.tell(random.integer(0, 600), "offline_message.processed.v1", { ...someone(), comment: random.pick(["", "twice"]) });
  if (random.chance(0.1)) story.tell(random.integer(0, 600), "offline_message.assigned.v1", someone());
  tellAfterthoughts(teller, story, "offline_message", 0.1);
  return story.events;
}

/** What is still told about a lead long after. */
export function leadCorrection(teller: StoryTeller, leadId: number, startMs: number): readonly TimedEvent[] {
  const { random, employeeIds } = teller;
  const story = new Story(teller, { offline_message_id: leadId }, startMs);
  const tellings = [
    () => story.tell(random.integer(-7_200, 7_200), "offline_message.received.v1", reception(teller)),
    () => story.tell(random.integer(0, 86_400), "offline_message.assigned.v1", { employee_id: random.pick(employeeIds) }),
    () => story.tell(random.integer(0, 86_400), "offline_message.processed.v1", { employee_id: random.pick(employeeIds) }),
    () => tellAfterthoughts(teller, story, "offline_message", 0.4),
  ];
  random.pick(tellings)();
  return story.events;
}

function reception(teller: StoryTeller): EventFields {
  const { random, employeeIds, fresh } = teller;
  const type = random.weighted<EventFields>([
    [{}, 3],
    [{ lead_type: null }, 1],
    [{ lead_type: "form" }, 2],
    [{ lead_type: "callback" }, 2],
    [{ lead_type: "chat" }, 2],
  ]);
  const site = random.chance(0.7) ? { site_id: random.integer(1, 3) } : {};
  const department = random.chance(0.5) ? { department_id: random.integer(1, 3) } : { department_id: null };
  const entered = random.chance(0.3) ? { employee_id: random.pick(employeeIds) } : {};
  const texts = random.chance(0.7) ? { form_type: "Стандартная", group_id: random.integer(1, 3), group_name: "Shop", visitor_name: "Ян" } : { text: null };
  const reach = random.chance(0.5) ? { visitor_phone_number: "+7 (903) 123-45-67", visitor_email: "" } : {};
  return { communication_id: fresh(), text: "Please call me back", ...type, ...site, ...department, ...entered, ...texts, ...reach, ...visitorOrigin(teller) };
}
