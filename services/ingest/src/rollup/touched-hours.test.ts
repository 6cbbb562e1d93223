import { describe, expect, it } from "vitest";
import { TouchedHours, type WrittenFacts } from "./touched-hours.ts";

const hour = 3600;
const day = 24 * hour;
const now = Date.parse("2025-06-10T12:30:00Z");
const noon = now / 1000 - 1800;

function written(rows: readonly (readonly [tenant: string, at: number])[], fact: keyof WrittenFacts = "chat"): WrittenFacts {
  const cells = rows.map(([tenant, at]) => ({ tenant, started_at: at, received_at: at, changed_at_ms: at * 1000 }));
  return { chat: [], call: [], lead: [], status_change: [], [fact]: cells } as unknown as WrittenFacts;
}
const hours = (options = {}) => new TouchedHours({ quietMs: 5000, waitMsMax: 60_000, hoursMax: 1000, ...options });

describe("hours that were written to", () => {
  it("are due when they are over and quiet, and are forgotten when they are taken", () => {
    const touched = hours();
    touched.add(written([["acme", noon - hour + 10]]), now);
    touched.add(written([["acme", noon - hour + 20]]), now + 3000);
    expect(touched.size).toBe(1);
    expect(touched.take(now + 7999, 10)).toEqual([]);
    expect(touched.take(now + 8000, 10)).toEqual([{ tenant: "acme", fact: "chat", from: noon - hour, to: noon }]);
    expect(touched.size).toBe(0);
  });

  it("are due after a while, also when they are never quiet", () => {
    const touched = hours();
    for (let ms = 0; ms <= 60_000; ms += 1000) {
      touched.add(written([["acme", noon - hour]]), now + ms);
      expect(touched.take(now + ms, 10)).toHaveLength(ms < 60_000 ? 0 : 1);
    }
  });

  it("wait until they are over", () => {
    const touched = hours();
    touched.add(written([["acme", noon + 60]]), now);
    expect(touched.take(now + 60_000, 10)).toEqual([]);
    expect(touched.oldestMs(now + 60_000)).toBe(60_000);
    expect(touched.take(now + 1_800_000, 10)).toHaveLength(1);
  });

  it("are taken half by the newest and half by the longest waiting", () => {
    const touched = hours();
    const year = Array.from({ length: 300 }, (_, index) => ["filled", noon - 400 * day + index * 3 * day] as const);
    touched.add(written(year.slice(0, 200)), now - 50_000);
    touched.add(written([["acme", noon - hour]]), now - 10_000);
    touched.add(written(year.slice(200).map(([tenant, at]) => [tenant, at - 3000 * day] as const)), now - 60_000);
    const runs = touched.take(now, 4);
    expect(runs).toHaveLength(4);
    expect(runs[0]).toEqual({ tenant: "acme", fact: "chat", from: noon - hour, to: noon });
    expect(runs.filter(({ to }) => to < noon - 1000 * day)).toHaveLength(2);
  });

  it("come as runs of neighbours, each of one account and fact", () => {
    const touched = hours();
    touched.add(written([0, 1, 5, 200].map((back) => ["acme", noon - (back + 1) * hour] as const)), now);
    touched.add(written([["other", noon - hour]]), now);
    touched.add(written([["acme", noon - hour]], "lead"), now);
    touched.add(written([["acme", noon - hour]], "status_change"), now);
    expect(
      new Set(touched.take(now + 5000, 100).map(({ tenant, fact, from, to }) => `${tenant} ${fact} ${(noon - from) / hour}-${(noon - to) / hour}`)),
    ).toEqual(new Set(["acme chat 6-0", "acme chat 201-200", "other chat 1-0", "acme lead 1-0", "acme status_change 1-0"]));
  });

  it("are bounded in number", () => {
    const touched = hours({ hoursMax: 10 });
    touched.add(written(Array.from({ length: 50 }, (_, index) => ["acme", noon - (index + 1) * hour] as const)), now);
    expect(touched.size).toBe(10);
  });
});
