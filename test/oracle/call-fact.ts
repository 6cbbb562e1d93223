import { callPeople, type CallPeople } from "./call-people.ts";
import { callRecords } from "./call-records.ts";
import { readCall, type Call, type CallEvent, type Leg } from "./call-legs.ts";
import { communicationFact, type CommunicationFact } from "./communication-fact.ts";
import type { EventFields } from "./decode-record.ts";
import { byTimeThenOffset } from "./order.ts";

/** The columns of a call's fact row that its events decide (same names and units as the table). */
export interface CallFact extends CommunicationFact, CallPeople {
  readonly tenant: string;
  readonly started_at: number;
  readonly call_id: number;
  readonly direction: "in" | "out";
  readonly site_id: number;
  readonly department_id: number;
  readonly queue_id: number;
  readonly employee_id: number;
  readonly answered: 0 | 1;
  readonly finished: 0 | 1;
  readonly lost: 0 | 1;
  readonly first_talk_at: number;
  readonly last_talk_end_at: number;
  readonly finished_at: number;
  readonly wait: number;
  readonly talk_duration: number;
  readonly clean_talk_duration: number;
  readonly total_wait: number;
  readonly face: "none" | "sad" | "neutral" | "happy";
  readonly vote: "none" | "positive" | "negative";
  readonly score: number;
  readonly remark_id: number;
  readonly virtual_phone_number: string;
  readonly contact_phone_number: string;
  readonly source: string | null;
  readonly first_site_id: number;
  readonly scenario_id: number;
  readonly contact_id: number;
  readonly call_api_request_id: number;
  readonly call_api_external_id: string | null;
  readonly operator_phone_number: string | null;
  readonly finish_reason: string | null;
  readonly is_transferred: 0 | 1;
  readonly postprocess_duration: number | null;
  readonly call_records: readonly string[];
  readonly voice_mail_records: readonly string[];
}

/**
 * The row of one call from all its distinct events, in any order; null as long as none of its legs has started (X11).
 * Contract, section 5; rulings X1, X5, X6, X9, X11, X12, "Settled last"; A5-A13 of the other file.
 */
export function callFact(events: readonly CallEvent[]): CallFact | null {
  const call = readCall(events);
  const first = call?.legs[0];
  if (!call || !first) return null;
  const inOrder = events.toSorted(byTimeThenOffset);
  const ratings = inOrder.filter(({ type }) => type === "call.rated.v1");
  const last = (field: "site_id" | "department_id" | "queue_id") => call.legs.findLast(({ said }) => said[field] != null)?.said[field] ?? 0; // X5
  return {
    tenant: events[0]?.tenant ?? "",
    started_at: first.start,
    call_id: Number(events[0]?.data["call_id"]),
    direction: first.said.direction,
    site_id: last("site_id"),
    department_id: last("department_id"),
    queue_id: last("queue_id"),
    employee_id: credited(call),
    ...times(call, first),
    face: ratings.findLast(({ data }) => data.face != null)?.data.face ?? "none", // X9
    vote: ratings.findLast(({ data }) => data.vote != null)?.data.vote ?? "none",
    score: ratings.findLast(({ data }) => data.score != null)?.data.score ?? 0,
    remark_id: inOrder.findLast(({ type }) => type === "call.remarked.v1")?.data.remark_id ?? 0, // L9
    ...beginning(call),
    contact_phone_number: contactNumber(call),
    operator_phone_number: firstTalked(call)?.said.employee_phone_number ?? null,
    finish_reason: (call.finished?.data["finish_reason"] as string | undefined) ?? null,
    is_transferred: call.legs.some(({ said }) => said.is_transferred === true) ? 1 : 0,
    postprocess_duration: postprocessDuration(call),
    call_records: callRecords(inOrder, "call"),
    voice_mail_records: callRecords(inOrder, "voice_mail"),
    ...callPeople(call),
    ...communicationFact("call", inOrder, origin(call)),
  };
}

/** A6: of the earliest leg that has it; the numbers of the first leg. */
function earliest<F extends keyof Leg["said"]>({ legs }: Call, field: F): Leg["said"][F] | undefined {
  return legs.find(({ said }) => said[field] != null)?.said[field];
}

function beginning(call: Call) {
  return {
    virtual_phone_number: earliest(call, "virtual_phone_number") ?? "",
    source: earliest(call, "source") ?? null,
    first_site_id: earliest(call, "site_id") ?? 0,
    scenario_id: earliest(call, "scenario_id") ?? 0,
    contact_id: earliest(call, "contact_id") ?? 0,
    call_api_request_id: earliest(call, "call_api_request_id") ?? 0,
    call_api_external_id: earliest(call, "call_api_external_id") ?? null,
  };
}

/** A6: visitor and attribution are whole objects. */
function origin(call: Call): EventFields {
  return { visitor: earliest(call, "visitor"), attribution: earliest(call, "attribution"), communication_number: earliest(call, "communication_number") };
}

/** A7: who called; of an outgoing call who was called, by the earliest leg that is no operator's, else by the first. */
export function contactNumber({ legs }: Call): string {
  const [first] = legs;
  if (first?.said.direction === "in") return first.said.calling_phone_number;
  return (legs.find(({ isOperator }) => !isOperator) ?? first)?.said.called_phone_number ?? "";
}

/** A13: over the legs; null when there is none. */
function postprocessDuration({ legs }: Call): number | null {
  const durations = legs.flatMap(({ postprocessing }) => (postprocessing ? [Number(postprocessing["duration"])] : []));
  return durations.length > 0 ? durations.reduce((sum, duration) => sum + duration, 0) : null;
}

/** A9: only these legs talk as far as the call's figures go. */
function agents({ legs }: Call): readonly Leg[] {
  return legs.filter((leg) => leg.isOperator && !leg.isCoach);
}

/** The operator's leg that talked first; at one millisecond the lower leg_id. */
function firstTalked(call: Call): Leg | undefined {
  const talked = agents(call).filter(({ talkStartsMs }) => talkStartsMs.length > 0);
  return talked.toSorted((a, b) => (a.talkStartsMs[0] ?? 0) - (b.talkStartsMs[0] ?? 0) || a.legId - b.legId)[0];
}

/** X6 and "Settled last". */
function credited(call: Call): number {
  return firstTalked(call)?.said.employee_id ?? agents(call).findLast(({ said }) => said.employee_id != null)?.said.employee_id ?? 0;
}

/** A8, A10, A11. Of an ongoing call only the answer and the wait for it are known. */
function times(call: Call, first: Leg) {
  const { finish, finished } = call;
  const talks = agents(call).flatMap((leg) => leg.talks);
  const answered = talks.length > 0;
  const firstTalk = answered ? Math.min(...talks.map(({ from }) => from)) : 0;
  const known = { answered: answered ? 1 : 0, first_talk_at: firstTalk } as const;
  const ongoing = { finished: 0, lost: 0, last_talk_end_at: 0, finished_at: 0, talk_duration: 0, clean_talk_duration: 0, total_wait: 0 } as const;
  const waitUntil = answered ? firstTalk : finish;
  const wait = waitUntil === null ? 0 : Math.max(0, waitUntil - first.start);
  if (finish === null || !finished) return { ...known, ...ongoing, wait };
  const lastEnd = answered ? Math.max(...talks.map(({ to }) => to ?? 0)) : 0;
  const talk = lastEnd - firstTalk;
  const clean = unionSeconds(talks.map(({ from, to }) => [from, to ?? 0]));
  const isLost = (finished.data["is_lost"] as boolean | null | undefined) ?? (first.said.direction === "in" && !answered);
  return {
    ...known,
    finished: 1,
    lost: isLost ? 1 : 0,
    last_talk_end_at: lastEnd,
    finished_at: finish,
    wait,
    talk_duration: talk,
    clean_talk_duration: clean,
    total_wait: wait + talk - clean,
  } as const;
}

/** How many seconds lie in at least one of the stretches [from, to). */
function unionSeconds(stretches: readonly (readonly [from: number, to: number])[]): number {
  let seconds = 0;
  let covered = Number.NEGATIVE_INFINITY;
  for (const [from, to] of stretches.toSorted(([a], [b]) => a - b)) {
    seconds += Math.max(0, to - Math.max(from, covered));
    covered = Math.max(covered, to);
  }
  return seconds;
}
