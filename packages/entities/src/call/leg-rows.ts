import type { RowsAt } from "../fold.ts";
import { canonicalMoney } from "../money.ts";
import { secondsOf } from "../moment.ts";
import { flag, type Flag } from "../versioned.ts";
import type { BeginningColumns } from "./beginnings.ts";
import type { CallLegRow, ChargeColumns } from "./leg-row.ts";
import { hashesOf, type Recording } from "./recordings.ts";
import type { Leg, StartedLeg } from "./state.ts";
import { talkAndHold, type Talk } from "./talks.ts";

/** What a leg takes from its call. */
export interface OfTheCall {
  readonly beginning: BeginningColumns;
  readonly recordings: readonly Recording[];
}

/** The leg's live row, and a tombstone for every other start it was ever said to have. */
export function legRows(leg: StartedLeg, talks: readonly Talk[], at: RowsAt, call: OfTheCall): readonly CallLegRow[] {
  const start = secondsOf(leg.started.timeMs);
  return [liveRow(leg, start, talks, at, call), ...leg.starts.filter((seconds) => seconds !== start).map((seconds) => blankRow(at, seconds, leg.legId, 1))];
}

function liveRow(leg: StartedLeg, start: number, talks: readonly Talk[], at: RowsAt, { beginning, recordings }: OfTheCall): CallLegRow {
  const said = leg.started.value;
  const connected = leg.connectedMs === undefined ? undefined : secondsOf(leg.connectedMs);
  const ended = leg.ended === undefined ? undefined : secondsOf(leg.ended.timeMs);
  return {
    ...blankRow(at, start, leg.legId, 0),
    direction: said.direction,
    virtual_phone_number: said.virtual_phone_number,
    calling_phone_number: said.calling_phone_number,
    called_phone_number: said.called_phone_number,
    is_operator: flag(said.is_operator),
    is_coach: flag(said.is_coach),
    is_transferred: flag(said.is_transferred),
    employee_id: said.employee_id ?? 0,
    connected_at: connected ?? 0,
    ended_at: ended ?? 0,
    ...talkAndHold(talks),
    talk_starts: talks.map(({ from }) => from),
    talk_ends: talks.map(({ to }) => to ?? 0),
    source: said.source ?? beginning.source,
    contact_phone_number: beginning.contact_phone_number,
    employee_phone_number: said.employee_phone_number ?? null,
    scenario_id: said.scenario_id ?? 0,
    contact_id: said.contact_id ?? 0,
    // An end dated before the pick-up, or before the start, makes nothing negative.
    duration: ended === undefined ? null : connected === undefined ? 0 : Math.max(0, ended - connected),
    total_duration: ended === undefined ? null : Math.max(0, ended - start),
    release_cause_code: leg.ended?.value.release_cause_code ?? null,
    release_cause_description: leg.ended?.value.release_cause_description ?? null,
    is_failed: isFailed(leg),
    employee_rating: leg.postprocessed?.value.rating ?? null,
    call_records: hashesOf(recordings, "call", leg.legId),
    ...chargeColumns(leg),
  };
}

/** Rulings A14: what the latest end says; if it says nothing, false once picked up, true when it ended without; null before either. */
function isFailed({ ended, connectedMs }: Leg): Flag | null {
  const said = ended?.value.is_failed;
  if (said !== undefined) return flag(said);
  if (connectedMs !== undefined) return 0;
  return ended === undefined ? null : 1;
}

/** Rulings A32: one charge a leg, the latest. */
function chargeColumns({ charged }: Leg): ChargeColumns {
  if (charged === undefined) return uncharged;
  const { direction_type, chargeable_duration, cost_per_minute, total_charge, bonuses_charge } = charged.value;
  return {
    direction_type,
    chargeable_duration,
    cost_per_minute: canonicalMoney(cost_per_minute),
    total_charge: canonicalMoney(total_charge),
    bonuses_charge: canonicalMoney(bonuses_charge),
  };
}

const uncharged: ChargeColumns = { direction_type: "none", chargeable_duration: null, cost_per_minute: null, total_charge: null, bonuses_charge: null };

function blankRow({ tenant, entityId, partition, version }: RowsAt, startedAt: number, legId: number, deleted: Flag): CallLegRow {
  return {
    tenant,
    started_at: startedAt,
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
    connected_at: 0,
    ended_at: 0,
    talk: 0,
    hold: 0,
    talk_starts: [],
    talk_ends: [],
    source: null,
    contact_phone_number: "",
    employee_phone_number: null,
    scenario_id: 0,
    contact_id: 0,
    duration: null,
    total_duration: null,
    release_cause_code: null,
    release_cause_description: null,
    is_failed: null,
    employee_rating: null,
    call_records: [],
    ...uncharged,
  };
}
