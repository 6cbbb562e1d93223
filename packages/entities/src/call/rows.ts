import { blankCommunication, communicationColumns } from "../communication/columns.ts";
import type { RowsAt } from "../fold.ts";
import { secondsOf } from "../moment.ts";
import { ratingColumns, unrated } from "../ratings.ts";
import type { FactRows } from "../rows.ts";
import { flag, type Flag } from "../versioned.ts";
import { beginningOf, noBeginning, originOfCall, type BeginningColumns } from "./beginnings.ts";
import type { CallRow } from "./call-row.ts";
import { creditedEmployee, firstTalkedLeg, lastNamed } from "./credit.ts";
import { figuresOf, noFigures } from "./figures.ts";
import { legRows } from "./leg-rows.ts";
import { noPeople, peopleOf } from "./people.ts";
import { hashesOf } from "./recordings.ts";
import { isAgents, startedLegs, type CallState, type StartedLeg } from "./state.ts";
import { talksOf, type Talk } from "./talks.ts";

/**
 * The live rows of the call and its legs, and tombstones of the call for every other start that any leg was ever said to have: a worker that missed
 * events (a gap) may have taken any of them for the call's. Nothing before the first call.leg_started (rulings X11).
 */
export function callRows(state: CallState, at: RowsAt): FactRows {
  const legs = startedLegs(state);
  const [first] = legs;
  if (first === undefined) return {};
  const start = secondsOf(first.started.timeMs);
  const finish = finishOf(state, legs, start);
  const talks = legs.map((leg) => talksOf(leg.talkMarks, leg.ended === undefined ? finish : secondsOf(leg.ended.timeMs)));
  const beginning = beginningOf(legs, first);
  const former = new Set(legs.flatMap(({ starts }) => starts));
  former.delete(start);
  return {
    call: [callRow(state, at, { legs, first, start, finish, talks, beginning }), ...[...former].map((seconds) => blankRow(at, seconds, 1))],
    call_leg: legs.flatMap((leg, index) => legRows(leg, talks[index] ?? [], at, { beginning, recordings: state.recordings })),
  };
}

interface Reading {
  readonly legs: readonly StartedLeg[];
  readonly first: StartedLeg;
  readonly start: number;
  readonly finish: number | undefined;
  /** Of each leg. */
  readonly talks: readonly (readonly Talk[])[];
  readonly beginning: BeginningColumns;
}

function callRow(state: CallState, at: RowsAt, { legs, first, start, finish, talks, beginning }: Reading): CallRow {
  const { direction } = first.started.value;
  const ofAgents = legs.flatMap((leg, index) => (isAgents(leg) ? (talks[index] ?? []) : []));
  return {
    ...blankRow(at, start, 0),
    direction,
    site_id: lastNamed(legs, "site_id"),
    department_id: lastNamed(legs, "department_id"),
    queue_id: lastNamed(legs, "queue_id"),
    employee_id: creditedEmployee(legs),
    ...figuresOf({ isIncoming: direction === "in", saidLost: state.finished?.value.is_lost, start, finish, talks: ofAgents }),
    ...ratingColumns(state),
    remark_id: state.remark?.value ?? 0,
    ...beginning,
    finish_reason: state.finished?.value.finish_reason ?? null,
    is_transferred: flag(legs.some(({ started }) => started.value.is_transferred)),
    operator_phone_number: firstTalkedLeg(legs)?.started.value.employee_phone_number ?? null,
    postprocess_duration: postprocessDuration(legs),
    call_records: hashesOf(state.recordings, "call"),
    voice_mail_records: hashesOf(state.recordings, "voice_mail"),
    ...peopleOf(legs),
    ...communicationColumns(state.said, originOfCall(legs)),
  };
}

/** Once call.finished came: the latest end of a leg, or of a call none of whose legs has ended the time of call.finished (rulings A8); never before the start. */
function finishOf({ finished }: CallState, legs: readonly StartedLeg[], start: number): number | undefined {
  if (finished === undefined) return undefined;
  const ends = legs.flatMap(({ ended }) => (ended === undefined ? [] : [secondsOf(ended.timeMs)]));
  return Math.max(start, ...(ends.length === 0 ? [secondsOf(finished.timeMs)] : ends));
}

/** Over the legs, of each the latest (rulings A13). */
function postprocessDuration(legs: readonly StartedLeg[]): number | null {
  const durations = legs.flatMap(({ postprocessed }) => (postprocessed === undefined ? [] : [postprocessed.value.duration]));
  return durations.length === 0 ? null : durations.reduce((sum, duration) => sum + duration, 0);
}

function blankRow({ tenant, entityId, partition, version }: RowsAt, startedAt: number, deleted: Flag): CallRow {
  return {
    tenant,
    started_at: startedAt,
    call_id: Number(entityId),
    partition,
    version,
    deleted,
    direction: "none",
    site_id: 0,
    department_id: 0,
    queue_id: 0,
    employee_id: 0,
    ...noFigures,
    ...unrated,
    remark_id: 0,
    ...noBeginning,
    finish_reason: null,
    is_transferred: 0,
    operator_phone_number: null,
    postprocess_duration: null,
    call_records: [],
    voice_mail_records: [],
    ...noPeople,
    ...blankCommunication,
  };
}
