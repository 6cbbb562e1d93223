import { communicationFact, type CommunicationFact } from "./communication-fact.ts";
import type { DecodedEvent } from "./decode-record.ts";
import { byTimeThenOffset, second } from "./order.ts";

/** The columns of a lead's fact row that its events decide. A lead is an offline message (contract, section 5). */
export interface LeadFact extends CommunicationFact {
  readonly tenant: string;
  readonly received_at: number;
  readonly offline_message_id: number;
  readonly status: "new" | "processing" | "processed";
  readonly lead_type: "form" | "callback" | "chat";
  readonly site_id: number;
  readonly department_id: number;
  readonly employee_id: number;
  readonly assigned_employee_id: number;
  readonly processed_employee_id: number;
  readonly assigned_at: number;
  readonly processed_at: number;
  readonly communication_id: number;
  readonly form_type: string | null;
  readonly group_id: number;
  readonly group_name: string | null;
  readonly text: string | null;
  readonly visitor_name: string | null;
  readonly visitor_phone_number: string | null;
  readonly visitor_email: string | null;
  readonly answer_message: string | null;
  readonly comment: string | null;
  readonly handler_employee_id: number;
}

/** The row of one lead from all its distinct events; null until it was received (X11). Credit and status: A24; else who entered it. */
export function leadFact(events: readonly (DecodedEvent & { readonly offset: number })[]): LeadFact | null {
  const inOrder = events.toSorted(byTimeThenOffset);
  const ofType = (type: string) => inOrder.filter((event) => event.type === `offline_message.${type}.v1`);
  const receptions = ofType("received");
  const received = receptions.findLast(({ timeMs }) => timeMs === receptions[0]?.timeMs); // "Settled last": the earliest, same time higher offset
  if (!received) return null;
  const [assigned, processed] = [ofType("assigned").at(-1), ofType("processed").at(-1)]; // X12
  return {
    tenant: received.tenant,
    received_at: second(received),
    offline_message_id: Number(received.data["offline_message_id"]),
    status: processed ? "processed" : assigned ? "processing" : "new",
    lead_type: (received.data["lead_type"] as LeadFact["lead_type"] | null | undefined) ?? "form",
    site_id: received.data.site_id ?? 0,
    department_id: received.data.department_id ?? 0,
    employee_id: processed?.data.employee_id ?? assigned?.data.employee_id ?? received.data.employee_id ?? 0,
    assigned_employee_id: assigned?.data.employee_id ?? 0,
    processed_employee_id: processed?.data.employee_id ?? 0,
    assigned_at: assigned ? second(assigned) : 0,
    processed_at: processed ? second(processed) : 0,
    communication_id: Number(received.data["communication_id"]),
    form_type: textOf(received, "form_type"),
    group_id: Number(received.data["group_id"] ?? 0),
    group_name: textOf(received, "group_name"),
    text: textOf(received, "text"),
    visitor_name: textOf(received, "visitor_name"),
    visitor_phone_number: textOf(received, "visitor_phone_number"),
    visitor_email: textOf(received, "visitor_email"),
    answer_message: textOf(processed, "answer_message"), // A24: of the latest processed event
    comment: textOf(processed, "comment"),
    handler_employee_id: processed?.data.employee_id ?? assigned?.data.employee_id ?? 0, // settled: never who entered it
    ...communicationFact("offline_message", inOrder, received.data),
  };
}

function textOf(event: DecodedEvent | undefined, field: string): string | null {
  return (event?.data[field] as string | null | undefined) ?? null;
}
