import { blankCommunication, communicationColumns } from "../communication/columns.ts";
import { originOf } from "../communication/state.ts";
import type { RowsAt } from "../fold.ts";
import { secondsOf } from "../moment.ts";
import type { FactRows } from "../rows.ts";
import type { Flag } from "../versioned.ts";
import type { LeadRow } from "./lead-row.ts";
import type { LeadState } from "./lead.ts";

/** The lead's live row and a tombstone for every other reception it was ever said to have; nothing before its first (rulings X11). */
export function leadRows(state: LeadState, at: RowsAt): FactRows {
  const { received, receptions } = state;
  if (received === undefined) return {};
  const live = liveRow(state, received, at);
  const former = receptions.filter((seconds) => seconds !== live.received_at);
  return { lead: [live, ...former.map((seconds) => blankRow(at, seconds, 1))] };
}

/** Once processed it stays so, whatever is assigned later; credited is who processed it, else who was assigned (rulings A24), else who entered it. */
function liveRow({ assigned, processed, said }: LeadState, { timeMs, value: data }: NonNullable<LeadState["received"]>, at: RowsAt): LeadRow {
  const handler = processed?.value.employee_id ?? assigned?.value ?? 0;
  return {
    ...blankRow(at, secondsOf(timeMs), 0),
    status: processed !== undefined ? "processed" : assigned !== undefined ? "processing" : "new",
    lead_type: data.lead_type,
    site_id: data.site_id ?? 0,
    department_id: data.department_id ?? 0,
    employee_id: handler === 0 ? (data.employee_id ?? 0) : handler,
    assigned_employee_id: assigned?.value ?? 0,
    processed_employee_id: processed?.value.employee_id ?? 0,
    assigned_at: assigned === undefined ? 0 : secondsOf(assigned.timeMs),
    processed_at: processed === undefined ? 0 : secondsOf(processed.timeMs),
    communication_id: data.communication_id,
    form_type: data.form_type ?? null,
    group_id: data.group_id ?? 0,
    group_name: data.group_name ?? null,
    text: data.text ?? null,
    visitor_name: data.visitor_name ?? null,
    visitor_phone_number: data.visitor_phone_number ?? null,
    visitor_email: data.visitor_email ?? null,
    answer_message: processed?.value.answer_message ?? null,
    comment: processed?.value.comment ?? null,
    handler_employee_id: handler,
    ...communicationColumns(said, originOf(data)),
  };
}

function blankRow({ tenant, entityId, partition, version }: RowsAt, receivedAt: number, deleted: Flag): LeadRow {
  return {
    tenant,
    received_at: receivedAt,
    offline_message_id: Number(entityId),
    partition,
    version,
    deleted,
    status: "none",
    lead_type: "none",
    site_id: 0,
    department_id: 0,
    employee_id: 0,
    assigned_employee_id: 0,
    processed_employee_id: 0,
    assigned_at: 0,
    processed_at: 0,
    communication_id: 0,
    form_type: null,
    group_id: 0,
    group_name: null,
    text: null,
    visitor_name: null,
    visitor_phone_number: null,
    visitor_email: null,
    answer_message: null,
    comment: null,
    handler_employee_id: 0,
    ...blankCommunication,
  };
}
