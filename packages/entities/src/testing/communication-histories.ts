import type { AnyEvent } from "@stats/events";
import fc from "fast-check";
import { body, maybe, smallId, type Body } from "./histories.ts";

const text = fc.constantFrom("", "a", "b");

/** A visitor block of one of three visitors. */
const visitor = fc
  .record({
    visitor_id: smallId,
    person_id: maybe(smallId),
    visitor_session_id: maybe(smallId),
    visitor_type: maybe(fc.constantFrom("new", "returning")),
    visits_count: maybe(fc.nat(2)),
    first_campaign_id: maybe(smallId),
    city: maybe(text),
    device: maybe(fc.constantFrom("desktop", "other")),
    custom_properties: maybe(fc.array(fc.record({ property_name: text, property_value: text }), { maxLength: 2 })),
    segments: maybe(fc.array(smallId, { maxLength: 2 })),
    visit_other_campaign: maybe(fc.boolean()),
  })
  .map(withoutAbsent);

const attribution = fc.record({ campaign_id: maybe(smallId), channel: maybe(text), utm_source: maybe(text), referrer: maybe(text) }).map(withoutAbsent);

/** What a start event tells of its visitor, for any kind of communication. */
export const originFields = { visitor: maybe(visitor), attribution: maybe(attribution), communication_number: maybe(fc.nat(3)) };

/** What may be said about a communication of a kind whose events carry `about`. */
export function aboutBodies(kind: "chat" | "call" | "goal" | "offline_message", about: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<Body> {
  const type = (verb: string) => `${kind}.${verb}.v1` as AnyEvent["type"];
  const tag = {
    ...about,
    tag_id: smallId,
    tag_type: maybe(fc.constantFrom("auto", "manual")),
    user_id: maybe(smallId),
    user_login: maybe(text),
    employee_id: maybe(smallId),
  };
  const sale = {
    ...about,
    sale_id: smallId,
    sale_date: fc.constantFrom("2026-01-15", "2026-01-15T00:00:00Z", "2025-12-31T23:59:59.999-05:00"),
    sale_cost: fc.constantFrom("0", "12.50", "-3.0001", "007"),
    comment: maybe(text),
  };
  return fc.oneof(
    { weight: 3, arbitrary: body(type("tagged"), tag) },
    { weight: 2, arbitrary: body(type("untagged"), tag) },
    { weight: 2, arbitrary: body(type("sale_recorded"), sale) },
    { weight: 1, arbitrary: body(type("classified"), { ...about, attributes: fc.array(fc.constantFrom("primary", "lost", "target"), { maxLength: 2 }) }) },
    { weight: 2, arbitrary: fc.oneof(assigned(type("visitor_assigned"), about, visitor), body(type("visitor_assigned"), { ...about, visitor_id: smallId })) },
  );
}

/** The block is about the visitor who is assigned, as the check demands. */
function assigned(type: AnyEvent["type"], about: Readonly<Record<string, fc.Arbitrary<unknown>>>, block: fc.Arbitrary<object>): fc.Arbitrary<Body> {
  return fc
    .tuple(body(type, about), block)
    .map(([said, of]) => ({ type, data: { ...said.data, visitor_id: (of as { readonly visitor_id: number }).visitor_id, visitor: of } }) as Body);
}

function withoutAbsent(block: object): object {
  return Object.fromEntries(Object.entries(block).filter(([, value]) => value !== undefined));
}
