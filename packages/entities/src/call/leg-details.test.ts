import { describe, expect, it } from "vitest";
import { foldAll, weight } from "../entity.ts";
import type { CallLegRow } from "../rows.ts";
import { charged, connected, ended, leg, postprocessed, recordedCall, talks } from "../testing/call-events.ts";
import { sec } from "../testing/clock.ts";
import { given, logged } from "../testing/given.ts";
import { callFold } from "./call.ts";

const one = (row: Partial<CallLegRow>) => ({ call: [{}], call_leg: [row] });
const two = (row: Partial<CallLegRow>) => ({ call: [{}], call_leg: [{}, row] });
const start = leg("10:00", 4, { employee_id: 5 });

describe("a leg's row", () => {
  it("lies under the leg's own start; of several starts the earliest counts and the others are taken back", () => {
    given([leg("10:00", 1), leg("10:00:30", 4, { employee_id: 5 })])
      .when(leg("10:00:20", 4, { employee_id: 6 }))
      .gives({
        call: [
          { started_at: sec("10:00"), deleted: 0 },
          { started_at: sec("10:00:30"), deleted: 1 },
          { started_at: sec("10:00:20"), deleted: 1 },
        ],
        call_leg: [
          { leg_id: 1, started_at: sec("10:00"), deleted: 0 },
          { leg_id: 4, started_at: sec("10:00:20"), employee_id: 6, deleted: 0 },
          { leg_id: 4, started_at: sec("10:00:30"), employee_id: 0, direction: "none", deleted: 1 },
        ],
      });
  });

  it("has its own scenario, contact and number of the employee; the source is its own, else the call's", () => {
    const said = { scenario_id: 3, contact_id: 2, employee_phone_number: "", source: "sip" };
    given([leg("10:00:00.100", 1, { source: "va", scenario_id: 9, contact_id: 9 })])
      .when(leg("10:00:00.200", 4, said))
      .gives(two(said));
    given([leg("10:00:00.100", 1, { source: "va", scenario_id: 9, contact_id: 9 })])
      .when(leg("10:00:00.200", 4))
      .gives(two({ source: "va", scenario_id: 0, contact_id: 0, employee_phone_number: null }));
  });

  it("has the number of the call's contact", () => {
    given([leg("10:00:00.100", 1, { calling_phone_number: "790" })])
      .when(leg("10:00:00.200", 4, { calling_phone_number: "495", employee_id: 5 }))
      .gives(two({ contact_phone_number: "790", calling_phone_number: "495" }));
  });
});

describe("the durations of a leg (A15)", () => {
  it("are unknown until it has ended, also once it was picked up", () => {
    given([start])
      .when(connected("10:00:10", 4))
      .gives(one({ duration: null, total_duration: null }));
  });

  it("run from the pick-up and from the start, in whole seconds", () => {
    given([start, connected("10:00:10.900", 4)])
      .when(ended("10:01:00.100", 4))
      .gives(one({ duration: 50, total_duration: 60 }));
  });

  it("of a leg that was never picked up: 0 from the pick-up", () => {
    given([start])
      .when(ended("10:01", 4))
      .gives(one({ duration: 0, total_duration: 60 }));
  });

  it("own: are never negative", () => {
    given([start, connected("10:05", 4)])
      .when(ended("09:00", 4))
      .gives(one({ duration: 0, total_duration: 0 }));
  });
});

describe("how a leg ended", () => {
  it("A14: what the latest end says about failing counts; if it says nothing, whether the leg was picked up", () => {
    given([start]).gives(one({ is_failed: null }));
    given([start])
      .when(ended("10:01", 4))
      .gives(one({ is_failed: 1 }));
    given([start])
      .when(connected("10:01", 4))
      .gives(one({ is_failed: 0 }));
    given([start, ended("10:01", 4)])
      .when(connected("10:00:30", 4))
      .gives(one({ is_failed: 0 }));
    given([start, connected("10:00:30", 4)])
      .when(ended("10:01", 4, { is_failed: true }))
      .gives(one({ is_failed: 1 }));
    given([start, ended("10:02", 4)])
      .when(ended("10:01", 4, { is_failed: false }))
      .gives(one({ is_failed: 1 }));
  });

  it("settled: cause and description are of the latest end, 0 and the empty text too", () => {
    given([start]).gives(one({ release_cause_code: null, release_cause_description: null }));
    given([start, ended("10:02", 4, { release_cause_code: 0, release_cause_description: "" })])
      .when(ended("10:01", 4, { release_cause_code: 16 }))
      .gives(one({ release_cause_code: 0, release_cause_description: "" }));
  });
});

describe("what is attached to a leg", () => {
  it("A16: recordings of kind call that name this leg", () => {
    given([start, recordedCall("10:02", "b", { leg_id: 4 }), recordedCall("10:01", "x"), recordedCall("10:01", "v", { leg_id: 4, kind: "voice_mail" })])
      .when(recordedCall("10:01", "a", { leg_id: 4 }))
      .gives(one({ call_records: ["a", "b"] }));
  });

  it("A16, settled: the rating of the latest post-processing, null if that has none", () => {
    given([start, postprocessed("10:05", 4, 10, 3)]).gives(one({ employee_rating: 3 }));
    given([start, postprocessed("10:05", 4, 10)])
      .when(postprocessed("10:04", 4, 10, 3))
      .gives(one({ employee_rating: null }));
  });

  it("A32: one charge, the latest as a whole; without any all is null", () => {
    given([start]).gives(one({ direction_type: "none", chargeable_duration: null, cost_per_minute: null, total_charge: null, bonuses_charge: null }));
    given([start, charged("10:05", 4, { total_charge: "3.0100", bonuses_charge: "0.5" })])
      .when(charged("10:04", 4, { direction_type: "local", cost_per_minute: "9" }))
      .gives(one({ direction_type: "mobile", chargeable_duration: 60, cost_per_minute: "1.5", total_charge: "3.01", bonuses_charge: "0.5" }));
  });

  it("a charge of nothing is a charge", () => {
    given([start])
      .when(charged("10:05", 4, { chargeable_duration: 0, cost_per_minute: "0", total_charge: "0.00" }))
      .gives(one({ direction_type: "mobile", chargeable_duration: 0, cost_per_minute: "0", total_charge: "0", bonuses_charge: "0" }));
  });

  it("nothing of a leg that has not started, but it waits for the start", () => {
    given([start, charged("10:05", 9), recordedCall("10:05", "a", { leg_id: 9 }), postprocessed("10:05", 9, 7, 5)])
      .when(leg("10:00:00.500", 9))
      .gives(two({ leg_id: 9, total_charge: "1.5", call_records: ["a"], employee_rating: 5 }));
  });
});

it("a call weighs what its legs, talks and texts weigh", () => {
  const weightOf = (...events: ReturnType<typeof recordedCall | typeof talks | typeof leg>[]) => weight(foldAll(callFold, logged([start, ...events])));
  const text = "x".repeat(1000);
  expect(weightOf(leg("10:00", 5, { call_api_external_id: text }))).toBeGreaterThan(weightOf() + 1000);
  expect(weightOf(recordedCall("10:00", text))).toBeGreaterThan(weightOf() + 1000);
  expect(weightOf(...Array.from({ length: 100 }, () => talks("10:00", 4)))).toBeGreaterThan(weightOf() + 6000);
});
