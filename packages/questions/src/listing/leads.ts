import { id, instant, integer, named, text, token } from "./column.ts";
import { communicationColumns, siteColumns } from "./communication-columns.ts";
import { digitsAsNumber } from "./digits.ts";
import { view } from "./relation.ts";
import type { Listing } from "./statement.ts";

/** Leads received in a time. */
export const leads: Listing = {
  name: "leads",
  from: view("lead_of(tenant = {tenant:String})"),
  key: ["received_at", "offline_message_id"],
  order: ["received_at", "offline_message_id"],
};

export const leadColumns = {
  ...communicationColumns,
  ...siteColumns(),
  lead_id: integer("offline_message_id", { isNeverNull: true }),
  received_at: instant("received_at", { isNeverNull: true }),
  status: token("toString(status)", { isNeverNull: true }),
  processed_at: instant("if(status = 'processed', processed_at, null)"),
  text: text("text"),
  form_type: token("form_type"),
  group_id: id("group_id"),
  group_name: text("group_name"),
  /** Who processed it, else to whom it was assigned. */
  employee_id: id("handler_employee_id"),
  employee_name: named("employee", "handler_employee_id"),
  answer_message: text("answer_message"),
  comment: text("comment"),
  /** The digits of what was typed as a number; null without any, or with more than a number holds exactly. */
  visitor_phone_number: integer(digitsAsNumber("visitor_phone_number")),
  visitor_email: text("visitor_email"),
  visitor_name: text("visitor_name"),
} as const;
