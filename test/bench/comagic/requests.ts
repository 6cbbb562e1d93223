import type { Store } from "../reports/fill.ts";
import type { Pick } from "../reports/requests.ts";

export type Params = Readonly<Record<string, unknown>>;

/** All fields of each report, as the system describes itself. */
export type FieldsOf = ReadonlyMap<string, readonly string[]>;

/** A kind of request: the same report asked for the same, of a period or an id that is picked anew each time. */
export interface RequestCase {
  readonly method: string;
  /** What is asked, in the words of a table's columns behind the report. */
  readonly labels: readonly (string | number)[];
  readonly next: (pick: Pick) => Params;
  /** Rows that must be there for the request to make sense: those before its page. */
  readonly skipped?: number;
}

/** The reports that list rows of a period. */
const rowReports = [
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
function periodOf(pick: Pick, { fromSeconds, toSeconds }: Store, method: string, days: number): Params {
  const asked = method === "get.chat_messages_report" ? Math.min(days, 30) : days;
  const storeDays = Math.floor((toSeconds - fromSeconds) / 86_400);
  const first = Math.floor(fromSeconds / 86_400) + 2 + pick(storeDays - asked - 2);
  const text = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);
  return { date_from: `${text(first)} 00:00:00`, date_till: `${text(first + asked - 1)} 23:59:59` };
}

/** First page and page 10 of each report that lists rows, over a day and a month. */
export function pageCases(store: Store): readonly RequestCase[] {
  return rowReports.flatMap((method) =>
    [1, 31].flatMap((days) =>
      [1000, 10_000].flatMap((limit) =>
        [1, 10].map((page) => {
          const skipped = (page - 1) * limit;
          return { method, labels: [days, limit, page], next: (pick: Pick) => ({ ...periodOf(pick, store, method, days), limit, offset: skipped }), skipped };
        }),
      ),
    ),
  );
}

/** The first 1,000 rows of a month, filtered. */
export function filteredCases(store: Store): readonly RequestCase[] {
  return filters.map(({ name, method, filter }) => ({ method, labels: [name], next: (pick) => ({ ...periodOf(pick, store, method, 31), filter }) }));
}

/** The first 1,000 rows of a month, in the order of a field of every type. */
export function sortedCases(store: Store): readonly RequestCase[] {
  return sorts.flatMap(({ type, method, field }) =>
    ["asc", "desc"].map((order) => ({
      method,
      labels: [`${field} ${order}`, type],
      next: (pick: Pick) => ({ ...periodOf(pick, store, method, 31), sort: [{ field, order }] }),
    })),
  );
}

const wideReports = ["get.communications_report", "get.calls_report", "get.chats_report", "get.visitor_sessions_report"];

/** 10,000 rows of all fields over a month. */
export function wideParams(pick: Pick, store: Store, method: string, fields: FieldsOf): Params {
  return { ...periodOf(pick, store, method, 31), fields: fields.get(method), limit: 10_000 };
}

/** What is asked otherwise than by a page of a period: all fields of many rows, one visitor, a month's charges, the messages of one chat. */
export function otherCases(store: Store, fields: FieldsOf): readonly RequestCase[] {
  const entities = Math.floor(store.chats / store.accounts);
  const year = new Date((store.fromSeconds + 2_678_400) * 1000).getUTCFullYear();
  return [
    ...wideReports.map((method): RequestCase => ({
      method,
      labels: ["31 days, all fields, 10,000 rows"],
      next: (pick) => wideParams(pick, store, method, fields),
    })),
    { method: "get.communications_report", labels: ["89 days"], next: (pick) => periodOf(pick, store, "get.communications_report", 89) },
    { method: "get.visitors_report", labels: ["one visitor"], next: (pick) => ({ visitor_id: 1 + pick(Math.floor(entities / 4)) }) },
    { method: "get.chat_messages_report", labels: ["one chat"], next: (pick) => ({ chat_id: 1 + pick(entities) }) },
    { method: "get.financial_summary_report", labels: ["one month"], next: (pick) => ({ year, month: 1 + pick(12) }) },
  ];
}

/** What is filtered, and how. */
interface FilterCase {
  readonly name: string;
  readonly method: string;
  readonly filter: unknown;
}

const filters: readonly FilterCase[] = [
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
const sorts: readonly { readonly type: string; readonly method: string; readonly field: string }[] = [
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
