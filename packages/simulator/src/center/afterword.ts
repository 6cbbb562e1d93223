import type { EventType } from "@stats/events";
import type { EventFields } from "../timed-event.ts";
import { remarks, tags } from "./center.ts";
import type { Stage } from "./stage.ts";

/** The first employee reads along and remarks; nobody serves without being looked at. */
const supervisorId = 501;

/** What is still said about a chat when it is over: ratings, tags, remarks, sales, and now and then the visitor comes back. */
export function afterword(stage: Stage, publish: (type: EventType, data: EventFields) => void, employeeId: number | null, isAnswered: boolean): void {
  const { random } = stage;
  const perhaps = (probability: number, seconds: number, happen: () => void): void => {
    if (random.chance(probability)) stage.after(seconds, happen);
  };
  perhaps(isAnswered ? 0.3 : 0.02, random.integer(5, 120), () => publish("chat.rated.v1", rating(stage)));
  perhaps(0.12, random.integer(30, 600), () => publish("chat.tagged.v1", { tag_id: random.pick(tags).tagId, tag_type: "manual", ...by(employeeId) }));
  perhaps(0.01, random.integer(601, 900), () => publish("chat.untagged.v1", { tag_id: random.pick(tags).tagId }));
  perhaps(0.05, random.integer(60, 300), () => publish("chat.classified.v1", { attributes: random.pick([["is_processed"], ["is_target", "is_processed"], []]) }));
  perhaps(0.05, random.integer(1, 30), () => publish("chat.visitor_assigned.v1", { visitor_id: random.integer(1, 100_000) }));
  if (!isAnswered) return;
  perhaps(0.04, random.integer(600, 7_200), () => publish("chat.remarked.v1", { employee_id: supervisorId, remark_id: random.pick(remarks).remarkId }));
  perhaps(0.03, random.integer(60, 1_800), () => {
    const today = new Date(stage.nowMs).toISOString().slice(0, 10);
    publish("chat.sale_recorded.v1", { sale_id: stage.nowMs, sale_date: today, sale_cost: `${random.integer(5, 500)}.90` });
  });
  perhaps(0.03, random.integer(60, 900), () => reopen(stage, publish, employeeId));
}

/** The visitor writes again, is answered once more, and the chat is closed for good. */
function reopen(stage: Stage, publish: (type: EventType, data: EventFields) => void, employeeId: number | null): void {
  const { random } = stage;
  const nth = stage.nowMs;
  publish("chat.message_sent.v1", { message_id: `again-${nth}-1`, author: "visitor", text: "One more question" });
  stage.after(random.integer(20, 90), () => publish("chat.message_sent.v1", { message_id: `again-${nth}-2`, author: "operator", employee_id: employeeId ?? supervisorId, text: "Of course" }));
  stage.after(random.integer(120, 600), () => publish("chat.closed.v1", { release_cause: "closed_by_operator", status: "succeed" }));
}

function rating(stage: Stage): EventFields {
  const { random } = stage;
  const face = random.weighted([["happy", 70], ["neutral", 18], ["sad", 12]]);
  const vote = face === "sad" ? "negative" : "positive";
  const score = face === "sad" ? random.integer(1, 2) : random.integer(3, 5);
  return random.weighted<EventFields>([[{ face }, 50], [{ vote }, 15], [{ score }, 10], [{ face, vote, score }, 25]]);
}

function by(employeeId: number | null): EventFields {
  return employeeId === null ? {} : { employee_id: employeeId };
}
