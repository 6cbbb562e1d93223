import type { EventData } from "@stats/events";
import type { Origin } from "../communication/state.ts";
import type { StartedLeg } from "./state.ts";

type LegData = EventData["call.leg_started.v1"];

/** What a call takes from the starts of its legs. Ids are 0 where none names one; null is absent, an empty number hidden. */
export interface BeginningColumns {
  readonly virtual_phone_number: string;
  readonly contact_phone_number: string;
  readonly source: string | null;
  /** Of the first leg that names one, as all that follows; `site_id` is of the last. */
  readonly first_site_id: number;
  readonly scenario_id: number;
  readonly contact_id: number;
  readonly call_api_request_id: number;
  readonly call_api_external_id: string | null;
}

export const noBeginning: BeginningColumns = {
  virtual_phone_number: "",
  contact_phone_number: "",
  source: null,
  first_site_id: 0,
  scenario_id: 0,
  contact_id: 0,
  call_api_request_id: 0,
  call_api_external_id: null,
};

/**
 * Each value is of the earliest leg that has it (rulings A6); the number of the contact: who called, or who was called (A7).
 * @param legs by start, at least one
 */
export function beginningOf(legs: readonly StartedLeg[], first: StartedLeg): BeginningColumns {
  return {
    virtual_phone_number: first.started.value.virtual_phone_number,
    contact_phone_number: contactNumber(legs, first),
    source: earliest(legs, "source") ?? null,
    first_site_id: earliest(legs, "site_id") ?? 0,
    scenario_id: earliest(legs, "scenario_id") ?? 0,
    contact_id: earliest(legs, "contact_id") ?? 0,
    call_api_request_id: earliest(legs, "call_api_request_id") ?? 0,
    call_api_external_id: earliest(legs, "call_api_external_id") ?? null,
  };
}

/** Visitor and attribution as whole objects, and the number of the communication, each of the earliest leg that has it (rulings A6). */
export function originOfCall(legs: readonly StartedLeg[]): Origin {
  return { number: earliest(legs, "communication_number"), visitor: earliest(legs, "visitor"), attribution: earliest(legs, "attribution") };
}

function contactNumber(legs: readonly StartedLeg[], { started: { value: first } }: StartedLeg): string {
  if (first.direction === "in") return first.calling_phone_number;
  return (legs.find(({ started }) => !started.value.is_operator)?.started.value ?? first).called_phone_number;
}

function earliest<F extends keyof LegData>(legs: readonly StartedLeg[], field: F): LegData[F] | undefined {
  return legs.find(({ started }) => started.value[field] !== undefined)?.started.value[field];
}
