import type { Store } from "../reports/fill.ts";
import type { Pick } from "../reports/requests.ts";

export type Params = Readonly<Record<string, unknown>>;

/** The reports that list rows of a period. */
export const rowReports = [
  "get.communications_report",
  "get.calls_report",
  "get.call_legs_report",
  "get.chats_report",
  "get.chat_messages_report",
  "get.goals_report",
  "get.offline_messages_report",
  "get.visitor_sessions_report",
  "get.sales_report",
  "get.financial_call_legs_report",
  "get.api_requests_report",
] as const;

/** Whole days, anywhere in the store's year but for its first two days, before which sales are missing. Messages may be asked for 30 days at most. */
export function periodOf(pick: Pick, { fromSeconds, toSeconds }: Store, method: string, days: number): Params {
  const asked = method === "get.chat_messages_report" ? Math.min(days, 30) : days;
  const storeDays = Math.floor((toSeconds - fromSeconds) / 86_400);
  const first = Math.floor(fromSeconds / 86_400) + 2 + pick(storeDays - asked - 2);
  const text = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);
  return { date_from: `${text(first)} 00:00:00`, date_till: `${text(first + asked - 1)} 23:59:59` };
}

/** What is filtered, and how. */
interface FilterCase {
  readonly name: string;
  readonly method: string;
  readonly filter: unknown;
}

export const filterCases: readonly FilterCase[] = [
  { name: "one employee", method: "get.chats_report", filter: { field: "employee_id", operator: "=", value: 17 } },
  { name: "one utm_campaign", method: "get.chats_report", filter: { field: "utm_campaign", operator: "=", value: "campaign-17" } },
  { name: "search_query like", method: "get.chats_report", filter: { field: "search_query", operator: "like", value: "%слово 42%" } },
  { name: "search_query regexp", method: "get.communications_report", filter: { field: "search_query", operator: "regexp", value: "^купить 4[0-9]$" } },
  { name: "campaign_name (a looked-up name)", method: "get.communications_report", filter: { field: "campaign_name", operator: "=", value: "campaign 7" } },
  { name: "one visitor", method: "get.communications_report", filter: { field: "visitor_id", operator: "=", value: 4711 } },
  { name: "tags jsquery", method: "get.communications_report", filter: { field: "tags", operator: "jsquery", value: "#.tag_id = 5" } },
  {
    name: "a tree of five",
    method: "get.chats_report",
    filter: {
      condition: "and",
      filters: [
        { field: "status", operator: "in", value: ["lost", "succeed"] },
        { field: "answer_time", operator: ">", value: 60 },
        {
          condition: "or",
          filters: [
            { field: "utm_source", operator: "=", value: "vk" },
            { field: "visitor_city", operator: "=", value: "Казань" },
            { field: "sale_cost", operator: ">", value: 1000 },
          ],
        },
      ],
    },
  },
  { name: "one contact number", method: "get.calls_report", filter: { field: "contact_phone_number", operator: "=", value: "79000000001" } },
  { name: "lost calls", method: "get.calls_report", filter: { field: "is_lost", operator: "=", value: true } },
  { name: "one city", method: "get.visitor_sessions_report", filter: { field: "visitor_city", operator: "=", value: "Уфа" } },
];

/** One field of every type that may be sorted by. */
export const sortCases: readonly { readonly type: string; readonly method: string; readonly field: string }[] = [
  { type: "number", method: "get.chats_report", field: "duration" },
  { type: "number, computed (money)", method: "get.chats_report", field: "sale_cost" },
  { type: "enum", method: "get.chats_report", field: "status" },
  { type: "iso8601 (the key)", method: "get.communications_report", field: "date_time" },
  { type: "iso8601, computed", method: "get.communications_report", field: "sale_date" },
  { type: "enum, in other words", method: "get.communications_report", field: "visitor_type" },
  { type: "string", method: "get.offline_messages_report", field: "group_name" },
  { type: "string, a looked-up name", method: "get.offline_messages_report", field: "employee_full_name" },
  { type: "boolean", method: "get.calls_report", field: "is_lost" },
  { type: "number", method: "get.calls_report", field: "scenario_id" },
  { type: "number", method: "get.visitor_sessions_report", field: "visitor_id" },
];
