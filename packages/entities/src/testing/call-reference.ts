import type { AnyEvent, LoggedEvent } from "@stats/events";
import type { CallLegRow, CallRow } from "../rows.ts";

/**
 * A call's live rows, written a second time and naively: straight from the rulings, as a function of the whole list of events, counting second by
 * second. The property tests hold the fold against it. Shares no code with the fold on purpose.
 */
type Logged = LoggedEvent<AnyEvent>;
type OfType<T extends AnyEvent["type"]> = Logged & { readonly event: Extract<AnyEvent, { type: T }> };
type Live<R> = Omit<R, "tenant" | "partition" | "deleted">;

const second = (one: Logged): number => Math.floor(one.event.timeMs / 1000);
const inTime = (a: Logged, b: Logged): number => a.event.timeMs - b.event.timeMs || a.version - b.version;

export function referenceCall(log: readonly Logged[]): { readonly call: Live<CallRow>; readonly legs: readonly Live<CallLegRow>[] } | undefined {
  // C section 1: the same (source, id) is the same event; the first one in the log is it.
  const inOrder = log.toSorted((a, b) => a.version - b.version);
  const distinct = inOrder.filter((one, index) => inOrder.findIndex(({ event }) => event.source === one.event.source && event.id === one.event.id) === index);
  const events = distinct.toSorted(inTime);

  // X11: of several starts of a leg the earliest time, same time higher offset. First leg: earliest start, then lowest leg_id.
  const allStarts = ofType(events, "call.leg_started.v1");
  const started = allStarts
    .filter((one) => {
      const same = allStarts.filter(({ event }) => event.data.leg_id === one.event.data.leg_id);
      return one === same.findLast(({ event }) => event.timeMs === same[0]?.event.timeMs);
    })
    .toSorted((a, b) => a.event.timeMs - b.event.timeMs || a.event.data.leg_id - b.event.data.leg_id);
  const [first] = started;
  if (first === undefined) return undefined;
  const start = second(first);
  const isKnown = (legId: number): boolean => started.some(({ event }) => event.data.leg_id === legId);

  // A8: the latest end of a leg once the call is finished; if no leg has ended, the time of call.finished.
  const finish = ofType(events, "call.finished.v1").at(-1);
  const ends = ofType(events, "call.leg_ended.v1").filter(({ event }) => isKnown(event.data.leg_id));
  const finishedAt = finish && Math.max(start, ends.length > 0 ? Math.max(...ends.map(second)) : second(finish));

  const talksOf = (legId: number) => {
    const talks: { from: number; to: number | undefined }[] = [];
    let isTalking = false;
    for (const one of events) {
      if (!("leg_id" in one.event.data) || one.event.data.leg_id !== legId) continue;
      if (one.event.type === "call.leg_talk_started.v1" && !isTalking) talks.push({ from: second(one), to: undefined });
      const last = talks.at(-1);
      if (one.event.type === "call.leg_talk_ended.v1" && isTalking && last) last.to = second(one);
      if (one.event.type === "call.leg_talk_started.v1") isTalking = true;
      if (one.event.type === "call.leg_talk_ended.v1") isTalking = false;
    }
    const last = talks.at(-1);
    const end = ends.findLast(({ event }) => event.data.leg_id === legId);
    const lastEnd = end === undefined ? finishedAt : second(end);
    if (last !== undefined && last.to === undefined && lastEnd !== undefined) last.to = Math.max(last.from, lastEnd);
    return talks;
  };

  const version = Math.max(...distinct.map((one) => one.version));
  const legs = started.map(({ event }) => {
    const { data } = event;
    const own = <T extends AnyEvent["type"]>(type: T) =>
      ofType(events, type).filter((one) => "leg_id" in one.event.data && one.event.data.leg_id === data.leg_id);
    const talks = talksOf(data.leg_id);
    const during = talks.reduce((sum, { from, to }) => sum + secondsBetween(from, to).length, 0);
    const lastTo = talks.findLast(({ to }) => to !== undefined)?.to ?? 0;
    const lastFrom = talks.at(-1)?.from ?? 0;
    // from the first talk to the last one that is over, and on to one that goes on
    const all = talks.length === 0 ? 0 : Math.max(lastTo, lastFrom) - (talks[0]?.from ?? 0);
    const [connect, end] = [own("call.leg_connected.v1").at(0), own("call.leg_ended.v1").at(-1)];
    return {
      call_started_at: start,
      call_id: data.call_id,
      leg_id: data.leg_id,
      version,
      direction: data.direction,
      virtual_phone_number: data.virtual_phone_number,
      calling_phone_number: data.calling_phone_number,
      called_phone_number: data.called_phone_number,
      is_operator: flag(data.is_operator),
      is_coach: flag(data.is_coach),
      is_transferred: flag(data.is_transferred),
      employee_id: data.employee_id ?? 0,
      started_at: Math.floor(event.timeMs / 1000),
      connected_at: connect ? second(connect) : 0,
      ended_at: end ? second(end) : 0,
      talk: during,
      hold: all - during,
      talk_starts: talks.map(({ from }) => from),
      talk_ends: talks.map(({ to }) => to ?? 0),
    };
  });

  // A9: operators' legs that are no coaches' talk. X6: the first of them has the credit, else the last-started that names somebody.
  const agents = started.filter(({ event }) => event.data.is_operator && !event.data.is_coach);
  const isAgent = (legId: number): boolean => agents.some(({ event }) => event.data.leg_id === legId);
  const firstTalks = ofType(events, "call.leg_talk_started.v1").filter(({ event }) => isAgent(event.data.leg_id));
  const earliest = firstTalks.filter(({ event }) => event.timeMs === firstTalks[0]?.event.timeMs).map(({ event }) => event.data.leg_id);
  const talked = agents.find(({ event }) => event.data.leg_id === Math.min(...earliest));
  const credited = talked?.event.data.employee_id ?? agents.findLast(({ event }) => event.data.employee_id !== undefined)?.event.data.employee_id ?? 0;

  // A10, A11.
  const talks = agents.flatMap(({ event }) => talksOf(event.data.leg_id));
  const answeredAt = talks.length > 0 ? Math.min(...talks.map(({ from }) => from)) : undefined;
  const lastTalkEnd = finishedAt !== undefined && talks.length > 0 ? Math.max(...talks.map(({ to }) => to ?? NaN)) : 0;
  const talk = answeredAt !== undefined && finishedAt !== undefined ? lastTalkEnd - answeredAt : 0;
  const clean = finishedAt === undefined ? 0 : new Set(talks.flatMap(({ from, to }) => secondsBetween(from, to))).size;
  const wait = Math.max(0, (answeredAt ?? finishedAt ?? start) - start);
  const last = (field: "site_id" | "department_id" | "queue_id"): number =>
    started.findLast(({ event }) => event.data[field] !== undefined)?.event.data[field] ?? 0;
  const ratings = ofType(events, "call.rated.v1").map(({ event }) => event.data);

  const call = {
    started_at: start,
    call_id: first.event.data.call_id,
    version,
    direction: first.event.data.direction,
    site_id: last("site_id"),
    department_id: last("department_id"),
    queue_id: last("queue_id"),
    employee_id: credited,
    answered: flag(answeredAt !== undefined),
    finished: flag(finish !== undefined),
    lost: flag(finish !== undefined && (finish.event.data.is_lost ?? (first.event.data.direction === "in" && answeredAt === undefined))),
    first_talk_at: answeredAt ?? 0,
    last_talk_end_at: lastTalkEnd,
    finished_at: finishedAt ?? 0,
    wait,
    talk_duration: talk,
    clean_talk_duration: clean,
    total_wait: finishedAt === undefined ? 0 : wait + talk - clean,
    face: ratings.findLast(({ face }) => face !== undefined)?.face ?? "none",
    vote: ratings.findLast(({ vote }) => vote !== undefined)?.vote ?? "none",
    score: ratings.findLast(({ score }) => score !== undefined)?.score ?? 0,
    remark_id: ofType(events, "call.remarked.v1").at(-1)?.event.data.remark_id ?? 0,
  } as const;
  return { call, legs };
}

function secondsBetween(from: number, to: number | undefined): number[] {
  return to === undefined ? [] : Array.from({ length: to - from }, (_, index) => from + index);
}

function flag(value: boolean): 0 | 1 {
  return value ? 1 : 0;
}

function ofType<T extends AnyEvent["type"]>(events: readonly Logged[], type: T): OfType<T>[] {
  return events.filter((one): one is OfType<T> => one.event.type === type);
}
