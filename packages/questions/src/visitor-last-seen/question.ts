import { z } from "zod";
import { defineQuestion } from "../question.ts";
import { flag, id, integer } from "../values.ts";

const params = z.object({ visitor_id: id });

const text = z.string().nullable();

/** Ids are 0, and the rest is null, where nothing was said. */
const row = z.object({
  /** false = only the visitor's card is known, and the rest says nothing. */
  block_known: flag,
  person_id: integer,
  visitor_session_id: integer,
  first_campaign_id: integer,
  visits_count: integer.nullable(),
  visit_other_campaign: flag.nullable(),
  visitor_type: text,
  visitor_city: text,
  visitor_region: text,
  visitor_country: text,
  visitor_device: text,
  property_names: z.array(z.string()),
  property_values: z.array(z.string()),
  segment_ids: z.array(integer),
});

/** A visitor as his latest session or communication describes him; no row for one of whom nothing is known. */
export const visitorLastSeen = defineQuestion({ name: "visitor-last-seen", at: import.meta.url, params, row });

export type VisitorLastSeenRow = z.output<typeof row>;
