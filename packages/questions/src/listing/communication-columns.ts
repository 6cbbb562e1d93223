import { decimal, flag, id, ids, instant, integer, local, named, namesOf, records, type ScalarColumn, text, texts, token } from "./column.ts";

/** A text of the attribution block: null where it was not given, which is not the same as an empty one. */
const attribution = (name: string): ScalarColumn => text(`if(mapContains(attribution, '${name}'), attribution['${name}'], null)`);

/** Sales as local times of the zone. One that was published as a bare date is kept as that day's midnight already. */
const saleTimes: ScalarColumn = local(
  (binder) => `arrayMap((at, is_date) -> if(is_date, at, at + timezoneOffset(toDateTime64(at, 0, ${binder.bindZone()}))), sale_times, sale_is_date)`,
);

/** What chats, calls, goals and leads have in common, by the columns that their views share (see packages/facts/schema/021_chat_communication.sql). */
export const communicationColumns = {
  communication_id: integer("communication_id", { isNeverNull: true }),
  communication_number: integer("communication_number"),
  sale_date: local((binder) => `if(empty(sale_ids), null, arrayMax(${typeof saleTimes.sql === "string" ? saleTimes.sql : saleTimes.sql(binder)}))`),
  sale_cost: decimal("if(empty(sale_ids), null, arraySum(sale_costs))"),
  attributes: texts("attributes"),
  tags: records({
    id: ids("tag_ids"),
    name: namesOf("tag", "tag_ids"),
    type: token("tag_types"),
    changed_at: instant("tag_times"),
    user_id: ids("tag_user_ids"),
    user_login: text("tag_user_logins"),
    employee_id: ids("tag_employee_ids"),
    employee_name: namesOf("employee", "tag_employee_ids"),
  }),
  visitor_id: id("visitor_id"),
  person_id: id("person_id"),
  visitor_session_id: id("visitor_session_id"),
  visits_count: integer("visits_count"),
  visit_other_campaign: flag("visit_other_campaign"),
  first_campaign_id: id("first_campaign_id"),
  first_campaign_name: named("campaign", "first_campaign_id"),
  visitor_type: token("visitor_type"),
  visitor_city: text("visitor_city"),
  visitor_region: text("visitor_region"),
  visitor_country: text("visitor_country"),
  visitor_device: token("visitor_device"),
  properties: records({ name: text("property_names"), value: text("property_values") }),
  segments: records({ id: ids("segment_ids"), name: namesOf("segment", "segment_ids") }),
  campaign_id: id("campaign_id"),
  campaign_name: named("campaign", "campaign_id"),
  ua_client_id: attribution("ua_client_id"),
  search_query: attribution("search_query"),
  search_engine: attribution("search_engine"),
  referrer_domain: attribution("referrer_domain"),
  referrer: attribution("referrer"),
  entrance_page: attribution("entrance_page"),
  gclid: attribution("gclid"),
  yclid: attribution("yclid"),
  ymclid: attribution("ymclid"),
  ef_id: attribution("ef_id"),
  channel: { ...attribution("channel"), kind: "token" },
  utm_source: attribution("utm_source"),
  utm_medium: attribution("utm_medium"),
  utm_term: attribution("utm_term"),
  utm_content: attribution("utm_content"),
  utm_campaign: attribution("utm_campaign"),
  openstat_ad: attribution("openstat_ad"),
  openstat_campaign: attribution("openstat_campaign"),
  openstat_service: attribution("openstat_service"),
  openstat_source: attribution("openstat_source"),
} as const;

/** A communication's site: `site_id` in the listing's relation. */
export const siteColumns = (column = "site_id") => ({ site_id: id(column), site_name: named("site", column) });
