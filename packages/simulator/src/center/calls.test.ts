import { describe, expect, it } from "vitest";
import { simulate } from "../simulate.ts";
import type { TimedEvent } from "../timed-event.ts";

const plan = { seed: 11, tenant: "acme", zone: "Europe/Warsaw", employees: 16, chatsPerDay: 200, callsPerDay: 400, leadsPerDay: 0 };
const startMs = Date.parse("2026-03-30T00:00:00Z");
const events = [...simulate({ ...plan, startMs, endMs: startMs + 96 * 3_600_000 })];
const ofType = (type: string): readonly TimedEvent[] => events.filter(({ event }) => event.type === type);
const legs = ofType("call.leg_started.v1").map(({ event }) => event.data);
const perCall = Map.groupBy(legs, (leg) => leg["call_id"]);
const perLeg = (type: string) => Map.groupBy(ofType(type), ({ event }) => event.data["leg_id"]);

describe("calls of a simulated contact center", () => {
  it("tell every type of call event", () => {
    expect(new Set(events.map(({ event }) => event.type).filter((type) => type.startsWith("call.")))).toHaveProperty("size", 16);
  });

  it("come in and go out, some with a hidden number, as many as the plan says", () => {
    expect(perCall.size).toBeGreaterThan(1_200);
    expect(perCall.size).toBeLessThan(2_200);
    const first = legs.filter((leg) => perCall.get(leg["call_id"])?.[0] === leg);
    expect(first.filter((leg) => leg["direction"] === "out").length / perCall.size).toBeGreaterThan(0.1);
    expect(first.filter((leg) => leg["direction"] === "in").length / perCall.size).toBeGreaterThan(0.6);
    expect(first.filter((leg) => leg["calling_phone_number"] === "").length / perCall.size).toBeGreaterThan(0.02);
    expect(legs.every((leg) => String(leg["virtual_phone_number"]) !== "")).toBe(true);
  });

  it("have coaches, transfers and holds, now and then", () => {
    expect(legs.filter((leg) => leg["is_coach"] === true).length).toBeGreaterThan(10);
    expect(legs.filter((leg) => leg["is_transferred"] === true).length).toBeGreaterThan(10);
    expect([...perLeg("call.leg_talk_started.v1").values()].filter((starts) => starts.length > 1).length).toBeGreaterThan(50);
  });

  it("end every leg once and every talk that began, before the call is finished", () => {
    const settled = ofType("call.finished.v1").map(({ event }) => event.data["call_id"]);
    expect(new Set(settled).size).toBe(settled.length);
    const legIds = settled.flatMap((callId) => perCall.get(callId) ?? []).map((leg) => leg["leg_id"]);
    const [starts, ends, over] = [perLeg("call.leg_talk_started.v1"), perLeg("call.leg_talk_ended.v1"), perLeg("call.leg_ended.v1")];
    expect(legIds.length).toBeGreaterThan(2_000);
    expect(legIds.filter((legId) => over.get(legId)?.length !== 1)).toEqual([]);
    expect(legIds.filter((legId) => starts.get(legId)?.length !== ends.get(legId)?.length)).toEqual([]);
    const order = new Map(events.map(({ event }, index) => [event.type === "call.finished.v1" ? String(event.data["call_id"]) : event.id, index]));
    const late = events.filter(
      ({ event }) =>
        /leg_(?:started|talk_started|ended)/.test(event.type) && (order.get(String(event.data["call_id"])) ?? Infinity) < (order.get(event.id) ?? 0),
    );
    expect(late).toEqual([]);
  });

  it("keep their operators in service while they talk, one call at a time, and after it until the work is done", () => {
    const employeeOf = new Map(legs.filter((leg) => leg["is_operator"] === true && leg["is_coach"] !== true).map((leg) => [leg["leg_id"], leg["employee_id"]]));
    const status = new Map<unknown, unknown>();
    const onLegs = new Map<unknown, number>();
    const wrong: unknown[] = [];
    const afterwards = new Set<unknown>();
    for (const { event } of events) {
      const employeeId = employeeOf.get(event.data["leg_id"]);
      if (event.type === "acd_status.changed.v1") status.set(event.data["user_id"], event.data["status"]);
      if (event.type === "acd_status.changed.v1" && event.data["status"] === "AFTER_SERVICE") afterwards.add(event.data["user_id"]);
      if (employeeId === undefined) continue;
      if (event.type === "call.leg_started.v1") onLegs.set(employeeId, (onLegs.get(employeeId) ?? 0) + 1);
      if (event.type === "call.leg_ended.v1") onLegs.set(employeeId, (onLegs.get(employeeId) ?? 0) - 1);
      if ((onLegs.get(employeeId) ?? 0) > 1) wrong.push(["two calls at once", event]);
      if (event.type === "call.leg_talk_started.v1" && status.get(employeeId) !== "IN_SERVICE") wrong.push(["talks while", status.get(employeeId), event]);
    }
    expect(wrong).toEqual([]);
    expect(afterwards.size).toBeGreaterThan(8);
  });

  it("are lost more often when fewer people work", () => {
    const lostShare = (employees: number): number => {
      const day = [...simulate({ ...plan, employees, chatsPerDay: 0, startMs, endMs: startMs + 24 * 3_600_000 })].filter(
        ({ event }) => event.type === "call.finished.v1",
      );
      return day.filter(({ event }) => event.data["finish_reason"] === "subscriber_disconnects").length / day.length;
    };
    expect(lostShare(2)).toBeGreaterThan(lostShare(24) + 0.2);
  });
});
