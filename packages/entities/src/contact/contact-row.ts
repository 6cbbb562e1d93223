import type { Flag, Versioned } from "../versioned.ts";

/** One row a captured contact. Key: (tenant, contact_id). Never taken back. */
export interface ContactRow extends Versioned {
  readonly contact_id: number;
  readonly kind: "email" | "phone";
  readonly source_type: "chat" | "lead";
  readonly creator_type: "employee" | "visitor";
  readonly is_auto: Flag;
  /** 0 = none */
  readonly site_id: number;
  /** Epoch seconds of the event that counts. */
  readonly captured_at: number;
}
