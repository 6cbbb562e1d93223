import { describe, expect, it } from "vitest";
import { simulate } from "../simulate.ts";
import type { TimedEvent } from "../timed-event.ts";
import { departments } from "./center.ts";
import { onDuty } from "./roster.ts";
import { staffOf } from "./staff.ts";

const plan = { seed: 5, tenant: "acme", zone: "Europe/Warsaw", employees: 16, chatsPerDay: 200, callsPerDay: 0, leadsPerDay: 200 };
const startMs = Date.parse("2026-03-30T00:00:00Z");
const events = [...simulate({ ...plan, startMs, endMs: startMs + 96 * 3_600_000 })];
const ofType = (type: string): readonly TimedEvent[] => events.filter(({ event }) => event.type === type);
const [received, assigned, processed] = ["received", "assigned", "processed"].map((step) => ofType(`offline_message.${step}.v1`)) as [
  TimedEvent[],
  TimedEvent[],
  TimedEvent[],
];
const share = (some: readonly unknown[]): number => some.length / received.length;
const byLead = (steps: readonly TimedEvent[]) => new Map(steps.map(({ timeMs, event }) => [event.data["offline_message_id"], timeMs]));

describe("leads of a simulated contact center", () => {
  it("are mostly assigned and processed, in this order, once each, and some never", () => {
    expect(received.length).toBeGreaterThan(600);
    expect(share(assigned)).toBeGreaterThan(0.8);
    expect(share(assigned)).toBeLessThan(0.96);
    expect(share(processed)).toBeGreaterThan(0.65);
    expect(share(processed)).toBeLessThan(0.9);
    const [receivedAt, assignedAt] = [byLead(received), byLead(assigned)];
    expect(receivedAt.size).toBe(received.length);
    expect(assignedAt.size).toBe(assigned.length);
    const before = received[0]?.timeMs ?? 0; // what began before the window is told to its end only
    const early = processed.filter(({ timeMs, event }) => timeMs > before && (assignedAt.get(event.data["offline_message_id"]) ?? 0) > timeMs);
    expect(early).toEqual([]);
  });

  it("arrive at a site of their department, and are given to somebody who is at work", () => {
    const misplaced = received.filter(
      ({ event: { data } }) =>
        !departments.some(({ departmentId, siteIds }) => departmentId === data["department_id"] && (siteIds as readonly unknown[]).includes(data["site_id"])),
    );
    expect(misplaced).toEqual([]);
    const staff = staffOf(plan);
    const absent = assigned.filter(({ timeMs, event }) => !onDuty(staff, plan.zone, timeMs).some(({ employeeId }) => employeeId === event.data["employee_id"]));
    expect(absent).toEqual([]);
  });

  it("leave their addresses as contacts, and so do chats, each with an id of its own", () => {
    const contacts = ofType("contact.captured.v1").map(({ event }) => event.data);
    expect(new Set(contacts.map((contact) => contact["contact_id"])).size).toBe(contacts.length);
    const fromLeads = contacts.filter((contact) => contact["source_type"] === "lead");
    const given = received.flatMap(({ event: { data } }) => [data["visitor_phone_number"], data["visitor_email"]].filter((address) => address !== undefined));
    expect(fromLeads.map((contact) => contact["value"])).toEqual(given);
    const fromChats = contacts.filter((contact) => contact["source_type"] === "chat");
    expect(fromChats.length).toBeGreaterThan(40);
    expect(new Set(fromChats.map((contact) => contact["creator_type"]))).toEqual(new Set(["employee", "visitor"]));
    expect(new Set(contacts.map((contact) => contact["kind"]))).toEqual(new Set(["email", "phone"]));
  });

  it("stay unassigned where nobody ever works", () => {
    const weekend = { ...plan, employees: 1, startMs, endMs: startMs + 7 * 24 * 3_600_000 };
    const types = [...simulate(weekend)].map(({ event }) => event.type);
    const count = (type: string): number => types.filter((each) => each === type).length;
    expect(count("offline_message.assigned.v1")).toBeLessThan(count("offline_message.received.v1") * 0.8);
  });
});
