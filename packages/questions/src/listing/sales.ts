import type { Binder } from "./binder.ts";
import { decimal, instant, integer, local, record, type Sql, sqlOf, text, token } from "./column.ts";
import { communicationColumns, siteColumns } from "./communication-columns.ts";
import { digitsAsNumber } from "./digits.ts";
import type { Relation } from "./relation.ts";
import type { Listing } from "./statement.ts";

/** A time [since, until] of the account's clocks, in seconds as if in UTC. */
export interface LocalPeriod {
  readonly since: number;
  readonly until: number;
}

/** No zone's clocks are a day away from UTC. */
const offsetMax = 86_400;

const known = ["known_name", "known_phones", "known_emails"];

/** The local time of a sale as if it were UTC, in seconds; a bare date is that day's midnight already. */
const saleTime: Sql = (binder: Binder) => `if(sale_is_date, sale_time, sale_time + timezoneOffset(toDateTime64(sale_time, 0, ${binder.bindZone()})))`;

/** One row a sale, by its own time, with the communication that it belongs to; a sale of a call that goes on is one, too (rulings, "settled last"). */
export function salesOf(period: LocalPeriod): Listing {
  return {
    name: "sales",
    from: saleRelation(period),
    key: ["kind", "entity_id", "sale_id"],
    order: [saleTime, "sale_id", "kind", "communication_id"],
    isNarrow: true,
  };
}

/** The bare times prune by their index, a day wider; which of them are of the period is said by the statement. */
function saleRelation({ since, until }: LocalPeriod): Relation {
  return (named, binder, rows) => {
    const around = `sale_time >= ${binder.bind("Int64", since - offsetMax)} and sale_time <= ${binder.bind("Int64", until + offsetMax)}`;
    const sales = `(select * from sale_of(tenant = {tenant:String}) where ${around})`;
    if (!known.some((column) => named.has(column))) return sales;
    return `(
  select * from ${sales} as sales
  left join (
    select visitor_id, full_name as known_name, phone_numbers as known_phones, emails as known_emails
    from visitor_of(tenant = {tenant:String})
    where visitor_id in (select visitor_id from ${sales} where ${rows.within})
  ) as visitors using (visitor_id)
)`;
  };
}

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
  ua_client_id: text("ua_client_id"),
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
