import type { AnyEvent, EventData, LoggedEvent } from "@stats/events";
import type { CommunicationColumns } from "../communication/communication-columns.ts";
import type { CallLegRow, CallRow } from "../rows.ts";

/**
 * A call's live rows, written a second time and naively: straight from the rulings, as a function of the whole list of events, counting second by
 * second. The property tests hold the fold against it. Shares no code with the fold on purpose.
 */
type Logged = LoggedEvent<AnyEvent>;
type OfType<T extends AnyEvent["type"]> = Logged & { readonly event: Extract<AnyEvent, { type: T }> };
type Live<R> = Omit<R, "tenant" | "partition" | "deleted">;
/** Of what calls share with other communications only what their legs decide; the rest has tests of its own. */
type Call = Live<Omit<CallRow, keyof CommunicationColumns>> &
  Pick<CommunicationColumns, "communication_number" | "visitor_id" | "visitor_city" | "campaign_id">;

const second = (one: Logged): number => Math.floor(one.event.timeMs / 1000);
const inTime = (a: Logged, b: Logged): number => a.event.timeMs - b.event.timeMs || a.version - b.version;

export function referenceCall(log: readonly Logged[]): { readonly call: Call; readonly legs: readonly Live<CallLegRow>[] } | undefined {
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

  // A6: of the earliest leg that has it. A7: who called, or who was called.
  type Said = EventData["call.leg_started.v1"];
  const earliest = <F extends keyof Said>(field: F): Said[F] | undefined => started.find(({ event }) => event.data[field] !== undefined)?.event.data[field];
  const called = started.find(({ event }) => !event.data.is_operator) ?? first;
  const contact = first.event.data.direction === "in" ? first.event.data.calling_phone_number : called.event.data.called_phone_number;
  const recordings = ofType(events, "call.recorded.v1");

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
    const [connectedAt, endedAt] = [connect && second(connect), end && second(end)];
    const charge = own("call.leg_charged.v1").at(-1)?.event.data;
    return {
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
      connected_at: connectedAt ?? 0,
      ended_at: endedAt ?? 0,
      talk: during,
      hold: all - during,
      talk_starts: talks.map(({ from }) => from),
      talk_ends: talks.map(({ to }) => to ?? 0),
      source: data.source ?? earliest("source") ?? null,
      contact_phone_number: contact,
      employee_phone_number: data.employee_phone_number ?? null,
      scenario_id: data.scenario_id ?? 0,
      contact_id: data.contact_id ?? 0,
      // A15
      duration: endedAt === undefined ? null : connectedAt === undefined ? 0 : Math.max(0, endedAt - connectedAt),
      total_duration: endedAt === undefined ? null : Math.max(0, endedAt - Math.floor(event.timeMs / 1000)),
      release_cause_code: end?.event.data.release_cause_code ?? null,
      release_cause_description: end?.event.data.release_cause_description ?? null,
      // A14
      is_failed: flagOrNull(end?.event.data.is_failed ?? (connect ? false : end ? true : undefined)),
      // A16
      employee_rating: own("call.postprocessed.v1").at(-1)?.event.data.rating ?? null,
      call_records: hashes(recordings.filter((one) => one.event.data.kind === "call" && one.event.data.leg_id === data.leg_id)),
      direction_type: charge?.direction_type ?? "none",
      chargeable_duration: charge?.chargeable_duration ?? null,
      cost_per_minute: charge?.cost_per_minute ?? null,
      total_charge: charge?.total_charge ?? null,
      bonuses_charge: charge?.bonuses_charge ?? null,
    } as const;
  });

  // A9: operators' legs that are no coaches' talk. X6: the first of them has the credit, else the last-started that names somebody.
  const agents = started.filter(({ event }) => event.data.is_operator && !event.data.is_coach);
  const isAgent = (legId: number): boolean => agents.some(({ event }) => event.data.leg_id === legId);
  const firstTalks = ofType(events, "call.leg_talk_started.v1").filter(({ event }) => isAgent(event.data.leg_id));
  const firstToTalk = firstTalks.filter(({ event }) => event.timeMs === firstTalks[0]?.event.timeMs).map(({ event }) => event.data.leg_id);
  const talked = agents.find(({ event }) => event.data.leg_id === Math.min(...firstToTalk));
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

  // A12 and "settled last": who picked up and who talked, by time, then leg_id.
  const deeds = (type: "call.leg_connected.v1" | "call.leg_talk_started.v1") =>
    ofType(events, type)
      .flatMap((one) => {
        const named = started.find(({ event }) => event.data.leg_id === one.event.data.leg_id && event.data.employee_id !== undefined && !event.data.is_coach);
        return named === undefined ? [] : [{ one, legId: named.event.data.leg_id, employeeId: named.event.data.employee_id ?? 0 }];
      })
      .toSorted((a, b) => a.one.event.timeMs - b.one.event.timeMs || a.legId - b.legId);
  const answers = deeds("call.leg_connected.v1").filter(({ legId }, index, all) => all.findIndex((other) => other.legId === legId) === index);
  const talking = deeds("call.leg_talk_started.v1");
  const employees = started.filter(({ event }) => event.data.employee_id !== undefined && !event.data.is_coach).map(({ event }) => event.data.employee_id ?? 0);
  const distinctEmployees = employees.filter((id, index) => employees.indexOf(id) === index);
  const did = (list: typeof answers) => distinctEmployees.map((id) => flag(list.some(({ employeeId }) => employeeId === id)));
  const afterwork = started.flatMap(({ event }) =>
    ofType(events, "call.postprocessed.v1")
      .filter((one) => one.event.data.leg_id === event.data.leg_id)
      .slice(-1),
  );

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
    virtual_phone_number: first.event.data.virtual_phone_number,
    contact_phone_number: contact,
    source: earliest("source") ?? null,
    first_site_id: earliest("site_id") ?? 0,
    scenario_id: earliest("scenario_id") ?? 0,
    contact_id: earliest("contact_id") ?? 0,
    call_api_request_id: earliest("call_api_request_id") ?? 0,
    call_api_external_id: earliest("call_api_external_id") ?? null,
    communication_number: earliest("communication_number") ?? null,
    visitor_id: earliest("visitor")?.visitor_id ?? 0,
    visitor_city: earliest("visitor")?.city ?? null,
    campaign_id: earliest("attribution")?.campaign_id ?? 0,
    finish_reason: finish?.event.data.finish_reason ?? null,
    is_transferred: flag(started.some(({ event }) => event.data.is_transferred)),
    operator_phone_number: talked?.event.data.employee_phone_number ?? null,
    // A13
    postprocess_duration: afterwork.length === 0 ? null : afterwork.reduce((sum, { event }) => sum + event.data.duration, 0),
    call_records: hashes(recordings.filter(({ event }) => event.data.kind === "call")),
    voice_mail_records: hashes(recordings.filter(({ event }) => event.data.kind === "voice_mail")),
    employee_ids: distinctEmployees,
    employee_answered: did(answers),
    employee_talked: did(talking),
    first_answered_employee_id: answers.at(0)?.employeeId ?? 0,
    last_answered_employee_id: answers.at(-1)?.employeeId ?? 0,
    first_talked_employee_id: talking.at(0)?.employeeId ?? 0,
    last_talked_employee_id: talking.at(-1)?.employeeId ?? 0,
  } as const;
  return { call, legs };
}

function secondsBetween(from: number, to: number | undefined): number[] {
  return to === undefined ? [] : Array.from({ length: to - from }, (_, index) => from + index);
}

function flag(value: boolean): 0 | 1 {
  return value ? 1 : 0;
}

function flagOrNull(value: boolean | undefined): 0 | 1 | null {
  return value === undefined ? null : flag(value);
}

/** A13: by time, then hash, each once. */
function hashes(recordings: readonly OfType<"call.recorded.v1">[]): string[] {
  const inOrder = recordings.toSorted((a, b) => a.event.timeMs - b.event.timeMs || a.event.data.hash.localeCompare(b.event.data.hash));
  return inOrder.map(({ event }) => event.data.hash).filter((hash, index, all) => all.indexOf(hash) === index);
}

function ofType<T extends AnyEvent["type"]>(events: readonly Logged[], type: T): OfType<T>[] {
  return events.filter((one): one is OfType<T> => one.event.type === type);
}
