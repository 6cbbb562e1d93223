import type { RowsAt } from "../fold.ts";
import { secondsOf } from "../moment.ts";
import { flag, type Flag } from "../versioned.ts";
import type { CallLegRow } from "./leg-row.ts";
import type { StartedLeg } from "./state.ts";
import { talkAndHold, type Talk } from "./talks.ts";

/** The row of a leg, under the start of its call. */
export function legRow({ legId, started, connectedMs, endedMs }: StartedLeg, talks: readonly Talk[], at: RowsAt, callStart: number): CallLegRow {
  return {
    ...blankRow(at, callStart, legId, 0),
    direction: started.direction,
    virtual_phone_number: started.virtualPhoneNumber,
    calling_phone_number: started.callingPhoneNumber,
    called_phone_number: started.calledPhoneNumber,
    is_operator: flag(started.isOperator),
    is_coach: flag(started.isCoach),
    is_transferred: flag(started.isTransferred),
    employee_id: started.employeeId,
    started_at: secondsOf(started.timeMs),
    connected_at: connectedMs === undefined ? 0 : secondsOf(connectedMs),
    ended_at: endedMs === undefined ? 0 : secondsOf(endedMs),
    ...talkAndHold(talks),
    talk_starts: talks.map(({ from }) => from),
    talk_ends: talks.map(({ to }) => to ?? 0),
  };
}

/** Takes back the row that a leg may have had under another start of its call. */
export function legTombstone(at: RowsAt, callStart: number, legId: number): CallLegRow {
  return blankRow(at, callStart, legId, 1);
}

function blankRow({ tenant, entityId, partition, version }: RowsAt, callStart: number, legId: number, deleted: Flag): CallLegRow {
  return {
    tenant,
    call_started_at: callStart,
    call_id: Number(entityId),
    leg_id: legId,
    partition,
    version,
    deleted,
    direction: "none",
    virtual_phone_number: "",
    calling_phone_number: "",
    called_phone_number: "",
    is_operator: 0,
    is_coach: 0,
    is_transferred: 0,
    employee_id: 0,
    started_at: 0,
    connected_at: 0,
    ended_at: 0,
    talk: 0,
    hold: 0,
    talk_starts: [],
    talk_ends: [],
  };
}
