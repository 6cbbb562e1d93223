import { readCall, type Call, type CallEvent, type Leg } from "./call-legs.ts";
import { byTimeThenOffset } from "./order.ts";

/** The columns of a call's fact row that its events decide (same names and units as the table). */
export interface CallFact {
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
}

/**
 * The row of one call from all its distinct events, in any order; null as long as none of its legs has started (X11).
 * Contract, section 5; rulings X1, X5, X6, X9, X11, X12, "Settled last"; A6-A11 of the other file.
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
  };
}

/** A9: only these legs talk as far as the call's figures go. */
function agents({ legs }: Call): readonly Leg[] {
  return legs.filter((leg) => leg.isOperator && !leg.isCoach);
}

/** X6 and "Settled last". */
function credited(call: Call): number {
  const talked = agents(call).filter((leg) => leg.firstTalkMs !== null);
  const firstTalked = talked.toSorted((a, b) => (a.firstTalkMs ?? 0) - (b.firstTalkMs ?? 0) || a.legId - b.legId)[0];
  return firstTalked?.said.employee_id ?? agents(call).findLast(({ said }) => said.employee_id != null)?.said.employee_id ?? 0;
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
