import { simulate, toRecord } from "@stats/simulator";
import { describe, expect, it } from "vitest";
import type { OracleRecord } from "./decode-record.ts";
import { createOracle } from "./oracle.ts";

/** The records as a log of one partition a topic would give them back. */
function* stored(): Generator<OracleRecord> {
  const ends = new Map<string, number>();
  const startMs = Date.parse("2026-03-30T00:00:00Z");
  const plan = { seed: 3, tenant: "acme", zone: "Europe/Warsaw", employees: 16, chatsPerDay: 400 };
  for (const event of simulate({ ...plan, startMs, endMs: startMs + 7 * 86_400_000 })) {
    const { topic, key, value } = toRecord(event);
    const offset = ends.get(topic) ?? 0;
    ends.set(topic, offset + 1);
    yield { topic, partition: 0, offset, key: Buffer.from(key ?? ""), headers: {}, value: Buffer.from(value ?? "") };
  }
}

const oracle = createOracle({ timezones: { acme: "Europe/Warsaw" } });
oracle.ingest(stored());
const calls = oracle.callRows();
const incoming = calls.filter(({ direction, finished }) => direction === "in" && finished === 1);
const answered = incoming.filter((call) => call.answered === 1);

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function between(value: number, least: number, most: number): void {
  expect(value).toBeGreaterThan(least);
  expect(value).toBeLessThan(most);
}

describe("a simulated week has the figures of a real center:", () => {
  it("a quarter as many calls as chats, most of them incoming", () => {
    between(calls.length / oracle.chatRows().length, 0.18, 0.32);
    between(incoming.length / calls.length, 0.7, 0.95);
  });

  it("most incoming calls answered within half a minute, the rest lost", () => {
    between(answered.length / incoming.length, 0.65, 0.97);
    expect(incoming.every((call) => call.lost === 1 - call.answered)).toBe(true);
    between(mean(answered.map(({ wait }) => wait)), 8, 40);
  });

  it("talks of some minutes, some with pauses", () => {
    between(mean(answered.map(({ talk_duration }) => talk_duration)), 90, 360);
    between(answered.filter((call) => call.clean_talk_duration < call.talk_duration).length / answered.length, 0.05, 0.5);
  });

  it("calls credited to those who talked, of every department and site, some rated and some remarked", () => {
    expect(answered.filter(({ employee_id }) => employee_id === 0)).toEqual([]);
    expect(new Set(calls.map(({ department_id }) => department_id))).toEqual(new Set([1, 2, 3]));
    expect(new Set(calls.map(({ site_id }) => site_id))).toEqual(new Set([1, 2]));
    between(answered.filter(({ vote }) => vote !== "none").length / answered.length, 0.03, 0.5);
    expect(answered.filter(({ remark_id }) => remark_id > 0).length).toBeGreaterThan(3);
  });

  it("leads in every state, most of them processed by those they were given to", () => {
    const leads = oracle.leadRows();
    between(leads.length / oracle.chatRows().length, 0.05, 0.12);
    expect(new Set(leads.map(({ status }) => status))).toEqual(new Set(["new", "processing", "processed"]));
    between(leads.filter(({ status }) => status === "processed").length / leads.length, 0.6, 0.92);
  });

  it("contacts captured in chats and in leads", () => {
    const contacts = oracle.contactRows();
    expect(contacts.length).toBeGreaterThan(200);
    expect(new Set(contacts.map(({ source_type }) => source_type))).toEqual(new Set(["chat", "lead"]));
  });
});
