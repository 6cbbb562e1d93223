import type { Flag, Versioned } from "../versioned.ts";
import type { Direction } from "./call-row.ts";

/** One row a started leg of a call. Key: (tenant, call_started_at, call_id, leg_id). Epoch seconds and seconds; 0 = none. */
export interface CallLegRow extends Versioned {
  /** `started_at` of the call, so that its legs lie where it lies. */
  readonly call_started_at: number;
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
  readonly started_at: number;
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
}
