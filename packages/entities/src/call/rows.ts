import type { RowsAt } from "../fold.ts";
import { secondsOf } from "../moment.ts";
import { ratingColumns, unrated } from "../ratings.ts";
import type { FactRows } from "../rows.ts";
import type { Flag } from "../versioned.ts";
import type { CallRow } from "./call-row.ts";
import { creditedEmployee, lastNamed } from "./credit.ts";
import { figuresOf, noFigures } from "./figures.ts";
import { legRow, legTombstone } from "./leg-rows.ts";
import { isAgents, startedLegs, type CallState, type StartedLeg } from "./state.ts";
import { talksOf, type Talk } from "./talks.ts";

/**
 * The live rows of the call and its legs, and tombstones for every other start that any leg was ever said to have: a worker that missed events (a gap) may
 * have taken any of them for the call's. Nothing before the first call.leg_started (rulings X11).
 */
export function callRows(state: CallState, at: RowsAt): FactRows {
  const legs = startedLegs(state);
  const [first] = legs;
  if (first === undefined) return {};
  const start = secondsOf(first.started.timeMs);
  const finish = finishOf(state, legs, start);
  const talks = legs.map((leg) => talksOf(leg.talkMarks, leg.endedMs === undefined ? finish : secondsOf(leg.endedMs)));
  const former = state.starts.filter((seconds) => seconds !== start);
  return {
    call: [callRow(state, at, { legs, first, start, finish, talks }), ...former.map((seconds) => blankRow(at, seconds, 1))],
    call_leg: [
      ...legs.map((leg, index) => legRow(leg, talks[index] ?? [], at, start)),
      ...former.flatMap((seconds) => legs.map(({ legId }) => legTombstone(at, seconds, legId))),
    ],
  };
}

interface Reading {
  readonly legs: readonly StartedLeg[];
  readonly first: StartedLeg;
  readonly start: number;
  readonly finish: number | undefined;
  /** Of each leg. */
  readonly talks: readonly (readonly Talk[])[];
}

function callRow(state: CallState, at: RowsAt, { legs, first, start, finish, talks }: Reading): CallRow {
  const { direction } = first.started;
  const ofAgents = legs.flatMap((leg, index) => (isAgents(leg) ? (talks[index] ?? []) : []));
  return {
    ...blankRow(at, start, 0),
    direction,
    site_id: lastNamed(legs, (leg) => leg.started.siteId),
    department_id: lastNamed(legs, (leg) => leg.started.departmentId),
    queue_id: lastNamed(legs, (leg) => leg.started.queueId),
    employee_id: creditedEmployee(legs),
    ...figuresOf({ isIncoming: direction === "in", saidLost: state.finished?.value, start, finish, talks: ofAgents }),
    ...ratingColumns(state),
    remark_id: state.remark?.value ?? 0,
  };
}

/** Once call.finished came: the latest end of a leg, or of a call none of whose legs has ended the time of call.finished (rulings A8); never before the start. */
function finishOf({ finished }: CallState, legs: readonly StartedLeg[], start: number): number | undefined {
  if (finished === undefined) return undefined;
  const ends = legs.flatMap(({ endedMs }) => (endedMs === undefined ? [] : [secondsOf(endedMs)]));
  return Math.max(start, ...(ends.length === 0 ? [secondsOf(finished.timeMs)] : ends));
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
  };
}
