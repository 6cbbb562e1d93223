import { describe, expect, it } from "vitest";
import { apiRequestFact } from "./api-request-fact.ts";
import { chargeFact } from "./charge-fact.ts";
import type { EventFields } from "./decode-record.ts";
import { at } from "./given-events.ts";
import { visitorUpdatedFact } from "./visitor-fact.ts";
import { visitorSessionFact } from "./visitor-session-fact.ts";

type Told = readonly [time: string, type: string, data?: EventFields];
const story = (...told: readonly Told[]) =>
  told.map(([time, type, data = {}], offset) => ({ source: "/test", id: `e${offset}`, type, tenant: "acme", timeMs: at(time), offset, data }));
const second = (time: string) => at(time) / 1000;

describe("visitor sessions", () => {
  const visitor_session_id = 9;
  const visit = story(
    ["10:00:05", "session.started.v1", { visitor_session_id, site_id: 1, visitor: { visitor_id: 3 } }],
    ["10:00:00.900", "session.started.v1", { visitor_session_id, site_id: 2, visitor: { visitor_id: 7, visitor_session_id: 4 }, attribution: { engine: "" } }],
    ["10:02:00", "session.page_viewed.v1", { visitor_session_id, url: "/b" }],
    ["10:00:01", "session.page_viewed.v1", { visitor_session_id, url: "/a" }],
  );

  it("start with the earliest start, and last to the last page", () => {
    expect(visitorSessionFact(visit)).toMatchObject({
      started_at: second("10:00:00"),
      visitor_session_id,
      site_id: 2,
      visitor_id: 7,
      attribution: { engine: "" },
      ended_at: 0,
      duration: 120,
      hit_times: [second("10:00:01"), second("10:02:00")],
      hit_durations: [119, 0],
      hit_urls: ["/a", "/b"],
    });
  });

  it("end with the latest end", () => {
    const ends = story(["10:05:00", "session.ended.v1"], ["10:01:00", "session.ended.v1"]);
    expect(visitorSessionFact([...visit, ...ends])).toMatchObject({ ended_at: second("10:05:00"), duration: 300, hit_durations: [119, 180] });
  });

  it("are none before they start", () => {
    expect(visitorSessionFact(visit.slice(2))).toBeNull();
  });
});

it("a visitor is what the last word on each field says; a null is a word", () => {
  const words = story(
    ["10:05:00", "visitor.updated.v1", { visitor_id: 7, full_name: null, person_id: null, emails: ["b"] }],
    ["10:00:00", "visitor.updated.v1", { visitor_id: 7, full_name: "Ann", person_id: 5, emails: ["a"], company: "X" }],
  );
  expect(visitorUpdatedFact(words)).toMatchObject({ full_name: null, has_person_id: 1, person_id: 0, emails: ["b"], company: "X", has_custom_properties: 0 });
});

it("a charge and an API request are what their latest event says", () => {
  const kind = "changes";
  const charges = story(
    ["10:05:00", "charge.recorded.v1", { charge_id: 8, date: "2026-03-09", kind, amount: "-5.10", bonuses: null }],
    ["10:00:00", "charge.recorded.v1", { charge_id: 8, date: "2026-03-10", kind, amount: 7, bonuses: 1 }],
  );
  expect(chargeFact(charges)).toEqual({ tenant: "acme", charged_on: "2026-03-09", charge_id: 8, kind, amount: "-5.1", bonuses: "0" });
  const request = { api_request_id: "u", api_type: "rpc_api", ip_address: "::1", method: "m", result: "success", raw: "", execution_time: 1 };
  const requests = story(["10:05:00.900", "api_request.completed.v1", { ...request, request_id: 5 }], ["10:00:00", "api_request.completed.v1", request]);
  expect(apiRequestFact(requests)).toMatchObject({ requested_at: second("10:05:00"), request_id: "5", request_id_is_number: 1, component: null });
});
