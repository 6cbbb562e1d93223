import type { EventFields } from "../timed-event.ts";
import { remarks, tags } from "./center.ts";
import type { Guests } from "./guests.ts";
import type { Channel } from "./operator.ts";
import type { Scene } from "./stage.ts";
import { saleOf } from "./web-visit.ts";

type Remainder = "rated" | "tagged" | "untagged" | "classified" | "visitor_assigned" | "remarked" | "sale_recorded";

/** The first employee reads and listens along and remarks; nobody serves without being looked at. */
export const supervisorId = 501;

/** How a chat or a call went. */
export interface Outcome {
  /** Who served the visitor at last. */
  readonly employeeId: number | null;
  readonly isAnswered: boolean;
  /** Whom it may be given to: somebody found out who it was. */
  readonly guests: Guests;
}

/** What is still said about a chat or a call when it is over: ratings, tags, remarks, sales. `subject` is its id field. */
export function afterword(stage: Scene, kind: Channel, subject: EventFields, { employeeId, isAnswered, guests }: Outcome): void {
  const { random } = stage;
  const publish = (what: Remainder, data: EventFields): void => stage.publish(`${kind}.${what}.v1`, { ...subject, ...data });
  const perhaps = (probability: number, seconds: number, happen: () => void): void => {
    if (random.chance(probability)) stage.after(seconds, happen);
  };
  perhaps(isAnswered ? 0.3 : 0.02, random.integer(5, 120), () => publish("rated", rating(stage)));
  perhaps(0.12, random.integer(30, 600), () => publish("tagged", { tag_id: random.pick(tags).tagId, tag_type: "manual", ...by(employeeId) }));
  perhaps(0.01, random.integer(601, 900), () => publish("untagged", { tag_id: random.pick(tags).tagId }));
  perhaps(0.05, random.integer(60, 300), () => publish("classified", { attributes: random.pick([["primary"], ["primary", "target"], ["secondary"], []]) }));
  perhaps(0.05, random.integer(1, 30), () => {
    const visitor = guests.someone(random);
    if (visitor) publish("visitor_assigned", { visitor_id: visitor["visitor_id"], visitor });
  });
  if (!isAnswered) return;
  perhaps(0.04, random.integer(600, 7_200), () => publish("remarked", { employee_id: supervisorId, remark_id: random.pick(remarks).remarkId }));
  perhaps(0.03, random.integer(60, 1_800), () => publish("sale_recorded", saleOf(stage)));
}

function rating(stage: Scene): EventFields {
  const { random } = stage;
  const face = random.weighted([
    ["happy", 70],
    ["neutral", 18],
    ["sad", 12],
  ]);
  const vote = face === "sad" ? "negative" : "positive";
  const score = face === "sad" ? random.integer(1, 2) : random.integer(3, 5);
  return random.weighted<EventFields>([
    [{ face }, 50],
    [{ vote }, 15],
    [{ score }, 10],
    [{ face, vote, score }, 25],
  ]);
}

function by(employeeId: number | null): EventFields {
  return employeeId === null ? {} : { employee_id: employeeId };
}
