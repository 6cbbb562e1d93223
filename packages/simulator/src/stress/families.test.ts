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
    for (const type of ["leg_started", "leg_connected", "leg_talk_started", "leg_talk_ended", "leg_ended", "leg_charged", "finished"])
      expect(told).toContain(`call.${type}.v1`);
    for (const type of ["rated", "remarked", "postprocessed", "recorded", "tagged", "untagged", "sale_recorded", "classified", "visitor_assigned"])
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

  it("have recordings of legs and of calls, several charges and post-processings of one leg, and legs that say who calls and from where", () => {
    const recordings = events.filter((event) => event.type === "call.recorded.v1");
    expect(new Set(recordings.map(({ data }) => `${data.kind} ${data.leg_id === undefined}`)).size).toBe(4);
    for (const type of ["call.leg_charged.v1", "call.postprocessed.v1"]) {
      const perLeg = Map.groupBy(
        events.filter((event) => event.type === type),
        ({ tenant, data }) => `${tenant}:${"leg_id" in data ? data.leg_id : 0}`,
      );
      expect([...perLeg.values()].filter((several) => several.length > 1).length).toBeGreaterThan(10);
    }
    const share = (holds: (leg: (typeof legs)[number]["data"]) => boolean) => legs.filter(({ data }) => holds(data)).length / legs.length;
    expect(share(({ visitor }) => visitor !== undefined)).toBeGreaterThan(0.2);
    expect(share(({ source, scenario_id: scenario }) => source !== undefined && scenario !== undefined)).toBeGreaterThan(0.2);
    expect(share(({ employee_phone_number: number }) => number === "")).toBeGreaterThan(0.05);
  });

  it("refuses a log without any family", () => {
    expect(() => [...generateLog({ ...options, families: [] })]).toThrow(RangeError);
  });
});

describe("visitors, their sessions, charges and API requests in an adversarial log", () => {
  const events = eventsOf(generateLog({ ...options, families: ["session", "visitor", "charge", "api_request"] }));
  const ofType = <T extends AnyEvent["type"]>(type: T) => events.filter((event): event is Extract<AnyEvent, { type: T }> => event.type === type);

  it("tell everything that their rows depend on, and nothing else", () => {
    const expected = [
      "session.started.v1",
      "session.page_viewed.v1",
      "session.ended.v1",
      "visitor.updated.v1",
      "charge.recorded.v1",
      "api_request.completed.v1",
    ];
    expect(typesOf(events)).toEqual(new Set([...expected, "employee.upserted.v1"]));
  });

  it("have sessions that start over, visitors who are cleared, and charges and requests that are told again otherwise", () => {
    const again = (type: AnyEvent["type"]) =>
      [...Map.groupBy(ofType(type), ({ tenant, entityId }) => `${tenant}:${entityId}`).values()].filter(
        (told) => new Set(told.map(({ timeMs }) => timeMs)).size > 1,
      );
    for (const type of ["session.started.v1", "charge.recorded.v1", "api_request.completed.v1"] as const) expect(again(type).length, type).toBeGreaterThan(10);
    expect(ofType("visitor.updated.v1").filter(({ data }) => data.person_id === null).length).toBeGreaterThan(20);
    expect(new Set(ofType("api_request.completed.v1").map(({ data }) => typeof data.request_id))).toEqual(new Set(["undefined", "string", "number"]));
  });
});
