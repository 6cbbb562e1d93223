import type { CommunicationColumns } from "../communication/communication-columns.ts";
import type { Versioned } from "../versioned.ts";

/** One row a time a goal was reached. Key: (tenant, reached_at, communication_id). Epoch seconds; ids are 0 where none was given. */
export interface GoalRow extends Versioned, CommunicationColumns {
  readonly reached_at: number;
  readonly communication_id: number;
  /** The definition, which is reached many times; 0 in tombstones only. */
  readonly goal_id: number;
  readonly name: string;
  readonly site_id: number;
}
