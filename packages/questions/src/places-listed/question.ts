import { z } from "zod";
import { defineQuestion } from "../question.ts";
import { flag, id, integer } from "../values.ts";

const params = z.object({
  kind: z.enum(["site", "department", "remark"]),
  /** What the caller may see: all, or those of the list. */
  every_place: z.boolean(),
  view_places: z.array(id),
  /** Whether only these are listed. */
  places_given: z.boolean(),
  place_ids: z.array(id),
  /** Those that have a row whether they are in view or not: the ones that counted dialogs lie in. */
  participant_ids: z.array(id),
});

const row = z.object({
  id: integer,
  is_deleted: flag,
  /** A site's is its url. */
  title: z.string(),
});

/** The sites, departments or remarks that a report lists, in the order of their ids. */
export const placesListed = defineQuestion({ name: "places-listed", at: import.meta.url, params, row });

export type PlacesListedParams = z.input<typeof params>;
export type PlacesListedRow = z.output<typeof row>;
