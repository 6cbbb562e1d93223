import type { RatingColumns } from "../ratings.ts";
import type { Flag, Versioned } from "../versioned.ts";

export type Direction = "in" | "out";

/** One row a call. Key: (tenant, started_at, call_id). Epoch seconds and seconds; 0 = none. What each column means is in docs/metrics.md, "Calls". */
export interface CallRow extends Versioned, RatingColumns {
  readonly started_at: number;
  readonly call_id: number;
  /** Of the first leg; `none` in tombstones only. */
  readonly direction: Direction | "none";
  readonly site_id: number;
  readonly department_id: number;
  readonly queue_id: number;
  /** The credited employee; 0 = nobody. */
  readonly employee_id: number;
  /** An operator's leg that is no coach's has talked. */
  readonly answered: Flag;
  readonly finished: Flag;
  readonly lost: Flag;
  readonly first_talk_at: number;
  /** 0 until finished, as are all the columns down to total_wait, but the wait for an answer. */
  readonly last_talk_end_at: number;
  readonly finished_at: number;
  /** From the start to the first talk; of a finished call without talk, to its end. */
  readonly wait: number;
  readonly talk_duration: number;
  readonly clean_talk_duration: number;
  readonly total_wait: number;
  /** The latest remark; 0 = none */
  readonly remark_id: number;
}
