import { describe, expect, it } from "vitest";
import { contactFact } from "./contact-fact.ts";
import { contactStory, leadStory } from "./given-calls.ts";
import { at } from "./given-events.ts";
import { leadFact } from "./lead-fact.ts";

const seconds = (time: string): number => at(time) / 1000;
const by = (employeeId: number) => ({ employee_id: employeeId });

describe("a lead", () => {
  it("X11: nothing until it is received", () => {
    expect(leadFact(leadStory(["10:00:00", "assigned", by(5)]))).toBeNull();
  });

  it("A24: processed is final; credit of the latest who processed it, else who was assigned last, else who entered it", () => {
    const received = ["10:00:00", "received", { communication_id: 1, lead_type: null, site_id: 2, ...by(4) }] as const;
    const assigned = [
      ["10:02:00", "assigned", by(6)],
      ["10:01:00", "assigned", by(5)],
    ] as const;
    expect(leadFact(leadStory(received))).toMatchObject({ status: "new", lead_type: "form", site_id: 2, department_id: 0, employee_id: 4 });
    expect(leadFact(leadStory(received, ...assigned))).toMatchObject({ status: "processing", employee_id: 6, assigned_at: seconds("10:02:00") });
    expect(leadFact(leadStory(["10:00:30", "processed", by(8)], ["10:00:20", "processed", by(7)], received, ...assigned))).toMatchObject({
      status: "processed",
      employee_id: 8,
      processed_at: seconds("10:00:30"),
      assigned_employee_id: 6,
    });
  });

  it("settled last: the earliest reception, at one instant the higher offset", () => {
    const received = (time: string, site_id: number) => [time, "received", { communication_id: 1, site_id }] as const;
    expect(leadFact(leadStory(received("10:05:00", 1), received("10:00:00", 2), received("10:00:00", 3)))).toMatchObject({
      received_at: seconds("10:00:00"),
      site_id: 3,
    });
  });
});

describe("a contact", () => {
  it("L16: is its latest event, at one instant the higher offset", () => {
    const said = (kind: string, isAuto: boolean | null) => ({ kind, source_type: "lead", creator_type: "visitor", is_auto: isAuto });
    expect(contactFact(contactStory(["10:05:00", "captured", said("email", true)], ["10:00:00", "captured", said("phone", true)]))).toMatchObject({
      kind: "email",
      is_auto: 1,
      site_id: 0,
      captured_at: seconds("10:05:00"),
    });
    expect(contactFact(contactStory(["10:05:00", "captured", said("email", true)], ["10:05:00", "captured", said("phone", null)]))).toMatchObject({
      kind: "phone",
      is_auto: 0,
    });
  });
});
