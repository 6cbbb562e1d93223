import type { CommunicationColumns } from "../communication/communication-columns.ts";
import type { Versioned } from "../versioned.ts";

type LeadStatus = "new" | "processing" | "processed";
export type LeadType = "form" | "callback" | "chat";

/** One row a lead (an offline message). Key: (tenant, received_at, offline_message_id). Epoch seconds; 0 = none. */
export interface LeadRow extends Versioned, CommunicationColumns {
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
  readonly communication_id: number;
  /** Absent texts are null, here and below; all as published. */
  readonly form_type: string | null;
  readonly group_id: number;
  readonly group_name: string | null;
  readonly text: string | null;
  readonly visitor_name: string | null;
  readonly visitor_phone_number: string | null;
  readonly visitor_email: string | null;
  /** Of the latest processing. */
  readonly answer_message: string | null;
  readonly comment: string | null;
  /** Who processed it, else who was assigned; unlike `employee_id` never who entered it. */
  readonly handler_employee_id: number;
}
