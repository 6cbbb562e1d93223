import type { CheckedEvent, EventData, EventType } from "@stats/events";
import { event } from "./events.ts";

type CallType = Extract<EventType, `call.${string}`>;
type Said<T extends CallType> = Omit<EventData[T], "call_id">;

const callId = 77;

function callEvent<T extends CallType>(type: T, clock: string, said: Said<T>): CheckedEvent<T> {
  return event(type, "call", callId, clock, { call_id: callId, ...said } as EventData[T]);
}

/** A leg of the visitor, unless told otherwise. */
export const leg = (clock: string, legId: number, said: Partial<Said<"call.leg_started.v1">> = {}) =>
  callEvent("call.leg_started.v1", clock, {
    leg_id: legId,
    direction: "in",
    virtual_phone_number: "4951234567",
    calling_phone_number: "79031234567",
    called_phone_number: "",
    is_operator: said.employee_id !== undefined,
    is_coach: false,
    is_transferred: false,
    ...said,
  });
export const connected = (clock: string, legId: number) => callEvent("call.leg_connected.v1", clock, { leg_id: legId });
export const talks = (clock: string, legId: number) => callEvent("call.leg_talk_started.v1", clock, { leg_id: legId });
export const holds = (clock: string, legId: number) => callEvent("call.leg_talk_ended.v1", clock, { leg_id: legId });
export const ended = (clock: string, legId: number, said: Partial<Said<"call.leg_ended.v1">> = {}) =>
  callEvent("call.leg_ended.v1", clock, { leg_id: legId, ...said });
export const finished = (clock: string, isLost?: boolean) =>
  callEvent("call.finished.v1", clock, { finish_reason: "success_finish", ...(isLost === undefined ? {} : { is_lost: isLost }) });
export const ratedCall = (clock: string, said: Said<"call.rated.v1">) => callEvent("call.rated.v1", clock, said);
export const remarkedCall = (clock: string, remarkId: number) => callEvent("call.remarked.v1", clock, { employee_id: 1, remark_id: remarkId });
export const recordedCall = (clock: string, hash: string, said: Partial<Said<"call.recorded.v1">> = {}) =>
  callEvent("call.recorded.v1", clock, { kind: "call", hash, ...said });
export const postprocessed = (clock: string, legId: number, duration: number, rating?: number) =>
  callEvent("call.postprocessed.v1", clock, { leg_id: legId, employee_id: 1, duration, ...(rating === undefined ? {} : { rating }) });
export const charged = (clock: string, legId: number, said: Partial<Said<"call.leg_charged.v1">> = {}) =>
  callEvent("call.leg_charged.v1", clock, {
    leg_id: legId,
    direction_type: "mobile",
    chargeable_duration: 60,
    cost_per_minute: "1.50",
    total_charge: "1.50",
    bonuses_charge: "0",
    ...said,
  });
export const taggedCall = (clock: string, tagId: number) => callEvent("call.tagged.v1", clock, { tag_id: tagId });
export const soldByCall = (clock: string, saleId: number, cost: string) =>
  callEvent("call.sale_recorded.v1", clock, { sale_id: saleId, sale_date: "2026-01-15", sale_cost: cost });
export const classifiedCall = (clock: string, ...attributes: string[]) => callEvent("call.classified.v1", clock, { attributes });
export const visitorOfCall = (clock: string, visitorId: number) => callEvent("call.visitor_assigned.v1", clock, { visitor_id: visitorId });
