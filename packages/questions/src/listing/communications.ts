import { instant, token } from "./column.ts";
import { communicationColumns, siteColumns } from "./communication-columns.ts";
import { type Branch, union } from "./relation.ts";
import type { Listing } from "./statement.ts";

/** The columns that chats, calls, goals and leads share (packages/facts/schema/021_chat_communication.sql), and what tells them apart. */
const shared = `
  kind started_at communication_id communication_number site_id
  visitor_id person_id visitor_session_id first_campaign_id visits_count visit_other_campaign
  visitor_type visitor_city visitor_region visitor_country visitor_device property_names property_values segment_ids
  campaign_id attribution tag_ids tag_types tag_times tag_user_ids tag_user_logins tag_employee_ids
  sale_ids sale_times sale_is_date sale_costs sale_comments attributes`;

const branches: readonly Branch[] = [
  { view: "chat_of(tenant = {tenant:String})", columns: { kind: "'chat'", site_id: "first_site_id" } },
  { view: "call_of(tenant = {tenant:String})", columns: { kind: "'call'", site_id: "first_site_id" }, where: "finished" },
  { view: "goal_of(tenant = {tenant:String})", columns: { kind: "'goal'", started_at: "reached_at" } },
  { view: "lead_of(tenant = {tenant:String})", columns: { kind: "'offline_message'", started_at: "received_at" } },
];

/**
 * Chats, finished calls, goals and leads: the four kinds of communication, in one relation. Ids may be equal across kinds, so that kind and id together
 * say which communication it is.
 */
const communicationRelation = union(shared.trim().split(/\s+/), branches);

/** Communications of a time. */
export const communications: Listing = {
  name: "communications",
  from: communicationRelation,
  key: ["kind", "started_at", "communication_id"],
  order: ["started_at", "kind", "communication_id"],
};

export const communicationListColumns = {
  ...communicationColumns,
  ...siteColumns(),
  kind: token("kind", { isNeverNull: true }),
  started_at: instant("started_at", { isNeverNull: true }),
} as const;
