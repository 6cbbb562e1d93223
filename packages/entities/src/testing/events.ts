import type { CheckedEvent, EventData, EventType } from "@stats/events";
import { ms } from "./clock.ts";

let made = 0;

/** An event of tenant `acme` at a time of day, with an identity of its own. */
export function event<T extends EventType>(type: T, kind: CheckedEvent["kind"], entityId: number | string, clock: string, data: EventData[T]): CheckedEvent<T> {
  made += 1;
  return { tenant: "acme", kind, entityId: String(entityId), source: "//crm.test", id: `e${made}`, type, timeMs: ms(clock), data };
}

type ChatType = Extract<EventType, `chat.${string}`>;
type Said<T extends ChatType> = Omit<EventData[T], "chat_id">;

const chatId = 42;

function chatEvent<T extends ChatType>(type: T, clock: string, said: Said<T>): CheckedEvent<T> {
  return event(type, "chat", chatId, clock, { chat_id: chatId, ...said } as EventData[T]);
}

export const started = (clock: string, said: Partial<Said<"chat.started.v1">> = {}) =>
  chatEvent("chat.started.v1", clock, { initiator: "visitor", with_bot: false, ...said });
export const message = (clock: string, said: Partial<Said<"chat.message_sent.v1">> = {}) =>
  chatEvent("chat.message_sent.v1", clock, { message_id: `m${made}`, author: "visitor", ...said });
export const answer = (clock: string, employeeId: number, said: Partial<Said<"chat.message_sent.v1">> = {}) =>
  message(clock, { author: "operator", employee_id: employeeId, ...said });
export const handed = (clock: string, said: Said<"chat.handed_to_agents.v1"> = {}) => chatEvent("chat.handed_to_agents.v1", clock, said);
export const assigned = (clock: string, employeeId: number) => chatEvent("chat.assigned.v1", clock, { employee_id: employeeId });
export const transferred = (clock: string, to: number, said: Partial<Said<"chat.transferred.v1">> = {}) =>
  chatEvent("chat.transferred.v1", clock, { from_employee_id: 999, to_employee_id: to, manual: true, ...said });
export const closed = (clock: string, said: Partial<Said<"chat.closed.v1">> = {}) =>
  chatEvent("chat.closed.v1", clock, { release_cause: "visitor_closed", ...said });
export const rated = (clock: string, said: Said<"chat.rated.v1">) => chatEvent("chat.rated.v1", clock, said);
export const remarked = (clock: string, remarkId: number) => chatEvent("chat.remarked.v1", clock, { employee_id: 1, remark_id: remarkId });
export const tagged = (clock: string, said: Partial<Said<"chat.tagged.v1">> = {}) => chatEvent("chat.tagged.v1", clock, { tag_id: 7, ...said });

export const employeeUpserted = (clock: string, said: Partial<EventData["employee.upserted.v1"]> = {}) =>
  event("employee.upserted.v1", "employee", 501, clock, { employee_id: 501, login: "jdoe", first_name: "John", ...said });
export const employeeDeleted = (clock: string) => event("employee.deleted.v1", "employee", 501, clock, { employee_id: 501 });
export const directoryEvent = <T extends EventType>(type: T, kind: CheckedEvent["kind"], data: EventData[T]) => event(type, kind, 9, "10:00", data);
export const statusChanged = (clock: string, status: EventData["acd_status.changed.v1"]["status"]) =>
  event("acd_status.changed.v1", "user", 501, clock, { user_id: 501, status });
