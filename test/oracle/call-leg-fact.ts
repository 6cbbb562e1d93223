import { contactNumber } from "./call-fact.ts";
import { readCall, type CallEvent, type Leg } from "./call-legs.ts";
import { callRecords } from "./call-records.ts";
import { plainAmount } from "./communication-fact.ts";
import type { EventFields } from "./decode-record.ts";
import { byTimeThenOffset } from "./order.ts";

/** The columns of a leg's fact row that the call's events decide. */
export interface CallLegFact {
  readonly tenant: string;
  readonly call_id: number;
  readonly leg_id: number;
  readonly direction: "in" | "out";
  readonly virtual_phone_number: string;
  readonly calling_phone_number: string;
  readonly called_phone_number: string;
  readonly is_operator: 0 | 1;
  readonly is_coach: 0 | 1;
  readonly is_transferred: 0 | 1;
  readonly employee_id: number;
  readonly started_at: number;
  readonly connected_at: number;
  readonly ended_at: number;
  readonly talk: number;
  readonly hold: number;
  readonly talk_starts: readonly number[];
  readonly talk_ends: readonly number[];
  readonly source: string | null;
  readonly contact_phone_number: string;
  readonly employee_phone_number: string | null;
  readonly scenario_id: number;
  readonly contact_id: number;
  readonly duration: number | null;
  readonly total_duration: number | null;
  readonly release_cause_code: number | null;
  readonly release_cause_description: string | null;
  readonly is_failed: 0 | 1 | null;
  readonly employee_rating: number | null;
  readonly call_records: readonly string[];
  readonly direction_type: "international" | "national" | "local" | "mobile" | "none";
  readonly chargeable_duration: number | null;
  readonly cost_per_minute: string | null;
  readonly total_charge: string | null;
  readonly bonuses_charge: string | null;
}

/** One row a started leg of the call; none as long as none has started. */
export function callLegFacts(events: readonly CallEvent[]): readonly CallLegFact[] {
  const call = readCall(events);
  const [any] = events;
  if (!call || !any) return [];
  const inOrder = events.toSorted(byTimeThenOffset);
  const sourceOfCall = call.legs.find(({ said }) => said.source != null)?.said.source ?? null;
  return call.legs.map((leg) => ({
    tenant: any.tenant,
    call_id: Number(any.data["call_id"]),
    ...legColumns(leg),
    source: leg.said.source ?? sourceOfCall, // A32
    contact_phone_number: contactNumber(call),
    call_records: callRecords(inOrder, "call", leg.legId), // A16
    ...ending(leg),
    ...cost(leg.charge),
  }));
}

/** A14, A15, A16. */
function ending({ start, connected, ended, end, postprocessing }: Leg) {
  const isFailed = (end?.["is_failed"] as boolean | null | undefined) ?? (connected !== null ? false : ended !== null ? true : null);
  return {
    duration: ended === null ? null : connected === null ? 0 : Math.max(0, ended - connected),
    total_duration: ended === null ? null : Math.max(0, ended - start),
    release_cause_code: (end?.["release_cause_code"] as number | null | undefined) ?? null,
    release_cause_description: (end?.["release_cause_description"] as string | null | undefined) ?? null,
    is_failed: isFailed === null ? null : isFailed ? 1 : 0,
    employee_rating: (postprocessing?.["rating"] as number | null | undefined) ?? null,
  } as const;
}

/** A32: the latest charge of the leg. */
function cost(charge: EventFields | undefined) {
  const amount = (field: string) => (charge ? plainAmount(charge[field] as string | number) : null);
  return {
    direction_type: (charge?.["direction_type"] as CallLegFact["direction_type"] | undefined) ?? "none",
    chargeable_duration: charge ? Number(charge["chargeable_duration"]) : null,
    cost_per_minute: amount("cost_per_minute"),
    total_charge: amount("total_charge"),
    bonuses_charge: amount("bonuses_charge"),
  };
}

function legColumns({ legId, said, isOperator, isCoach, start, connected, ended, talks }: Leg) {
  const over = talks.filter((talk) => talk.to !== null); // a talk that goes on is the last, and counts nothing yet
  return {
    leg_id: legId,
    direction: said.direction,
    virtual_phone_number: said.virtual_phone_number,
    calling_phone_number: said.calling_phone_number,
    called_phone_number: said.called_phone_number,
    is_operator: isOperator ? 1 : 0,
    is_coach: isCoach ? 1 : 0,
    is_transferred: said.is_transferred === true ? 1 : 0,
    employee_id: said.employee_id ?? 0,
    employee_phone_number: said.employee_phone_number ?? null,
    scenario_id: said.scenario_id ?? 0,
    contact_id: said.contact_id ?? 0,
    started_at: start,
    connected_at: connected ?? 0,
    ended_at: ended ?? 0,
    talk: over.reduce((sum, { from, to }) => sum + (to ?? 0) - from, 0),
    hold: talks.slice(1).reduce((sum, { from }, index) => sum + from - (talks[index]?.to ?? 0), 0),
    talk_starts: talks.map(({ from }) => from),
    talk_ends: talks.map(({ to }) => to ?? 0),
  } as const;
}
