import type { TimedEvent } from "../timed-event.ts";
import { Story, type StoryTeller } from "./story.ts";

/** Something of the other families, told plainly: a little of everything in a log about something else. */
export function otherStory(teller: StoryTeller, startMs: number): readonly TimedEvent[] {
  return teller.random.pick([call, session, charge, lead])(teller, startMs);
}

function call(teller: StoryTeller, startMs: number): readonly TimedEvent[] {
  const story = new Story(teller, { call_id: teller.fresh() }, startMs);
  const leg = { leg_id: teller.fresh() };
  story.tell(0, "call.leg_started.v1", {
    ...leg,
    direction: "in",
    virtual_phone_number: "4951234567",
    calling_phone_number: "79031234567",
    called_phone_number: "",
    employee_id: teller.random.pick(teller.employeeIds),
  });
  story.tell(5, "call.leg_connected.v1", leg);
  story.tell(0, "call.leg_talk_started.v1", leg);
  story.tell(90, "call.leg_ended.v1", { ...leg, release_cause_code: 16 });
  story.tell(0, "call.finished.v1", { finish_reason: "success_finish" });
  return story.events;
}

function session(teller: StoryTeller, startMs: number): readonly TimedEvent[] {
  const story = new Story(teller, { visitor_session_id: teller.fresh() }, startMs);
  story.tell(0, "session.started.v1", { visitor: { visitor_id: teller.random.integer(1, 1_000) }, site_id: 1, language: "pl" });
  story.tell(1, "session.page_viewed.v1", { url: "https://shop.example/" });
  story.tell(600, "session.ended.v1");
  return story.events;
}

function charge(teller: StoryTeller, startMs: number): readonly TimedEvent[] {
  const story = new Story(teller, { charge_id: teller.fresh() }, startMs);
  story.tell(0, "charge.recorded.v1", { date: "2026-04-01", kind: "subscriber_fee", amount: "300.5000" });
  return story.events;
}

function lead(teller: StoryTeller, startMs: number): readonly TimedEvent[] {
  const story = new Story(teller, { offline_message_id: teller.fresh() }, startMs);
  story.tell(0, "offline_message.received.v1", { communication_id: teller.fresh(), text: "Please call me back", site_id: 1 });
  story.tell(600, "offline_message.assigned.v1", { employee_id: teller.random.pick(teller.employeeIds) });
  return story.events;
}
