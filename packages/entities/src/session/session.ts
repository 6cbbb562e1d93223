import type { AnyEvent, EventData, LoggedEvent } from "@stats/events";
import { attributionColumns, fromNowhere } from "../communication/attribution.ts";
import { nobody, visitorColumns } from "../communication/visitor.ts";
import type { Fold, RowsAt } from "../fold.ts";
import { begins, isLater, latest, secondsOf, type Moment, type Valued } from "../moment.ts";
import type { FactRows } from "../rows.ts";
import type { Flag } from "../versioned.ts";
import { weightOf } from "../weight-of.ts";
import type { VisitorSessionRow } from "./session-row.ts";

type Timing = "ended_at" | "duration" | "hit_times" | "hit_durations" | "hit_urls";
type Started = Omit<VisitorSessionRow, "tenant" | "partition" | "version" | "deleted" | "started_at" | "started_millisecond" | "visitor_session_id" | Timing>;

interface SessionState {
  /** The session.started that counts: of several the earliest (rulings, settled last, as X11). */
  started: Valued<Started> | undefined;
  /** Every start, in whole seconds, that was ever said, each once: the keys that this session's row may have had. */
  starts: number[];
  /** The latest session.ended. */
  ended: Moment | undefined;
  /** The address of each page view, in the order of the log. */
  hits: Valued<string>[];
}

const stateBytes = 192;

/** Visitor sessions: one fact row an id. What each column means stands in docs/metrics.md, "Visitor sessions". */
export const sessionFold: Fold<SessionState> = {
  kinds: ["session"],
  initialState: () => ({ started: undefined, starts: [], ended: undefined, hits: [] }),
  evolve,
  rows,
  weight: ({ started, starts, hits }) => stateBytes + weightOf(started) + weightOf(starts) + weightOf(hits),
};

function evolve(state: SessionState, { event, version }: LoggedEvent<AnyEvent>): SessionState {
  const at: Moment = { timeMs: event.timeMs, version };
  if (event.type === "session.started.v1") start(state, at, event.data);
  else if (event.type === "session.page_viewed.v1") state.hits.push({ ...at, value: event.data.url });
  else if (event.type === "session.ended.v1") state.ended = latest(state.ended, at);
  return state;
}

function start(state: SessionState, at: Moment, data: EventData["session.started.v1"]): void {
  const seconds = secondsOf(at.timeMs);
  if (!state.starts.includes(seconds)) state.starts.push(seconds);
  if (begins(state.started, at)) state.started = { ...at, value: startedBy(data) };
}

function startedBy(data: EventData["session.started.v1"]): Started {
  const { visitor_session_id: _ownOfTheSession, ...visitor } = visitorColumns(data.visitor);
  return {
    site_id: data.site_id,
    ...visitor,
    ...attributionColumns(data.attribution),
    ip_address: data.ip_address ?? null,
    browser_name: data.browser_name ?? null,
    browser_version: data.browser_version ?? null,
    os_name: data.os_name ?? null,
    os_version: data.os_version ?? null,
    provider: data.provider ?? null,
    screen: data.screen ?? null,
    language: data.language ?? null,
  };
}

/** The session's live row, and a tombstone for every other start it was ever said to have; nothing before its first (rulings A2). */
function rows(state: SessionState, at: RowsAt): FactRows {
  const { started, starts } = state;
  if (started === undefined) return {};
  const start = secondsOf(started.timeMs);
  const live = { ...blankRow(at, start, 0), started_millisecond: started.timeMs - start * 1000, ...started.value, ...timingOf(state, start) };
  return { visitor_session: [live, ...starts.filter((seconds) => seconds !== start).map((seconds) => blankRow(at, seconds, 1))] };
}

/** Rulings A26, A27; an end dated before the start, or before a page view, shortens nothing: no duration is negative. */
function timingOf({ ended, hits }: SessionState, start: number): Pick<VisitorSessionRow, Timing> {
  const inOrder = hits.toSorted((a, b) => (isLater(a, b) ? 1 : -1));
  const times = inOrder.map(({ timeMs }) => secondsOf(timeMs));
  const lastHit = times.at(-1);
  const end = ended === undefined ? undefined : secondsOf(ended.timeMs);
  return {
    ended_at: end ?? 0,
    duration: Math.max(0, (end ?? lastHit ?? start) - start),
    hit_times: times,
    hit_durations: times.map((time, index) => Math.max(0, (times[index + 1] ?? end ?? time) - time)),
    hit_urls: inOrder.map(({ value }) => value),
  };
}

function blankRow({ tenant, entityId, partition, version }: RowsAt, startedAt: number, deleted: Flag): VisitorSessionRow {
  return {
    tenant,
    started_at: startedAt,
    started_millisecond: 0,
    partition,
    version,
    deleted,
    site_id: 0,
    ...nobody,
    visitor_session_id: Number(entityId),
    ...fromNowhere,
    ended_at: 0,
    duration: 0,
    ip_address: null,
    browser_name: null,
    browser_version: null,
    os_name: null,
    os_version: null,
    provider: null,
    screen: null,
    language: null,
    hit_times: [],
    hit_durations: [],
    hit_urls: [],
  };
}
