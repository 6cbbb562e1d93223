import type { Binder } from "./binder.ts";
import { decimal, instant, integer, local, record, type Sql, sqlOf, text, token } from "./column.ts";
import { communicationColumns, siteColumns } from "./communication-columns.ts";
import { digitsAsNumber } from "./digits.ts";
import { type Branch, type RowsInQuestion, union } from "./relation.ts";
import type { Listing } from "./statement.ts";

const none = "cast(null as Nullable(String))";
const withoutContact = { given_name: none, given_phone: none, given_email: none };

/** A sale of a call that goes on is a sale, too (rulings, "settled last"). */
const branches: readonly Branch[] = [
  { view: "chat_of(tenant = {tenant:String})", columns: { kind: "'chat'", site_id: "first_site_id", ...withoutContact } },
  {
    view: "call_of(tenant = {tenant:String})",
    columns: { kind: "'call'", site_id: "first_site_id", ...withoutContact, given_phone: "cast(contact_phone_number as Nullable(String))" },
  },
  { view: "goal_of(tenant = {tenant:String})", columns: { kind: "'goal'", started_at: "reached_at", ...withoutContact } },
  {
    view: "lead_of(tenant = {tenant:String})",
    columns: {
      kind: "'offline_message'",
      started_at: "received_at",
      given_name: "visitor_name",
      given_phone: "visitor_phone_number",
      given_email: "visitor_email",
    },
  },
];

const shared = `
  kind started_at communication_id communication_number site_id campaign_id visit_other_campaign attribution
  visitor_id person_id visitor_session_id first_campaign_id visits_count visitor_type visitor_city visitor_region visitor_country
  tag_ids tag_types tag_times tag_user_ids tag_user_logins tag_employee_ids sale_ids sale_times sale_is_date sale_costs sale_comments
  given_name given_phone given_email`;
const ofVisitor = ["known_name", "known_phones", "known_emails"];

/** What is said of each sale, and what the lists of it are called in a fact. */
const ofSale: Readonly<Record<string, string>> = {
  sale_id: "sale_ids",
  sale_time: "sale_times",
  sale_is_date_: "sale_is_date",
  sale_cost: "sale_costs",
  sale_comment: "sale_comments",
};

/** The local time of a sale as if it were UTC, in seconds; a bare date is that day's midnight already. */
const saleTime: Sql = (binder: Binder) => `if(sale_is_date_, sale_time, sale_time + timezoneOffset(toDateTime64(sale_time, 0, ${binder.bindZone()})))`;

/** What is read of all communications to find the sales of a time. */
const light = new Set(["kind", "started_at", "communication_id", ...Object.values(ofSale)]);
const columns = shared.trim().split(/\s+/);

/**
 * Communications with a sale in question. The tables lie by the communications' own times, which say nothing of when something was sold: so all of them
 * are looked through, but only by few columns; the others are read between the first and the last communication that has such a sale.
 */
function communicationsWithSales(named: ReadonlySet<string>, binder: Binder, rows: RowsInQuestion): string {
  const isSold = `arrayExists((sale_time, sale_is_date_) -> ${rows.within}, sale_times, sale_is_date)`;
  const sold = (names: ReadonlySet<string>, isThere: (startedAt: string) => string): string => {
    const among = branches.map((branch) => ({ ...branch, where: `${isThere(branch.columns["started_at"] ?? "started_at")}${isSold}` }));
    return union(columns, among)(names, binder, rows);
  };
  if (columns.every((column) => light.has(column) || !named.has(column))) return sold(named, () => "");
  const ends = `(select (min(started_at), max(started_at)) from ${sold(new Set(["started_at"]), () => "")})`;
  return sold(named, (startedAt) => `${startedAt} >= ${ends}.1 and ${startedAt} <= ${ends}.2 and `);
}

/** One row a sale, by its own time, with the communication that it belongs to. Sale ids are unique within a communication. */
export const sales: Listing = {
  name: "sales",
  from: (namedColumns, binder, rows) => {
    const elements = Object.entries(ofSale).filter(([element]) => namedColumns.has(element));
    const needed = new Set([...namedColumns, ...elements.map(([, list]) => list), "kind", "started_at", "communication_id"]);
    if (ofVisitor.some((column) => namedColumns.has(column))) needed.add("visitor_id");
    const communications = communicationsWithSales(needed, binder, rows);
    const each = `(
  select *, ${elements.map(([element]) => element).join(", ")} from ${communications}
  array join ${elements.map(([element, list]) => `${list} as ${element}`).join(", ")}
)`;
    if (!ofVisitor.some((column) => namedColumns.has(column))) return each;
    return `(
  select * from ${each} as sale
  left join (
    select visitor_id, full_name as known_name, phone_numbers as known_phones, emails as known_emails
    from visitor_of(tenant = {tenant:String})
    where visitor_id in (select visitor_id from ${communicationsWithSales(new Set(["visitor_id"]), binder, rows)})
  ) as visitor using (visitor_id)
)`;
  },
  key: ["kind", "started_at", "communication_id", "sale_id"],
  order: [saleTime, "sale_id", "kind", "communication_id"],
  // looking for the page's communications once more would be looking through all of them once more
  isNarrow: true,
};

const daysBefore: Sql = (binder: Binder) =>
  `greatest(0, toInt64(intDiv(${sqlOf(saleTime, binder)}, 86400)) - toInt64(toDate(started_at, ${binder.bindZone()})))`;

/** Of the offline message itself, else what is known of the visitor (ruling A30). */
const contact = (given: string, known: string): string => `if(kind = 'offline_message', ${given}, ${known})`;
const phoneText = `multiIf(kind = 'offline_message', given_phone, kind = 'call', nullIf(given_phone, ''), empty(known_phones), null, known_phones[1])`;

const { id: tagId, name: tagName } = communicationColumns.tags.members;
const site = siteColumns();

export const saleListColumns = {
  sale_id: integer("sale_id", { isNeverNull: true }),
  sold_at: local(saleTime, { isNeverNull: true }),
  cost: decimal("sale_cost", { isNeverNull: true }),
  comment: text("sale_comment"),
  days_before: integer(daysBefore, { isNeverNull: true }),
  communication_number: communicationColumns.communication_number,
  ua_client_id: communicationColumns.ua_client_id,
  tags: { kind: "records", members: { id: tagId, name: tagName } },
  site: record({ id: site.site_id, name: site.site_name }),
  campaign: record({
    id: communicationColumns.campaign_id,
    name: communicationColumns.campaign_name,
    visit_other: communicationColumns.visit_other_campaign,
  }),
  visitor: record({
    id: communicationColumns.visitor_id,
    name: text(contact("given_name", "known_name")),
    phone_number: integer(digitsAsNumber(phoneText)),
    email: text(contact("given_email", "if(empty(known_emails), null, known_emails[1])")),
    person_id: communicationColumns.person_id,
    type: communicationColumns.visitor_type,
    session_id: communicationColumns.visitor_session_id,
    visits_count: communicationColumns.visits_count,
    first_campaign_id: communicationColumns.first_campaign_id,
    first_campaign_name: communicationColumns.first_campaign_name,
    city: communicationColumns.visitor_city,
    region: communicationColumns.visitor_region,
    country: communicationColumns.visitor_country,
  }),
  communication: record({
    id: communicationColumns.communication_id,
    type: token("kind", { isNeverNull: true }),
    at: instant("started_at", { isNeverNull: true }),
  }),
} as const;
