import type { AnyEvent } from "@stats/events";
import { checkRecord } from "@stats/events";
import { describe, expect, it } from "vitest";
import { knownFaultHeader } from "./bad-record.ts";
import { generateLog } from "./generate-log.ts";

const events: readonly AnyEvent[] = [...generateLog({ seed: 3, events: 20_000, tenants: [{ tenant: "acme" }], families: ["chat", "call", "lead", "goal"] })]
  .filter(({ headers }) => headers?.[knownFaultHeader] === undefined)
  .map(({ topic, key, headers, value, timestampMs = 0 }) => {
    const named = Object.fromEntries(Object.entries(headers ?? {}).map(([name, text]) => [name, Buffer.from(text)]));
    const check = checkRecord({
      topic,
      key: key === null ? null : Buffer.from(key),
      headers: named,
      value: value === null ? null : Buffer.from(value),
      timestampMs,
    });
    if (!check.ok) throw new Error(`${check.reason}: ${check.detail}`);
    return check.event;
  });

describe("chats, calls, leads and goals in an adversarial log", () => {
  it.each(["chat", "call", "offline_message", "goal"])(
    "%s: everything that may be said about any communication is said, by events that are accepted",
    (kind) => {
      const told = new Set(events.map(({ type }) => type));
      for (const verb of ["tagged", "untagged", "sale_recorded", "classified", "visitor_assigned"]) expect(told).toContain(`${kind}.${verb}.v1`);
    },
  );

  it("say of the visitor everything, a part of it, or nothing", () => {
    const starts = events.filter(
      (event) => event.type === "chat.started.v1" || event.type === "goal.reached.v1" || event.type === "offline_message.received.v1",
    );
    const share = (holds: (start: (typeof starts)[number]["data"]) => boolean) => starts.filter(({ data }) => holds(data)).length / starts.length;
    expect(share(({ visitor }) => visitor === undefined)).toBeGreaterThan(0.1);
    expect(share(({ visitor }) => visitor !== undefined && visitor.city === undefined)).toBeGreaterThan(0.1);
    expect(share(({ visitor }) => (visitor?.custom_properties?.length ?? 0) > 1)).toBeGreaterThan(0.05);
    expect(share(({ attribution }) => attribution !== undefined && attribution.utm_source !== undefined)).toBeGreaterThan(0.1);
    expect(share(({ communication_number }) => communication_number === 0)).toBeGreaterThan(0.02);
  });

  it("start again at another time, with another visitor", () => {
    const goals = Map.groupBy(
      events.filter((event) => event.type === "goal.reached.v1"),
      ({ entityId }) => entityId,
    );
    expect([...goals.values()].filter((reached) => new Set(reached.map(({ timeMs }) => timeMs)).size > 1).length).toBeGreaterThan(10);
  });
});
