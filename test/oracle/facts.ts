import { apiRequestFact, type ApiRequestFact } from "./api-request-fact.ts";
import { callFact, type CallFact } from "./call-fact.ts";
import { callLegFacts, type CallLegFact } from "./call-leg-fact.ts";
import { chargeFact, type ChargeFact } from "./charge-fact.ts";
import { chatFact, type ChatFact } from "./chat-fact.ts";
import { chatMessageFacts, type ChatMessageFact } from "./chat-message-fact.ts";
import { contactFact, type ContactFact } from "./contact-fact.ts";
import type { DecodedEvent } from "./decode-record.ts";
import { directoryFact, directoryIdFields, kindOf, type DirectoryFact } from "./directory-fact.ts";
import { goalFact, type GoalFact } from "./goal-fact.ts";
import { leadFact, type LeadFact } from "./lead-fact.ts";
import { statusRow, type StatusFact } from "./status-fact.ts";
import { visitorUpdatedFact, type VisitorUpdatedFact } from "./visitor-fact.ts";
import { visitorSessionFact, type VisitorSessionFact } from "./visitor-session-fact.ts";

export interface StoredEvent extends DecodedEvent {
  readonly offset: number;
}

/** The distinct events of one entity. */
export interface EntityEvents {
  readonly partition: number;
  readonly events: readonly StoredEvent[];
}

/** The rows of every fact table, in no particular order. */
export interface Facts {
  readonly chats: readonly ChatFact[];
  readonly messages: readonly ChatMessageFact[];
  readonly statuses: readonly StatusFact[];
  readonly directory: readonly DirectoryFact[];
  readonly calls: readonly CallFact[];
  readonly legs: readonly CallLegFact[];
  readonly leads: readonly LeadFact[];
  readonly goals: readonly GoalFact[];
  readonly contacts: readonly ContactFact[];
  readonly sessions: readonly VisitorSessionFact[];
  readonly visitors: readonly VisitorUpdatedFact[];
  readonly charges: readonly ChargeFact[];
  readonly requests: readonly ApiRequestFact[];
}

/** Entities are told apart by the family of their events. */
export function factsOf(entities: Iterable<EntityEvents>): Facts {
  const families = Map.groupBy(entities, ({ events: [first] }) => familyOf(first));
  const of = (family: string) => families.get(family) ?? [];
  const rows = <Row>(family: string, fact: (events: readonly StoredEvent[]) => Row | null) => of(family).flatMap(({ events }) => fact(events) ?? []);
  return {
    chats: rows("chat", chatFact),
    messages: of("chat").flatMap(({ events, partition }) => chatMessageFacts(events, partition)),
    statuses: of("acd_status").flatMap(({ events, partition }) => events.map((event) => statusRow(event, partition))),
    directory: rows("directory", directoryFact),
    calls: rows("call", callFact),
    legs: rows("call", callLegFacts).flat(),
    leads: rows("offline_message", leadFact),
    goals: rows("goal", goalFact),
    contacts: rows("contact", contactFact),
    sessions: rows("session", visitorSessionFact),
    visitors: rows("visitor", visitorUpdatedFact),
    charges: rows("charge", chargeFact),
    requests: rows("api_request", apiRequestFact),
  };
}

function familyOf(event: StoredEvent | undefined): string {
  const kind = kindOf(event?.type ?? "");
  return kind in directoryIdFields ? "directory" : kind;
}
