import type { CommunicationColumns } from "../communication/communication-columns.ts";
import type { RatingColumns } from "../ratings.ts";
import type { Flag, Versioned } from "../versioned.ts";

/** One row a chat. Key: (tenant, started_at, chat_id). Times of day are in docs/metrics.md. */
export interface ChatRow extends Versioned, RatingColumns, CommunicationColumns {
  readonly started_at: number;
  readonly chat_id: number;
  /** 0 = none */
  readonly site_id: number;
  readonly department_id: number;
  readonly queue_id: number;
  /** The credited employee; 0 = nobody. */
  readonly employee_id: number;
  readonly initiator: string;
  readonly with_bot: Flag;
  /** At least one visitor message up to the close. */
  readonly visitor_wrote: Flag;
  /** Entered the human queue. */
  readonly queued: Flag;
  readonly answered: Flag;
  readonly closed: Flag;
  /** 0 = never */
  readonly queued_at: number;
  readonly answered_at: number;
  readonly closed_at: number;
  /** Seconds from queue entry to answer; 0 unless answered. */
  readonly wait: number;
  /** Seconds from answer to close; 0 unless answered and closed. */
  readonly talk: number;
  /** The latest remark; 0 = none */
  readonly remark_id: number;
  /** What the start says, whenever the close was; 0 = none */
  readonly first_site_id: number;
  /** `new`, `active`, `succeed`, `lost` or `refused`; empty in tombstones only. */
  readonly status: string;
  /** Why it was closed; null while open. */
  readonly release_cause: string | null;
  /** Transferred at least once. */
  readonly is_transfer: Flag;
  /** Distinct messages of all authors, also after the close; of these those of operators. */
  readonly messages_count: number;
  readonly employee_messages_count: number;
}
