import { checkRecord, type AnyEvent } from "@stats/events";
import { describe, expect, it } from "vitest";
import { knownFaultHeader } from "./bad-record.ts";
import { generateLog } from "./generate-log.ts";

const options = { seed: 7, events: 12_000, tenants: [{ tenant: "acme" }, { tenant: "beta", employees: 5 }] };

/** The checked events of what is not known to be faulty; throws where one is refused. */
function eventsOf(log: ReturnType<typeof generateLog>): readonly AnyEvent[] {
  return [...log]
    .filter(({ headers }) => headers?.[knownFaultHeader] === undefined)
    .map(({ topic, key, headers, value, timestampMs }) => {
      const bytes = (text: string | Buffer | null) => (text === null ? null : Buffer.from(text));
      const check = checkRecord({
        topic,
        key: bytes(key),
        headers: Object.fromEntries(Object.entries(headers ?? {}).map(([name, text]) => [name, Buffer.from(text)])),
        value: bytes(value),
        timestampMs: timestampMs ?? 0,
      });
      if (!check.ok) throw new Error(`${check.reason}: ${check.detail}`);
      return check.event;
    });
}

const typesOf = (events: readonly AnyEvent[]) => new Set(events.map(({ type }) => type));

describe("calls, leads and contacts in an adversarial log", () => {
  const events = eventsOf(generateLog({ ...options, families: ["call", "lead", "contact"] }));
  const legs = events.filter((event) => event.type === "call.leg_started.v1");

  it("are told only when asked for", () => {
    const kinds = new Set(events.map(({ kind }) => kind));
    expect(kinds).toEqual(new Set(["employee", "call", "offline_message", "contact"]));
    expect(typesOf(eventsOf(generateLog(options)))).not.toContain("contact.captured.v1");
  });

  it("are the same for the same seed", () => {
    const first = (count: number) => [...generateLog({ ...options, families: ["call"] })].slice(0, count);
    expect(first(2_000)).toEqual(first(2_000));
  });

  it("tell everything that a call's, a lead's and a contact's row depends on", () => {
    const told = typesOf(events);
    for (const type of ["leg_started", "leg_connected", "leg_talk_started", "leg_talk_ended", "leg_ended", "finished", "rated", "remarked"])
      expect(told).toContain(`call.${type}.v1`);
    for (const type of ["received", "assigned", "processed"]) expect(told).toContain(`offline_message.${type}.v1`);
  });

  it("have operators, coaches, transfers, hidden numbers and legs that name nobody", () => {
    const share = (holds: (leg: (typeof legs)[number]["data"]) => boolean) => legs.filter(({ data }) => holds(data)).length / legs.length;
    expect(share((leg) => leg.is_operator && !leg.is_coach)).toBeGreaterThan(0.3);
    expect(share((leg) => leg.is_coach)).toBeGreaterThan(0.05);
    expect(share((leg) => leg.is_transferred)).toBeGreaterThan(0.05);
    expect(share((leg) => leg.calling_phone_number === "")).toBeGreaterThan(0.05);
    expect(share((leg) => leg.is_operator && leg.employee_id === undefined)).toBeGreaterThan(0.02);
  });

  it("have calls of several legs, legs that start over at another time, and holds", () => {
    const perCall = Map.groupBy(legs, ({ tenant, entityId }) => `${tenant}:${entityId}`);
    const several = [...perCall.values()].filter((started) => new Set(started.map(({ data }) => data.leg_id)).size > 2);
    const again = [...perCall.values()].filter(
      (started) => new Set(started.map(({ data }) => data.leg_id)).size < new Set(started.map(({ timeMs, data }) => `${timeMs}:${data.leg_id}`)).size,
    );
    expect(several.length).toBeGreaterThan(100);
    expect(again.length).toBeGreaterThan(20);
    const talks = Map.groupBy(
      events.filter(({ type }) => type === "call.leg_talk_started.v1"),
      ({ tenant, data }) => `${tenant}:${"leg_id" in data ? data.leg_id : 0}`,
    );
    expect([...talks.values()].filter((starts) => starts.length > 1).length).toBeGreaterThan(100);
  });

  it("refuses a log without any family", () => {
    expect(() => [...generateLog({ ...options, families: [] })]).toThrow(RangeError);
  });
});
