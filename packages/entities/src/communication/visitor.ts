import type { EventData } from "@stats/events";
import { flag, type Flag } from "../versioned.ts";

/** The visitor block of an event, as checked. */
export type Visitor = NonNullable<EventData["chat.started.v1"]["visitor"]>;

export interface VisitorColumns {
  readonly visitor_id: number;
  readonly person_id: number;
  readonly visitor_session_id: number;
  readonly first_campaign_id: number;
  readonly visits_count: number | null;
  readonly visit_other_campaign: Flag | null;
  readonly visitor_type: string | null;
  readonly visitor_city: string | null;
  readonly visitor_region: string | null;
  readonly visitor_country: string | null;
  readonly visitor_device: string | null;
  /** Names and values of the custom properties, as published, one element each. */
  readonly property_names: readonly string[];
  readonly property_values: readonly string[];
  readonly segment_ids: readonly number[];
}

export const nobody: VisitorColumns = {
  visitor_id: 0,
  person_id: 0,
  visitor_session_id: 0,
  first_campaign_id: 0,
  visits_count: null,
  visit_other_campaign: null,
  visitor_type: null,
  visitor_city: null,
  visitor_region: null,
  visitor_country: null,
  visitor_device: null,
  property_names: [],
  property_values: [],
  segment_ids: [],
};

export function visitorColumns(visitor: Visitor | undefined): VisitorColumns {
  if (visitor === undefined) return nobody;
  const properties = visitor.custom_properties ?? [];
  return {
    visitor_id: visitor.visitor_id,
    person_id: visitor.person_id ?? 0,
    visitor_session_id: visitor.visitor_session_id ?? 0,
    first_campaign_id: visitor.first_campaign_id ?? 0,
    visits_count: visitor.visits_count ?? null,
    visit_other_campaign: visitor.visit_other_campaign === undefined ? null : flag(visitor.visit_other_campaign),
    visitor_type: visitor.visitor_type ?? null,
    visitor_city: visitor.city ?? null,
    visitor_region: visitor.region ?? null,
    visitor_country: visitor.country ?? null,
    visitor_device: visitor.device ?? null,
    property_names: properties.map(({ property_name }) => property_name),
    property_values: properties.map(({ property_value }) => property_value),
    segment_ids: visitor.segments ?? [],
  };
}
