import type { AnyEvent, EventData, LoggedEvent } from "@stats/events";
import type { Fold, RowsAt } from "../fold.ts";
import { latest, type Valued } from "../moment.ts";
import type { FactRows } from "../rows.ts";
import { flag } from "../versioned.ts";
import { weightOf } from "../weight-of.ts";

type Updated = Omit<EventData["visitor.updated.v1"], "visitor_id">;
type Field = keyof Updated;
type Given<F extends Field> = Exclude<Updated[F], undefined>;

/** Of each field the latest word, null where that cleared it; a field that was never given is not there. */
type VisitorState = { -readonly [F in Field]?: Valued<Given<F>> };

const fields = ["person_id", "full_name", "emails", "phone_numbers", "company", "comment", "custom_properties"] as const satisfies readonly Field[];

const stateBytes = 64;

/** Visitors: one fact row an id. Each field is what the latest event that gives it says: a null clears, an absent one stays (contract; rulings A29). */
export const visitorFold: Fold<VisitorState> = {
  kinds: ["visitor"],
  initialState: () => ({}),
  evolve,
  rows,
  weight: (state) => stateBytes + weightOf(state),
};

function evolve(state: VisitorState, { event, version }: LoggedEvent<AnyEvent>): VisitorState {
  if (event.type !== "visitor.updated.v1") return state;
  for (const field of fields) update(state, field, event.data[field], event.timeMs, version);
  return state;
}

function update<F extends Field>(state: VisitorState, field: F, value: Updated[F], timeMs: number, version: number): void {
  if (value === undefined) return;
  const known = state[field] as Valued<Given<F>> | undefined;
  (state as Record<F, Valued<Given<F>>>)[field] = latest(known, { timeMs, version, value: value as Given<F> });
}

/** The visitor's key never changes, so there are no tombstones. */
function rows(state: VisitorState, { tenant, entityId, partition, version }: RowsAt): FactRows {
  const properties = state.custom_properties?.value ?? [];
  return {
    visitor: [
      {
        tenant,
        visitor_id: Number(entityId),
        partition,
        version,
        deleted: 0,
        full_name: state.full_name?.value ?? null,
        emails: state.emails?.value ?? [],
        phone_numbers: state.phone_numbers?.value ?? [],
        company: state.company?.value ?? null,
        comment: state.comment?.value ?? null,
        has_person_id: flag(state.person_id !== undefined),
        person_id: state.person_id?.value ?? 0,
        has_custom_properties: flag(state.custom_properties !== undefined),
        property_names: properties.map(({ property_name }) => property_name),
        property_values: properties.map(({ property_value }) => property_value),
      },
    ],
  };
}
