import { id, instant, integer, named, namesOf, records, text, texts, token } from "./column.ts";
import { siteColumns } from "./communication-columns.ts";
import { orderedCommunications } from "./communications-of.ts";
import type { Listing } from "./statement.ts";

/** Of the first or the last of all sessions, or null without any. */
const ofSession = (place: 1 | -1, member: string): string => `if(empty(sessions), null, sessions[${place}].${member})`;

/**
 * One visitor as a row, or none where nothing is known of him (ruling A29). What was published about him goes before what his last session says.
 */
export function visitorWithId(visitorId: number): Listing {
  return {
    name: "visitors",
    from: (_named, binder) => {
      const which = binder.bind("UInt64", visitorId);
      return `(
  select ${which} as visitor_id, * from (
    select
      arraySort(groupArray(tuple(started_at, started_millisecond, visitor_session_id, site_id, person_id, first_campaign_id, campaign_id, duration, visitor_device,
        if(mapContains(attribution, 'search_query'), attribution['search_query'], null)::Nullable(String),
        multiIf(mapContains(attribution, 'entrance_page'), attribution['entrance_page'], empty(hit_urls), null, hit_urls[1])::Nullable(String),
        property_names, property_values)
        ::Tuple(started_at DateTime('UTC'), millisecond UInt16, session_id UInt64, site_id UInt64, person_id UInt64, first_campaign_id UInt64, campaign_id UInt64, duration UInt32,
          device Nullable(String), search_query Nullable(String), entrance_page Nullable(String), property_names Array(String), property_values Array(String)))) as sessions,
      arrayFilter(query -> query is not null, sessions.search_query) as search_queries,
      arrayFilter(campaign -> campaign != 0, sessions.first_campaign_id) as first_campaigns,
      arrayDistinct(arrayFilter(campaign -> campaign != 0, sessions.campaign_id)) as campaign_ids
    from visitor_session_of(tenant = {tenant:String})
    -- their keys first: merging versions reads every column of whatever it looks at
    where (started_at, visitor_session_id) in (select started_at, visitor_session_id from visitor_session_of(tenant = {tenant:String}) where visitor_id = ${which})
  ) as visits
  cross join (
    select count() as updates, any(full_name) as full_name, any(emails) as emails, any(phone_numbers) as phone_numbers, any(company) as company,
      any(comment) as comment, any(has_person_id) as has_person_id, any(person_id) as updated_person_id, any(has_custom_properties) as has_custom_properties,
      any(property_names) as updated_names, any(property_values) as updated_values
    from visitor_of(tenant = {tenant:String}) where visitor_id = ${which}
  ) as updated
  cross join (
    select any(its_communication_kinds) as communication_kinds, any(its_communication_ids) as communication_ids, any(its_communication_times) as communication_times
    from (${orderedCommunications("visitor_id", `visitor_id = ${which}`)})
  ) as known
  where notEmpty(sessions) or updates > 0 or notEmpty(communication_ids)
)`;
    },
    key: ["visitor_id"],
    order: ["visitor_id"],
    // one row: to look for its key first would be to make it twice
    isNarrow: true,
  };
}

const properties = (member: "names" | "values"): string =>
  `multiIf(has_custom_properties = 1, updated_${member}, empty(sessions), [], sessions[-1].property_${member})`;

/** Where nobody said who it is, 0. */
const personId = "multiIf(has_person_id = 1, updated_person_id, empty(sessions), 0, sessions[-1].person_id)";
const firstCampaign = "multiIf(notEmpty(first_campaigns), first_campaigns[1], empty(sessions), 0, sessions[1].campaign_id)";
const lastSite = "if(empty(sessions), 0, sessions[-1].site_id)";

export const visitorListColumns = {
  ...siteColumns(lastSite),
  visitor_id: integer("visitor_id", { isNeverNull: true }),
  first_visit: instant(ofSession(1, "started_at")),
  last_visit: instant(ofSession(-1, "started_at")),
  full_name: text("full_name"),
  emails: texts("emails"),
  phone_numbers: texts("phone_numbers"),
  company: text("company"),
  comment: text("comment"),
  person_id: id(personId),
  device: token(ofSession(-1, "device")),
  visits_count: integer("length(sessions)", { isNeverNull: true }),
  first_campaign_id: id(firstCampaign),
  first_campaign_name: named("campaign", firstCampaign),
  first_search_query: text("if(empty(search_queries), null, search_queries[1])"),
  last_search_query: text("if(empty(search_queries), null, search_queries[-1])"),
  first_entrance_page: text(ofSession(1, "entrance_page")),
  last_entrance_page: text(ofSession(-1, "entrance_page")),
  last_session_id: integer(ofSession(-1, "session_id")),
  communications: records({ type: token("communication_kinds"), id: integer("communication_ids"), at: instant("communication_times") }),
  properties: records({ name: text(properties("names")), value: text(properties("values")) }),
  site_duration: integer("arraySum(sessions.duration)", { isNeverNull: true }),
  campaigns: records({ id: integer("campaign_ids"), name: namesOf("campaign", "campaign_ids") }),
  sessions: records({ id: integer("sessions.session_id") }),
} as const;
