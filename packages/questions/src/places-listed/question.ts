import { z } from "zod";
import { defineQuestion } from "../question.ts";
import { flag, integer } from "../values.ts";

const params = z.object({ kind: z.enum(["site", "department", "remark"]) });

const row = z.object({
  id: integer,
  is_deleted: flag,
  /** A site's is its url. */
  title: z.string(),
});

/** Every site, department or remark that was ever written to the directory, in no order. */
export const placeDirectory = defineQuestion({ name: "places-listed", at: import.meta.url, params, row });

export type PlacesListedRow = z.output<typeof row>;

export interface PlacesListedParams {
  /** What the caller may see: all, or those of the list. */
  readonly every_place: boolean;
  readonly view_places: readonly number[];
  /** Whether only these are listed. */
  readonly places_given: boolean;
  readonly place_ids: readonly number[];
  /** Those that have a row whether they are in view or not: the ones that counted dialogs lie in. */
  readonly participant_ids: readonly number[];
}

/**
 * Which sites, departments or remarks of the directory a report lists, and their names, in the order of their ids: those in view (without the deleted
 * ones, unless they are asked for by id), and the participants. An id that nobody ever wrote to the directory has an empty name.
 */
export function listPlaces(directory: readonly PlacesListedRow[], params: PlacesListedParams): PlacesListedRow[] {
  const known = new Map(directory.map((place) => [place.id, place]));
  const participants = new Set(params.participant_ids);
  const asked = params.places_given ? new Set(params.place_ids) : undefined;
  return [...new Set([...known.keys(), ...participants])]
    .filter((id) => asked?.has(id) ?? true)
    .filter((id) => {
      const isVisible = params.every_place || params.view_places.includes(id);
      return participants.has(id) || (isVisible && (params.places_given || known.get(id)?.is_deleted !== true));
    })
    .map((id) => known.get(id) ?? { id, is_deleted: false, title: "" })
    .toSorted((one, other) => one.id - other.id);
}
