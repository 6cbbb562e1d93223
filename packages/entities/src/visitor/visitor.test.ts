import type { EventData } from "@stats/events";
import { describe, expect, it } from "vitest";
import { foldAll, weight } from "../entity.ts";
import type { VisitorRow } from "../rows.ts";
import { event } from "../testing/events.ts";
import { given, logged } from "../testing/given.ts";
import { visitorFold } from "./visitor.ts";

const updated = (clock: string, said: Omit<EventData["visitor.updated.v1"], "visitor_id"> = {}) =>
  event("visitor.updated.v1", "visitor", 77, clock, { visitor_id: 77, ...said });
const one = (row: Partial<VisitorRow>) => ({ visitor: [row] });
const size = [{ property_name: "size", property_value: "" }];

describe("a visitor", () => {
  it("A29: has a row from the first event on, even one that says nothing", () => {
    given([updated("10:00")]).gives(
      one({
        visitor_id: 77,
        full_name: null,
        emails: [],
        phone_numbers: [],
        company: null,
        comment: null,
        has_person_id: 0,
        person_id: 0,
        has_custom_properties: 0,
        property_names: [],
        property_values: [],
        deleted: 0,
      }),
    );
  });

  it("contract: given fields replace, absent ones stay", () => {
    given([updated("10:00", { full_name: "Ann", emails: ["a@x.test"], company: "X", custom_properties: size })])
      .when(updated("10:05", { emails: ["b@x.test", "a@x.test"], comment: "" }))
      .gives(
        one({
          full_name: "Ann",
          emails: ["b@x.test", "a@x.test"],
          company: "X",
          comment: "",
          has_custom_properties: 1,
          property_names: ["size"],
          property_values: [""],
        }),
      );
  });

  it("contract: null clears, and the next word fills again", () => {
    const said = { full_name: "Ann", emails: ["a@x.test"], phone_numbers: ["790"], company: "X", comment: "c" };
    const cleared = { full_name: null, emails: null, phone_numbers: null, company: null, comment: null };
    given([updated("10:00", said), updated("10:05", cleared)])
      .when(updated("10:06", { company: "Y" }))
      .gives(one({ full_name: null, emails: [], phone_numbers: [], company: "Y", comment: null }));
  });

  it("settled last: a cleared person or list of properties is not the same as one that was never given", () => {
    given([updated("10:00", { person_id: 5, custom_properties: size })])
      .when(updated("10:05", { person_id: null, custom_properties: null }))
      .gives(one({ has_person_id: 1, person_id: 0, has_custom_properties: 1, property_names: [] }));
    given([updated("10:00", { custom_properties: [] })]).gives(one({ has_person_id: 0, has_custom_properties: 1, property_names: [] }));
  });

  it("of each field the latest event that gives it counts, whichever came first; a late null clears nothing", () => {
    given([updated("10:05", { full_name: "Ann", person_id: 5 })])
      .when(updated("10:00", { full_name: null, person_id: 6, company: "X" }))
      .gives(one({ full_name: "Ann", person_id: 5, company: "X" }));
  });

  it("X12: of two events at one instant the higher offset counts", () => {
    given([updated("10:00", { person_id: null })])
      .when(updated("10:00", { person_id: 6 }))
      .gives(one({ has_person_id: 1, person_id: 6 }));
  });

  it("weighs what its texts weigh", () => {
    const weightOf = (said: Parameters<typeof updated>[1]) => weight(foldAll(visitorFold, logged([updated("10:00", said)])));
    const text = "x".repeat(1000);
    const many = {
      full_name: text,
      company: text,
      comment: text,
      emails: [text],
      phone_numbers: [text],
      custom_properties: [{ property_name: text, property_value: text }],
    };
    expect(weightOf(many)).toBeGreaterThan(weightOf({}) + 7000);
  });
});
