import { z } from "zod";
import { count, id, ids, text } from "../fields.ts";

export const customProperties = z.array(z.object({ property_name: text, property_value: text }));

/** Who is on the other side, as known when the event happened. */
export const visitor = z.object({
  visitor_id: id,
  person_id: id.optional(),
  visitor_session_id: id.optional(),
  visitor_type: z.enum(["new", "returning"]).optional(),
  visits_count: count.optional(),
  first_campaign_id: id.optional(),
  city: text.optional(),
  region: text.optional(),
  country: text.optional(),
  device: z.enum(["desktop", "mobile", "tablet", "other"]).optional(),
  custom_properties: customProperties.optional(),
  segments: ids.optional(),
  visit_other_campaign: z.boolean().optional(),
});

/** Where the visitor came from. Everything but the campaign is text. */
export const attribution = z.object({
  campaign_id: id.optional(),
  channel: text.optional(),
  engine: text.optional(),
  search_query: text.optional(),
  search_engine: text.optional(),
  referrer: text.optional(),
  referrer_domain: text.optional(),
  entrance_page: text.optional(),
  ua_client_id: text.optional(),
  gclid: text.optional(),
  yclid: text.optional(),
  ymclid: text.optional(),
  ef_id: text.optional(),
  utm_source: text.optional(),
  utm_medium: text.optional(),
  utm_term: text.optional(),
  utm_content: text.optional(),
  utm_campaign: text.optional(),
  openstat_ad: text.optional(),
  openstat_campaign: text.optional(),
  openstat_service: text.optional(),
  openstat_source: text.optional(),
});
