import { describe, expect, it } from "vitest";
import { callFact } from "./call-fact.ts";
import { callLegFacts } from "./call-leg-fact.ts";
import { at } from "./given-events.ts";
import { callStory, leg, on } from "./given-calls.ts";

const seconds = (time: string) => at(time) / 1000;
const charge = { leg_id: 2, direction_type: "mobile", chargeable_duration: 60, cost_per_minute: 1.5, total_charge: "3.0100", bonuses_charge: "0" };

/** The visitor calls, employee 5 picks up, holds, hands over to 6 with a coach listening. */
const told = callStory(
  leg("10:00:00", 1, { visitor: { visitor_id: 7, city: "Omsk" }, source: "va", site_id: 3, communication_number: 0 }),
  leg("10:00:02", 2, { employee_id: 5, employee_phone_number: "105", site_id: 4, source: "sip", scenario_id: 8, visitor: { visitor_id: 9 } }),
  on("10:00:10", "connected", 2),
  on("10:00:10", "talk_started", 2),
  on("10:01:00", "talk_ended", 2),
  leg("10:01:01", 3, { employee_id: 6, is_transferred: true }),
  leg("10:01:02", 4, { employee_id: 7, is_coach: true }),
  on("10:01:05", "connected", 4),
  on("10:01:10", "connected", 3),
  on("10:01:10", "talk_started", 3),
  ["10:01:20", "recorded", { kind: "call", hash: "b", leg_id: 3 }],
  ["10:01:20", "recorded", { kind: "call", hash: "a" }],
  ["10:01:25", "recorded", { kind: "voice_mail", hash: "v", leg_id: 3 }],
  ["10:02:00", "leg_ended", { leg_id: 3, release_cause_code: 16 }],
  on("10:02:00", "ended", 2),
  ["10:02:01", "leg_charged", { ...charge, total_charge: "9" }],
  ["10:02:02", "leg_charged", charge],
  ["10:02:30", "postprocessed", { leg_id: 3, employee_id: 6, duration: 20, rating: 4 }],
  ["10:02:40", "postprocessed", { leg_id: 2, employee_id: 5, duration: 3 }],
  ["10:02:01", "finished", { finish_reason: "success_finish" }],
  ["10:03:00", "tagged", { tag_id: 4 }],
);

describe("what a call says beyond its times", () => {
  it("in any order of arrival", () => {
    const expected = {
      source: "va",
      first_site_id: 3,
      site_id: 4,
      scenario_id: 8,
      visitor_id: 7,
      visitor_city: "Omsk",
      communication_number: 0,
      contact_phone_number: "7903",
      operator_phone_number: "105",
      finish_reason: "success_finish",
      is_transferred: 1,
      postprocess_duration: 23,
      call_records: ["a", "b"],
      voice_mail_records: ["v"],
      employee_ids: [5, 6],
      employee_answered: [1, 1],
      employee_talked: [1, 1],
      first_answered_employee_id: 5,
      last_answered_employee_id: 6,
      first_talked_employee_id: 5,
      last_talked_employee_id: 6,
      tag_ids: [4],
      tag_times: [seconds("10:03:00")],
    };
    expect(callFact(told)).toMatchObject(expected);
    expect(callFact(told.toReversed())).toMatchObject(expected);
  });

  it("and its legs", () => {
    const legs = callLegFacts(told.toReversed());
    const uncharged = { direction_type: "none", chargeable_duration: null, total_charge: null };
    expect(legs).toMatchObject([
      { leg_id: 1, source: "va", duration: null, is_failed: null, ...uncharged },
      {
        leg_id: 2,
        source: "sip",
        duration: 110,
        total_duration: 118,
        is_failed: 0,
        employee_rating: null,
        direction_type: "mobile",
        cost_per_minute: "1.5",
        total_charge: "3.01",
      },
      {
        leg_id: 3,
        source: "va",
        duration: 50,
        total_duration: 59,
        is_failed: 0,
        release_cause_code: 16,
        employee_rating: 4,
        call_records: ["b"],
        ...uncharged,
      },
      { leg_id: 4, source: "va", duration: null, is_failed: 0, ...uncharged },
    ]);
    expect(legs.map(({ contact_phone_number }) => contact_phone_number)).toEqual(["7903", "7903", "7903", "7903"]);
  });
});
