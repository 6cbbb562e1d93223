import type { AnyEvent, EventData } from "@stats/events";
import type { CommunicationColumns } from "../rows.ts";

type Start = Pick<EventData["chat.started.v1"], "visitor" | "attribution" | "communication_number">;

/**
 * The shared columns of a chat, written a second time and naively: straight from the rulings (A3, A5, section 4), over its distinct events in the order
 * of time, then offset. Shares no code with the fold on purpose.
 */
export function referenceCommunication(events: readonly AnyEvent[], start: Start): CommunicationColumns {
  const said = <T extends AnyEvent["type"]>(type: T) => events.filter((event): event is Extract<AnyEvent, { type: T }> => event.type === type);
  const assigned = said("chat.visitor_assigned.v1").at(-1)?.data;
  const visitor: Start["visitor"] = assigned ? (assigned.visitor ?? { visitor_id: assigned.visitor_id }) : start.visitor;

  const tagWords = events.filter((event) => event.type === "chat.tagged.v1" || event.type === "chat.untagged.v1");
  const lastWords = tagWords.filter((event, index) => !tagWords.slice(index + 1).some(({ data }) => data.tag_id === event.data.tag_id));
  const tags = lastWords
    .filter(({ type }) => type === "chat.tagged.v1")
    .toSorted((a, b) => Math.floor(a.timeMs / 1000) - Math.floor(b.timeMs / 1000) || a.data.tag_id - b.data.tag_id);

  const saleWords = said("chat.sale_recorded.v1").map(({ data }) => data);
  const sales = saleWords
    .filter(({ sale_id }, index) => !saleWords.slice(index + 1).some((later) => later.sale_id === sale_id))
    .toSorted((a, b) => a.sale_id - b.sale_id);

  const { campaign_id, ...texts } = start.attribution ?? {};
  return {
    communication_number: start.communication_number ?? null,
    visitor_id: visitor?.visitor_id ?? 0,
    person_id: visitor?.person_id ?? 0,
    visitor_session_id: visitor?.visitor_session_id ?? 0,
    first_campaign_id: visitor?.first_campaign_id ?? 0,
    visits_count: visitor?.visits_count ?? null,
    visit_other_campaign: visitor?.visit_other_campaign === undefined ? null : visitor.visit_other_campaign ? 1 : 0,
    visitor_type: visitor?.visitor_type ?? null,
    visitor_city: visitor?.city ?? null,
    visitor_region: visitor?.region ?? null,
    visitor_country: visitor?.country ?? null,
    visitor_device: visitor?.device ?? null,
    property_names: (visitor?.custom_properties ?? []).map(({ property_name }) => property_name),
    property_values: (visitor?.custom_properties ?? []).map(({ property_value }) => property_value),
    segment_ids: visitor?.segments ?? [],
    campaign_id: campaign_id ?? 0,
    attribution: texts,
    tag_ids: tags.map(({ data }) => data.tag_id),
    tag_types: tags.map(({ data }) => data.tag_type ?? "manual"),
    tag_times: tags.map(({ timeMs }) => Math.floor(timeMs / 1000)),
    tag_user_ids: tags.map(({ data }) => data.user_id ?? 0),
    tag_user_logins: tags.map(({ data }) => data.user_login ?? null),
    tag_employee_ids: tags.map(({ data }) => data.employee_id ?? 0),
    sale_ids: sales.map(({ sale_id }) => sale_id),
    sale_times: sales.map(({ sale_date }) => Math.floor(Date.parse(sale_date) / 1000)),
    sale_is_date: sales.map(({ sale_date }) => (sale_date.includes("T") ? 0 : 1)),
    sale_costs: sales.map(({ sale_cost }) => String(Number(sale_cost))), // the histories have small amounts only
    sale_comments: sales.map(({ comment }) => comment ?? null),
    attributes: said("chat.classified.v1").at(-1)?.data.attributes ?? [],
  };
}
