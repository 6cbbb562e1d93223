import { checkPublished } from "@stats/events";
import { describe, expect, it } from "vitest";
import { liveFrom } from "./live-from.ts";
import { simulate, type SimulationWindow } from "./simulate.ts";
import type { TimedEvent } from "./timed-event.ts";

const hour = 3_600_000;
const plan = { seed: 42, tenant: "acme", zone: "Europe/Warsaw", employees: 16, chatsPerDay: 400 };
// Monday to Friday; summer time begins two days before.
const week: SimulationWindow = { ...plan, startMs: Date.parse("2026-03-30T00:00:00Z"), endMs: Date.parse("2026-04-03T00:00:00Z") };
const events = [...simulate(week)];
const ofType = (type: string): readonly TimedEvent[] => events.filter(({ event }) => event.type === type);

describe("a simulated contact center", () => {
  it("publishes valid events only", () => {
    const refused = events.map(({ event }) => checkPublished(event, week.endMs)).filter((check) => !check.ok);
    expect(refused).toEqual([]);
  });

  it("publishes in time order, the directory first, all within the window", () => {
    const happened = events.filter(({ event }) => !/upserted|deleted/.test(event.type));
    expect(happened.map(({ timeMs }) => timeMs)).toEqual(happened.map(({ timeMs }) => timeMs).toSorted((a, b) => a - b));
    expect(happened[0]?.timeMs).toBeGreaterThanOrEqual(week.startMs);
    expect(happened.at(-1)?.timeMs).toBeLessThan(week.endMs);
    expect(events.indexOf(happened[0] as TimedEvent)).toBe(events.length - happened.length);
  });

  it("has ids of its own for every event", () => {
    expect(new Set(events.map(({ event }) => event.id)).size).toBe(events.length);
  });

  it("is the same for the same seed, and another for another", () => {
    expect([...simulate(week)]).toEqual(events);
    expect([...simulate({ ...week, seed: 43 })]).not.toEqual(events);
  });

  it("tells the same chats whether or not there are leads", () => {
    const chatsOf = (leadsPerDay: number) =>
      [...simulate({ ...week, leadsPerDay, endMs: week.startMs + 24 * hour })]
        .filter(({ event }) => /^(chat|call|acd)/.test(event.type))
        .map(({ event: { id: _id, ...event } }) => event);
    expect(chatsOf(0)).toEqual(chatsOf(500));
  });

  it.each([5, 6, 23.999, 30, 31.5, 48])("is the same when history and the rest are made apart, %d hours in", (hours) => {
    const middle = week.startMs + Math.round(hours * hour);
    const apart = [...simulate({ ...week, endMs: middle }), ...simulate({ ...week, startMs: middle, withDirectory: false })];
    expect(apart).toEqual(events);
  });

  it("goes on live where history ends, as the caller's clock goes", () => {
    const middle = week.startMs + 30 * hour;
    const live = liveFrom(plan, middle);
    const due = [middle + hour, middle + hour, middle + 2 * hour].map((nowMs) => live.due(nowMs));
    const wanted = events.filter(({ timeMs }) => timeMs >= middle && timeMs <= middle + 2 * hour);
    expect(due.flat()).toEqual(wanted);
    expect(due[1]).toEqual([]);
    expect(due[2]?.every(({ timeMs }) => timeMs > middle + hour)).toBe(true);
  });

  it("tells every type of chat event, every status and every kind of directory object", () => {
    const types = new Set(events.map(({ event }) => event.type));
    expect([...types].filter((type) => type.startsWith("chat."))).toHaveLength(13);
    expect([...types].filter((type) => type.endsWith(".upserted.v1"))).toHaveLength(10);
    for (const type of ["received", "assigned", "processed", "tagged"]) expect(types).toContain(`offline_message.${type}.v1`);
    expect(types).toContain("contact.captured.v1");
    const statuses = new Set(ofType("acd_status.changed.v1").map(({ event }) => event.data["status"]));
    expect(statuses).toEqual(new Set(["OFFLINE", "ONLINE", "READY", "BANNED", "IN_SERVICE", "AFTER_SERVICE", "TIMEOUT", "DND"]));
  });

  it("is busy by day and quiet by night, and serves most of those who wait", () => {
    const starts = ofType("chat.started.v1");
    expect(starts.length).toBeGreaterThan(1_200);
    expect(starts.length).toBeLessThan(2_200);
    const atHour = (wanted: number) =>
      starts.filter(({ timeMs }) => Temporal.Instant.fromEpochMilliseconds(timeMs).toZonedDateTimeISO(plan.zone).hour === wanted).length;
    expect(atHour(10)).toBeGreaterThan(5 * atHour(3));
    const answered = new Set(events.filter(({ event }) => event.data["author"] === "operator").map(({ event }) => event.data["chat_id"]));
    expect(answered.size / starts.length).toBeGreaterThan(0.6);
    expect(answered.size / starts.length).toBeLessThan(0.95);
  });

  it("lets more visitors leave when fewer people work", () => {
    const abandonedShare = (employees: number): number => {
      const day = [...simulate({ ...week, employees, endMs: week.startMs + 24 * hour })];
      const closed = day.filter(({ event }) => event.type === "chat.closed.v1");
      return closed.filter(({ event }) => event.data["status"] === "lost").length / closed.length;
    };
    expect(abandonedShare(2)).toBeGreaterThan(abandonedShare(24) + 0.2);
  });

  it.each([
    { employees: 0 },
    { employees: 1.5 },
    { chatsPerDay: -1 },
    { chatsPerDay: Number.NaN },
    { callsPerDay: -1 },
    { callsPerDay: 1_000_001 },
    { leadsPerDay: Number.NaN },
    { startMs: 0 },
  ])("refuses a plan or a window that cannot be: %o", (wrong) => {
    expect(() => simulate({ ...week, ...wrong }).next()).toThrow(RangeError);
  });

  it("closes every chat within the day after it began", () => {
    const closed = new Set(ofType("chat.closed.v1").map(({ event }) => event.data["chat_id"]));
    const old = ofType("chat.started.v1").filter(({ timeMs }) => timeMs < week.endMs - 24 * hour);
    expect(old.filter(({ event }) => !closed.has(event.data["chat_id"]))).toEqual([]);
  });
});
