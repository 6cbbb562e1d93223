import type { EventData } from "@stats/events";
import type { Flag, Versioned } from "../versioned.ts";
import type { Direction } from "./call-row.ts";

/** What a leg costs, as the latest charge says it; `none` and null where nothing was charged. Money in canonical form (see money.ts). */
export interface ChargeColumns {
  readonly direction_type: EventData["call.leg_charged.v1"]["direction_type"] | "none";
  /** Seconds */
  readonly chargeable_duration: number | null;
  readonly cost_per_minute: string | null;
  readonly total_charge: string | null;
  readonly bonuses_charge: string | null;
}

/** One row a started leg of a call. Key: (tenant, started_at, call_id, leg_id). Epoch seconds and seconds; 0 = none. */
export interface CallLegRow extends Versioned, ChargeColumns {
  readonly started_at: number;
  readonly call_id: number;
  readonly leg_id: number;
  /** `none` in tombstones only. */
  readonly direction: Direction | "none";
  readonly virtual_phone_number: string;
  /** "" = hidden */
  readonly calling_phone_number: string;
  readonly called_phone_number: string;
  readonly is_operator: Flag;
  readonly is_coach: Flag;
  readonly is_transferred: Flag;
  readonly employee_id: number;
  readonly connected_at: number;
  readonly ended_at: number;
  /** Seconds in talks that are over. */
  readonly talk: number;
  /** Seconds between a talk and the next. */
  readonly hold: number;
  /** The talks in order; they do not overlap. */
  readonly talk_starts: readonly number[];
  /** As long as talk_starts; 0 = this talk goes on (only ever the last). */
  readonly talk_ends: readonly number[];
  /** The leg's own, else the call's. */
  readonly source: string | null;
  /** The call's. */
  readonly contact_phone_number: string;
  readonly employee_phone_number: string | null;
  readonly scenario_id: number;
  readonly contact_id: number;
  /** From pick-up to end, 0 when never picked up; null until it has ended, as the next. */
  readonly duration: number | null;
  /** From start to end. */
  readonly total_duration: number | null;
  readonly release_cause_code: number | null;
  readonly release_cause_description: string | null;
  /** What its end says, else whether it ended without being picked up; null while neither. */
  readonly is_failed: Flag | null;
  /** Of its latest post-processing. */
  readonly employee_rating: number | null;
  /** Hashes in the order of their times. */
  readonly call_records: readonly string[];
}
