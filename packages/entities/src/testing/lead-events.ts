import type { EventData } from "@stats/events";
import { event } from "./events.ts";

const leadId = 12;

export const received = (clock: string, said: Partial<EventData["offline_message.received.v1"]> = {}) =>
  event("offline_message.received.v1", "offline_message", leadId, clock, { offline_message_id: leadId, communication_id: 900, lead_type: "form", ...said });
export const assignedLead = (clock: string, employeeId: number) =>
  event("offline_message.assigned.v1", "offline_message", leadId, clock, { offline_message_id: leadId, employee_id: employeeId });
export const processed = (clock: string, employeeId: number, said: Partial<EventData["offline_message.processed.v1"]> = {}) =>
  event("offline_message.processed.v1", "offline_message", leadId, clock, { offline_message_id: leadId, employee_id: employeeId, ...said });
export const taggedLead = (clock: string) =>
  event("offline_message.tagged.v1", "offline_message", leadId, clock, { offline_message_id: leadId, tag_id: 4, tag_type: "manual" });

export const captured = (clock: string, said: Partial<EventData["contact.captured.v1"]> = {}) =>
  event("contact.captured.v1", "contact", 5, clock, {
    contact_id: 5,
    kind: "email",
    value: "ann@example.test",
    source_type: "chat",
    creator_type: "visitor",
    ...said,
  });
