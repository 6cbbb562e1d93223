import type { z } from "zod";
import type { EntityKind } from "./entity-key.ts";
import { acdStatusEvents } from "./families/acd-status.ts";
import { apiRequestEvents } from "./families/api-request.ts";
import { billingEvents } from "./families/billing.ts";
import { callEvents } from "./families/call.ts";
import { chatEvents } from "./families/chat.ts";
import { contactEvents } from "./families/contact.ts";
import { directoryEvents } from "./families/directory.ts";
import { goalEvents } from "./families/goal.ts";
import { offlineMessageEvents } from "./families/offline-message.ts";
import { sessionEvents } from "./families/session.ts";
import { visitorEvents } from "./families/visitor.ts";
import type { Topic } from "./topics.ts";

/** What the system knows about one type of event. `data` reads the event's data; `entityId` names its entity, as in the key. */
export interface CatalogueEntry<S extends z.ZodType = z.ZodType> {
  readonly topic: Topic;
  readonly kind: EntityKind;
  /** The field of data that names the entity. */
  readonly idField: string;
  readonly entityId: (data: z.output<S>) => string;
  readonly data: S;
  /** A null in this type's data says "clear this field"; in all others it says nothing at all. */
  readonly nullClears: boolean;
}

type Entries<F extends Record<string, z.ZodType>> = { readonly [T in keyof F]: CatalogueEntry<F[T]> };

/** Every event type of the contract. */
export const catalogue = {
  ...family("chat-events", "chat", "chat_id", chatEvents),
  ...family("call-leg-events", "call", "call_id", callEvents),
  ...family("acd-status-events", "user", "user_id", acdStatusEvents),
  ...family("visitor-session-events", "session", "visitor_session_id", sessionEvents),
  ...family("visitor-session-events", "goal", "communication_id", goalEvents),
  ...family("visitor-session-events", "offline_message", "offline_message_id", offlineMessageEvents),
  ...family("visitor-session-events", "visitor", "visitor_id", visitorEvents),
  ...family("visitor-session-events", "contact", "contact_id", contactEvents),
  ...family("directory-events", "employee", "employee_id", directoryEvents.employee),
  ...family("directory-events", "site", "site_id", directoryEvents.site),
  ...family("directory-events", "department", "department_id", directoryEvents.department),
  ...family("directory-events", "queue", "queue_id", directoryEvents.queue),
  ...family("directory-events", "campaign", "campaign_id", directoryEvents.campaign),
  ...family("directory-events", "tag", "tag_id", directoryEvents.tag),
  ...family("directory-events", "segment", "segment_id", directoryEvents.segment),
  ...family("directory-events", "scenario", "scenario_id", directoryEvents.scenario),
  ...family("directory-events", "remark", "remark_id", directoryEvents.remark),
  ...family("directory-events", "address_book_contact", "contact_id", directoryEvents.addressBookContact),
  ...family("billing-events", "charge", "charge_id", billingEvents),
  ...family("api-request-events", "api_request", "api_request_id", apiRequestEvents),
};

export type EventType = keyof typeof catalogue;
/** The checked data of each event type. */
export type EventData = { readonly [T in EventType]: z.output<(typeof catalogue)[T]["data"]> };

export const eventTypes = Object.keys(catalogue) as EventType[];

export function isEventType(type: string): type is EventType {
  return Object.hasOwn(catalogue, type);
}

/** All types of one family have the same entity; `idField` is a field of each of their data. */
function family<K extends string, F extends Record<string, z.ZodType<{ [I in K]: number | string }>>>(
  topic: Topic,
  kind: EntityKind,
  idField: K,
  schemas: F,
): Entries<F> {
  const entityId = (data: { [I in K]: number | string }): string => String(data[idField]);
  const entries = Object.entries(schemas).map(([type, data]) => [type, { topic, kind, idField, entityId, data, nullClears: type === "visitor.updated.v1" }]);
  return Object.fromEntries(entries) as Entries<F>;
}
