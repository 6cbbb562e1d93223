import type { AnyEvent, EventData, LoggedEvent } from "@stats/events";
import { blankCommunication, communicationColumns } from "../communication/columns.ts";
import { evolveCommunication } from "../communication/evolve.ts";
import { nothingSaid, originOf, type Communication } from "../communication/state.ts";
import { communicationWeight } from "../communication/weight.ts";
import type { Fold, RowsAt } from "../fold.ts";
import { begins, secondsOf, type Moment, type Valued } from "../moment.ts";
import type { FactRows } from "../rows.ts";
import type { Flag } from "../versioned.ts";
import { weightOf } from "../weight-of.ts";
import type { GoalRow } from "./goal-row.ts";

interface GoalState {
  /** The goal.reached that counts, of several the earliest (rulings X11). */
  reached: Valued<EventData["goal.reached.v1"]> | undefined;
  /** Every time, in whole seconds, that was ever said, each once: the keys that this goal's row may have had. */
  times: number[];
  said: Communication | undefined;
}

const stateBytes = 224;
const numberBytes = 16;

/** Goals: one fact row a time a goal was reached. What each column means stands in docs/metrics.md, "Goals". */
export const goalFold: Fold<GoalState> = {
  kinds: ["goal"],
  initialState: () => ({ reached: undefined, times: [], said: undefined }),
  evolve,
  rows,
  weight: ({ reached, times, said }) => stateBytes + numberBytes * times.length + weightOf(reached?.value) + communicationWeight(said),
};

function evolve(state: GoalState, logged: LoggedEvent<AnyEvent>): GoalState {
  const { event, version } = logged;
  if (event.type === "goal.reached.v1") reach(state, { timeMs: event.timeMs, version }, event.data);
  else evolveCommunication((state.said ??= nothingSaid()), logged);
  return state;
}

function reach(state: GoalState, at: Moment, value: EventData["goal.reached.v1"]): void {
  const seconds = secondsOf(at.timeMs);
  if (!state.times.includes(seconds)) state.times.push(seconds);
  if (begins(state.reached, at)) state.reached = { ...at, value };
}

/** The goal's live row and a tombstone for every other time it was ever said to have been reached; nothing before the first (rulings A2, X11). */
function rows({ reached, times, said }: GoalState, at: RowsAt): FactRows {
  if (reached === undefined) return {};
  const { timeMs, value: data } = reached;
  const live: GoalRow = {
    ...blankRow(at, secondsOf(timeMs), 0),
    goal_id: data.goal_id,
    name: data.name,
    site_id: data.site_id ?? 0,
    ...communicationColumns(said, originOf(data)),
  };
  const former = times.filter((seconds) => seconds !== live.reached_at);
  return { goal: [live, ...former.map((seconds) => blankRow(at, seconds, 1))] };
}

function blankRow({ tenant, entityId, partition, version }: RowsAt, reachedAt: number, deleted: Flag): GoalRow {
  return {
    tenant,
    reached_at: reachedAt,
    communication_id: Number(entityId),
    partition,
    version,
    deleted,
    goal_id: 0,
    name: "",
    site_id: 0,
    ...blankCommunication,
  };
}
