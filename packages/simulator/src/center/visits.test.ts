import { describe, expect, it } from "vitest";
import { simulate } from "../simulate.ts";
import type { TimedEvent } from "../timed-event.ts";

const plan = { seed: 5, tenant: "acme", zone: "Europe/Warsaw", employees: 16, chatsPerDay: 300, callsPerDay: 0, leadsPerDay: 60 };
const startMs = Date.parse("2026-03-30T00:00:00Z");
const events = [...simulate({ ...plan, startMs, endMs: startMs + 72 * 3_600_000 })];
const ofType = (type: string): readonly TimedEvent[] => events.filter(({ event }) => event.type === type);
const visitorOf = ({ event }: TimedEvent) => event.data["visitor"] as Readonly<Record<string, unknown>> | undefined;
const visits = ofType("session.started.v1");
const visitById = new Map(visits.map((visit) => [visit.event.data["visitor_session_id"], visit]));

describe("visits to a simulated contact center's sites", () => {
  it("have numbers of their own, and no event before they begin", () => {
    expect(visitById.size).toBe(visits.length);
    const later = [...ofType("session.page_viewed.v1"), ...ofType("session.ended.v1")];
    const early = later.filter(({ timeMs, event }) => (visitById.get(event.data["visitor_session_id"])?.timeMs ?? -1) > timeMs);
    expect(early).toEqual([]);
    expect(later.length).toBeGreaterThan(2 * visits.length);
  });

  it("are where chats and messages begin, which say of the visitor what their visit says", () => {
    const begun = [...ofType("chat.started.v1"), ...ofType("offline_message.received.v1")].filter((start) => visitorOf(start) !== undefined);
    expect(begun.length).toBeGreaterThan(700);
    const told = begun.filter(({ timeMs }) => timeMs > startMs + 1000); // a visit may have begun before the window
    for (const start of told) {
      const visit = visitById.get(visitorOf(start)?.["visitor_session_id"]);
      expect(visit?.event.data).toMatchObject({
        site_id: start.event.data["site_id"],
        visitor: visitorOf(start),
        attribution: start.event.data["attribution"],
      });
    }
    expect(visits.length).toBeGreaterThan(1.3 * begun.length);
  });

  it("are of regulars, whose city does not change, and of people who were never there before", () => {
    const types = visits.map((visit) => visitorOf(visit)?.["visitor_type"]);
    expect(types.filter((type) => type === "new").length / types.length).toBeGreaterThan(0.4);
    const cities = Map.groupBy(visits, (visit) => visitorOf(visit)?.["visitor_id"]);
    const again = [...cities.values()].filter((each) => each.length > 1);
    expect(again.length).toBeGreaterThan(5);
    for (const each of again) expect(new Set(each.map((visit) => visitorOf(visit)?.["city"])).size).toBe(1);
  });

  it("reach goals, once each, some of which are sales", () => {
    const goals = ofType("goal.reached.v1");
    expect(goals.length).toBeGreaterThan(30);
    expect(new Set(goals.map(({ event }) => event.data["communication_id"])).size).toBe(goals.length);
    expect(ofType("goal.sale_recorded.v1").length).toBeGreaterThan(3);
    expect(ofType("visitor.updated.v1").length).toBeGreaterThan(10);
  });
});
