import type { DecodedEvent } from "./decode-record.ts";
import { byTimeThenOffset } from "./order.ts";

/** The columns of a visitor's fact row that its events decide. */
export interface VisitorUpdatedFact {
  readonly tenant: string;
  readonly visitor_id: number;
  readonly full_name: string | null;
  readonly emails: readonly string[];
  readonly phone_numbers: readonly string[];
  readonly company: string | null;
  readonly comment: string | null;
  readonly has_person_id: 0 | 1;
  readonly person_id: number;
  readonly has_custom_properties: 0 | 1;
  readonly property_names: readonly string[];
  readonly property_values: readonly string[];
}

/** Of each field the last word by time, then offset: a value, or a null that clears; an absent field says nothing (contract, section 2; A29). */
export function visitorUpdatedFact(events: readonly (DecodedEvent & { readonly offset: number })[]): VisitorUpdatedFact | null {
  const [any] = events;
  if (!any) return null;
  const inOrder = events.toSorted(byTimeThenOffset);
  const word = (field: string) => inOrder.findLast(({ data }) => data[field] !== undefined)?.data[field];
  const properties = (word("custom_properties") ?? []) as readonly { readonly property_name: string; readonly property_value: string }[];
  return {
    tenant: any.tenant,
    visitor_id: Number(any.data["visitor_id"]),
    full_name: (word("full_name") ?? null) as string | null,
    emails: (word("emails") ?? []) as readonly string[],
    phone_numbers: (word("phone_numbers") ?? []) as readonly string[],
    company: (word("company") ?? null) as string | null,
    comment: (word("comment") ?? null) as string | null,
    has_person_id: word("person_id") === undefined ? 0 : 1,
    person_id: Number(word("person_id") ?? 0),
    has_custom_properties: word("custom_properties") === undefined ? 0 : 1,
    property_names: properties.map((property) => property.property_name),
    property_values: properties.map((property) => property.property_value),
  };
}
