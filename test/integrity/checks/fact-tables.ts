import type { Checked } from "./check.ts";

/** A fact table as the oracle sees it. */
export interface FactTable {
  /** The check's name in findings. */
  readonly name: string;
  /** The oracle's columns, each with its expression in the table, where that has another name or type. */
  readonly columns: Readonly<Record<string, string>>;
  /** What identifies a live row. */
  readonly key: readonly string[];
  readonly from: string;
  readonly rows: (checked: Checked) => readonly object[];
}

const same = (...names: string[]): Record<string, string> => Object.fromEntries(names.map((name) => [name, name]));
const instants = (...names: string[]): Record<string, string> => Object.fromEntries(names.map((name) => [name, `toUnixTimestamp(${name})`]));
const lists = (...names: string[]): Record<string, string> => Object.fromEntries(names.map((name) => [name, `toString(${name})`]));
const instantLists = (...names: string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, `toString(arrayMap(each -> toUnixTimestamp(each), ${name}))`]));
const listOrNull = (...names: string[]): Record<string, string> => Object.fromEntries(names.map((name) => [name, `if(has_${name}, toString(${name}), null)`]));

/** Lists and maps as JSON, as `cellsOf` writes what the oracle has. */
const json = (...names: string[]): Record<string, string> => Object.fromEntries(names.map((name) => [name, `toJSONString(${name})`]));

const money = (...names: string[]): Record<string, string> => Object.fromEntries(names.map((name) => [name, `toString(${name})`]));

/** Who came, and from where. */
const visitor = {
  ...same("visitor_id", "person_id", "visitor_session_id", "first_campaign_id", "visits_count", "visit_other_campaign"),
  ...same("visitor_type", "visitor_city", "visitor_region", "visitor_country", "visitor_device", "campaign_id"),
  ...json("property_names", "property_values", "segment_ids", "attribution"),
};

/** What chats, calls, leads and goals have in common. */
const communication = {
  ...visitor,
  ...same("communication_number"),
  ...json("tag_ids", "tag_types", "tag_user_ids", "tag_user_logins", "tag_employee_ids"),
  ...json("sale_ids", "sale_times", "sale_is_date", "sale_comments", "attributes"),
  ...instantLists("tag_times"),
  sale_costs: "toJSONString(arrayMap(cost -> toString(cost), sale_costs))",
};

const ratings = ["face", "vote", "score", "remark_id"];
const places = ["site_id", "department_id", "queue_id", "employee_id"];

export const factTables: readonly FactTable[] = [
  {
    name: "chat facts",
    columns: {
      ...same("tenant", "chat_id", ...places, "initiator", "with_bot", "visitor_wrote", "queued", "answered", "closed", "wait", "talk", ...ratings),
      ...instants("started_at", "queued_at", "answered_at", "closed_at"),
      ...same("first_site_id", "status", "release_cause", "is_transfer", "messages_count", "employee_messages_count"),
      ...communication,
    },
    key: ["tenant", "chat_id"],
    from: "chat final where deleted = 0",
    rows: ({ truth }) => truth.oracle.chatRows(),
  },
  {
    name: "chat message facts",
    columns: {
      ...same("tenant", "chat_id", "message_id", "partition", "author", "employee_id", "text"),
      sent_at_ms: "toUnixTimestamp64Milli(sent_at)",
      offset: "version",
    },
    key: ["tenant", "chat_id", "partition", "offset"],
    from: "chat_message final",
    rows: ({ truth }) => truth.oracle.chatMessageRows(),
  },
  {
    name: "status facts",
    columns: { ...same("tenant", "user_id", "status", "partition"), changed_at_ms: "toUnixTimestamp64Milli(changed_at)", offset: "version" },
    key: ["tenant", "user_id", "partition", "offset"],
    from: "status_change final",
    rows: ({ truth }) => truth.oracle.statusRows(),
  },
  {
    name: "directory facts",
    columns: {
      ...same("tenant", "kind", "object_id", "is_deleted", "title", "login", "first_name", "last_name", "patronymic", "email", "phone", "domain_name"),
      ...lists("department_ids", "site_ids"),
      ...listOrNull("managed_department_ids", "managed_site_ids"),
    },
    key: ["tenant", "kind", "object_id"],
    from: "directory_object final where deleted = 0",
    rows: ({ truth }) => truth.oracle.directoryRows(),
  },
  {
    name: "call facts",
    columns: {
      ...same("tenant", "call_id", "direction", ...places, "answered", "finished", "lost", ...ratings),
      ...same("wait", "talk_duration", "clean_talk_duration", "total_wait", "postprocess_duration"),
      ...instants("started_at", "first_talk_at", "last_talk_end_at", "finished_at"),
      ...same("virtual_phone_number", "contact_phone_number", "source", "first_site_id", "scenario_id", "contact_id", "finish_reason", "is_transferred"),
      ...same("call_api_request_id", "call_api_external_id", "operator_phone_number"),
      ...json("call_records", "voice_mail_records", "employee_ids", "employee_answered", "employee_talked"),
      ...same("first_answered_employee_id", "last_answered_employee_id", "first_talked_employee_id", "last_talked_employee_id"),
      ...communication,
    },
    key: ["tenant", "call_id"],
    from: "call final where deleted = 0",
    rows: ({ truth }) => truth.oracle.callRows(),
  },
  {
    name: "call leg facts",
    columns: {
      ...same("tenant", "call_id", "leg_id", "direction", "virtual_phone_number", "calling_phone_number", "called_phone_number"),
      ...same("is_operator", "is_coach", "is_transferred", "employee_id", "talk", "hold", "duration", "total_duration"),
      ...instants("started_at", "connected_at", "ended_at"),
      ...instantLists("talk_starts", "talk_ends"),
      ...same("source", "contact_phone_number", "employee_phone_number", "scenario_id", "contact_id", "employee_rating"),
      ...same("release_cause_code", "release_cause_description", "is_failed", "direction_type", "chargeable_duration"),
      ...json("call_records"),
      ...money("cost_per_minute", "total_charge", "bonuses_charge"),
    },
    key: ["tenant", "call_id", "leg_id"],
    from: "call_leg final where deleted = 0",
    rows: ({ truth }) => truth.oracle.callLegRows(),
  },
  {
    name: "lead facts",
    columns: {
      ...same(
        "tenant",
        "offline_message_id",
        "status",
        "lead_type",
        "site_id",
        "department_id",
        "employee_id",
        "assigned_employee_id",
        "processed_employee_id",
      ),
      ...instants("received_at", "assigned_at", "processed_at"),
      ...same("communication_id", "form_type", "group_id", "group_name", "text", "visitor_name", "visitor_phone_number", "visitor_email"),
      ...same("answer_message", "comment", "handler_employee_id"),
      ...communication,
    },
    key: ["tenant", "offline_message_id"],
    from: "lead final where deleted = 0",
    rows: ({ truth }) => truth.oracle.leadRows(),
  },
  {
    name: "goal facts",
    columns: { ...same("tenant", "communication_id", "goal_id", "name", "site_id"), ...instants("reached_at"), ...communication },
    key: ["tenant", "communication_id"],
    from: "goal final where deleted = 0",
    rows: ({ truth }) => truth.oracle.goalRows(),
  },
  {
    name: "contact facts",
    columns: { ...same("tenant", "contact_id", "kind", "source_type", "creator_type", "is_auto", "site_id"), ...instants("captured_at") },
    key: ["tenant", "contact_id"],
    from: "contact final where deleted = 0",
    rows: ({ truth }) => truth.oracle.contactRows(),
  },
  {
    name: "visitor session facts",
    columns: {
      ...same(
        "tenant",
        "started_millisecond",
        "site_id",
        "duration",
        "ip_address",
        "browser_name",
        "browser_version",
        "os_name",
        "os_version",
        "provider",
        "screen",
        "language",
      ),
      ...visitor,
      ...instants("started_at", "ended_at"),
      ...instantLists("hit_times"),
      ...json("hit_durations", "hit_urls"),
    },
    key: ["tenant", "visitor_session_id"],
    from: "visitor_session final where deleted = 0",
    rows: ({ truth }) => truth.oracle.visitorSessionRows(),
  },
  {
    name: "visitor facts",
    columns: {
      ...same("tenant", "visitor_id", "full_name", "company", "comment", "has_person_id", "person_id", "has_custom_properties"),
      ...json("emails", "phone_numbers", "property_names", "property_values"),
    },
    key: ["tenant", "visitor_id"],
    from: "visitor final where deleted = 0",
    rows: ({ truth }) => truth.oracle.visitorRows(),
  },
  {
    name: "charge facts",
    columns: { ...same("tenant", "charge_id", "kind"), charged_on: "toString(charged_on)", ...money("amount", "bonuses") },
    key: ["tenant", "charge_id"],
    from: "charge final where deleted = 0",
    rows: ({ truth }) => truth.oracle.chargeRows(),
  },
  {
    name: "API request facts",
    columns: {
      ...same("tenant", "api_request_id", "request_id", "request_id_is_number", "api_type", "component", "ip_address", "method", "method_type", "result"),
      ...same("error_code", "error_mnemocode", "call_session_id", "external_id", "raw", "execution_time"),
      ...instants("requested_at"),
    },
    key: ["tenant", "api_request_id"],
    from: "api_request final where deleted = 0",
    rows: ({ truth }) => truth.oracle.apiRequestRows(),
  },
];
