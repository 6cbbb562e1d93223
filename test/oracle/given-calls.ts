import type { EventFields } from "./decode-record.ts";
import { at } from "./given-events.ts";

type Told = readonly [time: string, type: string, data?: EventFields];

/** The events of one entity of account acme; each one's offset is its place in the story. */
function story(family: string, id: EventFields, told: readonly Told[]) {
  return told.map(([time, type, data], offset) => ({
    source: "/test",
    id: `e${offset}`,
    type: `${family}.${type}.v1`,
    tenant: "acme",
    timeMs: at(time),
    offset,
    data: { ...id, ...data },
  }));
}

/** Of call 70. */
export const callStory = (...told: readonly Told[]) => story("call", { call_id: 70 }, told);
/** Of offline message 12. */
export const leadStory = (...told: readonly Told[]) => story("offline_message", { offline_message_id: 12 }, told);
/** Of contact 5. */
export const contactStory = (...told: readonly Told[]) => story("contact", { contact_id: 5 }, told);

const numbers = { virtual_phone_number: "495", calling_phone_number: "7903", called_phone_number: "" };

/** A leg that starts; incoming, unless told otherwise. */
export function leg(time: string, legId: number, said: EventFields = {}): Told {
  return [time, "leg_started", { leg_id: legId, direction: "in", ...numbers, ...said }];
}

/** Anything else that happens to a leg. */
export function on(time: string, type: string, legId: number): Told {
  return [time, `leg_${type}`, { leg_id: legId }];
}
