import type { Versioned } from "../versioned.ts";

type LeadStatus = "new" | "processing" | "processed";
export type LeadType = "form" | "callback" | "chat";

/** One row a lead (an offline message). Key: (tenant, received_at, offline_message_id). Epoch seconds; 0 = none. */
export interface LeadRow extends Versioned {
  readonly received_at: number;
  readonly offline_message_id: number;
  /** `none` in tombstones only, here and below. */
  readonly status: LeadStatus | "none";
  readonly lead_type: LeadType | "none";
  readonly site_id: number;
  readonly department_id: number;
  /** The credited employee: who processed it, else who was assigned, else who entered it; 0 = nobody. */
  readonly employee_id: number;
  readonly assigned_employee_id: number;
  readonly processed_employee_id: number;
  readonly assigned_at: number;
  readonly processed_at: number;
}
