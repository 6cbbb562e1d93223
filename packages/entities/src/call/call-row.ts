import type { RatingColumns } from "../ratings.ts";
import type { Versioned } from "../versioned.ts";
import type { CallFigures } from "./figures.ts";

export type Direction = "in" | "out";

/** One row a call. Key: (tenant, started_at, call_id). Epoch seconds and seconds; 0 = none. What each column means is in docs/metrics.md, "Calls". */
export interface CallRow extends Versioned, RatingColumns, CallFigures {
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
}
