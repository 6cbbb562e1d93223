import { describe, expect, it } from "vitest";
import { simulate } from "../simulate.ts";
import type { TimedEvent } from "../timed-event.ts";

const plan = { seed: 9, tenant: "acme", zone: "Europe/Warsaw", employees: 16, chatsPerDay: 200, callsPerDay: 400, leadsPerDay: 60 };
const startMs = Date.parse("2026-03-28T00:00:00Z");
const events = [...simulate({ ...plan, startMs, endMs: startMs + 120 * 3_600_000 })];
const ofType = (type: string): readonly TimedEvent[] => events.filter(({ event }) => event.type === type);
const legs = ofType("call.leg_started.v1");
const visits = new Map(ofType("session.started.v1").map((visit) => [visit.event.data["visitor_session_id"], visit]));
const blockOf = ({ event }: TimedEvent) => event.data["visitor"] as Readonly<Record<string, unknown>> | undefined;
/** What may have begun before the window. */
const warmUpMs = startMs + 3_600_000;
/** From here on every business day was seen from its beginning; at night somebody may be remembered for hours. */
const wholeDaysMs = startMs + 36 * 3_600_000;

describe("calls of a simulated contact center come about", () => {
  it("through visits, which began before them and say the same of the visitor", () => {
    const tracked = legs.filter((leg) => blockOf(leg) !== undefined && leg.timeMs > warmUpMs);
    expect(tracked.length).toBeGreaterThan(300);
    for (const leg of tracked) {
      const visit = visits.get(blockOf(leg)?.["visitor_session_id"]);
      expect(visit?.timeMs).toBeLessThan(leg.timeMs);
      expect(visit?.event.data).toMatchObject({ site_id: leg.event.data["site_id"], visitor: blockOf(leg), attribution: leg.event.data["attribution"] });
      expect(leg.event.data["source"]).toBe("call_tracking");
    }
  });

  it("out of the blue, some by people in the address book", () => {
    const blue = legs.filter(({ event: { data } }) => data["source"] === "va" && data["is_operator"] === false);
    expect(blue.length).toBeGreaterThan(200);
    const known = new Set(ofType("address_book_contact.upserted.v1").map(({ event }) => event.data["contact_id"]));
    const contacts = blue.map(({ event }) => event.data["contact_id"]).filter((id) => id !== undefined);
    expect(contacts.length).toBeGreaterThan(10);
    expect(contacts.every((id) => known.has(id))).toBe(true);
  });

  it("on orders of other programs, each of which the log of requests has with its call", () => {
    const orders = ofType("api_request.completed.v1").map(({ event }) => event.data);
    expect(orders.length).toBeGreaterThan(50);
    expect(new Set(orders.map((order) => order["api_request_id"])).size).toBe(orders.length);
    const calls = new Map(legs.map(({ event: { data } }) => [data["call_id"], data["source"]]));
    const made = orders.filter((order) => order["result"] === "success");
    expect(made.every((order) => calls.get(order["call_session_id"]) === "callapi")).toBe(true);
    const named = legs.filter(({ event }) => event.data["call_api_external_id"] !== undefined).map(({ event }) => event.data["call_api_external_id"]);
    expect(named.length).toBeGreaterThan(30);
    expect(named.every((externalId) => orders.some((order) => order["external_id"] === externalId))).toBe(true);
  });
});

it("whoever a chat or a call is given to has been there, and is told of as he was then", () => {
  const assignments = [...ofType("chat.visitor_assigned.v1"), ...ofType("call.visitor_assigned.v1")].filter(({ timeMs }) => timeMs > wholeDaysMs);
  expect(assignments.length).toBeGreaterThan(30);
  for (const assignment of assignments) {
    const visit = visits.get(blockOf(assignment)?.["visitor_session_id"]);
    expect(visit && blockOf(visit)).toEqual(blockOf(assignment));
    expect(assignment.event.data["visitor_id"]).toBe(blockOf(assignment)?.["visitor_id"]);
  }
});

it("campaigns, segments, scenarios and tags that are named are in the directory", () => {
  const listed = (kind: string) => new Set(ofType(`${kind}.upserted.v1`).map(({ event }) => event.data[`${kind}_id`]));
  const [campaigns, segments, scenarios, tags] = ["campaign", "segment", "scenario", "tag"].map(listed);
  const blocks = events.map(blockOf);
  const attributions = events.map(({ event }) => event.data["attribution"] as Readonly<Record<string, unknown>> | undefined);
  const named = (ids: readonly unknown[], known: ReadonlySet<unknown> | undefined) => {
    const given = new Set(ids.filter((id) => id !== undefined));
    expect(given.size).toBeGreaterThan(1);
    expect(given.isSubsetOf(known ?? new Set())).toBe(true);
  };
  named([...attributions.map((attribution) => attribution?.["campaign_id"]), ...blocks.map((block) => block?.["first_campaign_id"])], campaigns);
  named(
    blocks.flatMap((block) => (block?.["segments"] ?? []) as readonly unknown[]),
    segments,
  );
  named(
    legs.map(({ event }) => event.data["scenario_id"]),
    scenarios,
  );
  named(
    events.filter(({ event }) => event.type.endsWith(".tagged.v1")).map(({ event }) => event.data["tag_id"]),
    tags,
  );
});

it("every day is charged for, each charge with a number of its own", () => {
  const charges = [...simulate({ ...plan, chatsPerDay: 0, callsPerDay: 0, leadsPerDay: 0, startMs, endMs: startMs + 60 * 24 * 3_600_000 })]
    .filter(({ event }) => event.type === "charge.recorded.v1")
    .map(({ event }) => event.data);
  expect(new Set(charges.map((charge) => charge["charge_id"])).size).toBe(charges.length);
  expect(charges.filter((charge) => charge["kind"] === "subscriber_fee").length).toBeGreaterThan(58);
  expect(new Set(charges.map((charge) => charge["kind"]))).toEqual(new Set(["subscriber_fee", "additional_services", "one_off_services", "changes"]));
  expect(charges.length).toBeLessThan(120);
});

it("the volume stays bounded: a few events for each who comes", () => {
  const begun = [...ofType("chat.started.v1"), ...ofType("offline_message.received.v1"), ...ofType("call.finished.v1"), ...visits.values()];
  expect(events.length / begun.length).toBeLessThan(12);
});
