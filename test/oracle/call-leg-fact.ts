import { readCall, type CallEvent, type Leg } from "./call-legs.ts";

/** The columns of a leg's fact row that the call's events decide. */
export interface CallLegFact {
  readonly tenant: string;
  readonly call_started_at: number;
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
}

/** One row a started leg of the call; none as long as none has started. */
export function callLegFacts(events: readonly CallEvent[]): readonly CallLegFact[] {
  const call = readCall(events);
  const first = call?.legs[0];
  const [any] = events;
  if (!call || !first || !any) return [];
  return call.legs.map((leg) => ({ tenant: any.tenant, call_started_at: first.start, call_id: Number(any.data["call_id"]), ...legColumns(leg) }));
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
    started_at: start,
    connected_at: connected ?? 0,
    ended_at: ended ?? 0,
    talk: over.reduce((sum, { from, to }) => sum + (to ?? 0) - from, 0),
    hold: talks.slice(1).reduce((sum, { from }, index) => sum + from - (talks[index]?.to ?? 0), 0),
    talk_starts: talks.map(({ from }) => from),
    talk_ends: talks.map(({ to }) => to ?? 0),
  } as const;
}
