import type { CommunicationColumns } from "../communication/communication-columns.ts";
import type { RatingColumns } from "../ratings.ts";
import type { Flag, Versioned } from "../versioned.ts";
import type { BeginningColumns } from "./beginnings.ts";
import type { CallFigures } from "./figures.ts";
import type { PeopleColumns } from "./people.ts";

export type Direction = "in" | "out";

/** One row a call. Key: (tenant, started_at, call_id). Epoch seconds and seconds; 0 = none. What each column means is in docs/metrics.md, "Calls". */
export interface CallRow extends Versioned, RatingColumns, CallFigures, BeginningColumns, PeopleColumns, CommunicationColumns {
  readonly started_at: number;
  readonly call_id: number;
  /** Of the first leg; `none` in tombstones only. */
  readonly direction: Direction | "none";
  readonly site_id: number;
  readonly department_id: number;
  readonly queue_id: number;
  /** The credited employee; 0 = nobody. */
  readonly employee_id: number;
  /** The latest remark; 0 = none */
  readonly remark_id: number;
  /** null while the call goes on */
  readonly finish_reason: string | null;
  /** Any of the legs is a transferred one. */
  readonly is_transferred: Flag;
  /** The own number of the operator who talked first. */
  readonly operator_phone_number: string | null;
  /** Seconds, over all legs; null when there is none. */
  readonly postprocess_duration: number | null;
  /** Hashes in the order of their times. */
  readonly call_records: readonly string[];
  readonly voice_mail_records: readonly string[];
}
