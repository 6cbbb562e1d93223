import { checkRecord, topics } from "@stats/events";
import { partitionForKey, type AppendRecord } from "@stats/log";
import { describe, expect, it } from "vitest";
import { knownFaultHeader } from "./bad-record.ts";
import { generateLog } from "./generate-log.ts";
import type { StressOptions } from "./options.ts";

const options: StressOptions = {
  seed: 7,
  events: 20_000,
  tenants: [{ tenant: "acme" }, { tenant: "beta", employees: 5 }],
  faults: { misplaced: 0.002, bad: 0.03 },
};
const log = [...generateLog(options)];

const bytes = (text: string | Buffer | null): Buffer | null => (text === null ? null : Buffer.from(text));
const headersOf = (record: AppendRecord) => Object.fromEntries(Object.entries(record.headers ?? {}).map(([name, value]) => [name, Buffer.from(value)]));
const checked = (record: AppendRecord) =>
  checkRecord({ topic: record.topic, key: bytes(record.key), headers: headersOf(record), value: bytes(record.value), timestampMs: record.timestampMs ?? 0 });
const faultOf = (record: AppendRecord) => record.headers?.[knownFaultHeader];
const accepted = log.filter((record) => faultOf(record) === undefined);

describe("an adversarial log", () => {
  it("has exactly as many records as asked", () => {
    expect(log).toHaveLength(20_000);
  });

  it("is the same for the same seed, and another for another", () => {
    expect([...generateLog(options)]).toEqual(log);
    expect([...generateLog({ ...options, seed: 8 })].slice(0, 100)).not.toEqual(log.slice(0, 100));
  });

  it("has nothing but valid events where no fault is known", () => {
    const refused = accepted.map((record) => ({ record, check: checked(record) })).filter(({ check }) => !check.ok);
    expect(refused).toEqual([]);
  });

  it("has bad records of every reason, each refused for the reason that is known", () => {
    const bad = log.filter((record) => faultOf(record) !== undefined && faultOf(record) !== "partition_mismatch");
    const verdicts = bad.map((record) => {
      const check = checked(record);
      return { known: faultOf(record), found: check.ok ? "accepted" : check.reason };
    });
    expect(verdicts.filter(({ known, found }) => known !== found)).toEqual([]);
    expect(new Set(verdicts.map(({ known }) => known))).toEqual(
      new Set(["invalid_json", "invalid_envelope", "invalid_data", "unknown_type", "wrong_topic", "key_mismatch"]),
    );
  });

  it("misplaces valid events of known entities at its end", () => {
    const misplaced = log.filter((record) => record.partition !== undefined);
    expect(misplaced).toEqual(log.slice(-40));
    const keys = new Set(accepted.map((record) => record.key));
    for (const record of misplaced) {
      expect(faultOf(record)).toBe("partition_mismatch");
      expect(checked(record).ok).toBe(true);
      expect(keys.has(record.key)).toBe(true);
      expect(record.partition).not.toBe(partitionForKey(Buffer.from(record.key ?? ""), 12));
    }
  });

  it("tells every type of chat, status and directory event, and of others, on their topics", () => {
    const types = new Set(
      accepted.map((record) => {
        const check = checked(record);
        return check.ok ? check.event.type : "";
      }),
    );
    expect([...types].filter((type) => type.startsWith("chat."))).toHaveLength(13);
    expect([...types].filter((type) => type.endsWith(".upserted.v1"))).toHaveLength(10);
    expect([...types].filter((type) => type.endsWith(".deleted.v1"))).toHaveLength(10);
    expect(types).toContain("acd_status.changed.v1");
    expect(types).toContain("session.page_viewed.v1");
    expect(topics).toEqual(expect.arrayContaining([...new Set(accepted.map((record) => record.topic))]));
  });

  it("repeats identities with the same and with other content, and uses ids in several accounts", () => {
    const seen = new Map<string, string>();
    let same = 0;
    let other = 0;
    for (const record of accepted) {
      const check = checked(record);
      if (!check.ok) continue;
      const identity = `${String(record.key)} ${check.event.source} ${check.event.id}`;
      const content = JSON.stringify([check.event.timeMs, check.event.data]);
      const before = seen.get(identity);
      if (before === undefined) seen.set(identity, content);
      else if (before === content) same += 1;
      else other += 1;
    }
    expect(same).toBeGreaterThan(100);
    expect(other).toBeGreaterThan(100);
    const chats = (tenant: string) =>
      new Set(
        accepted
          .map((record) => String(record.key))
          .filter((key) => key.startsWith(`${tenant}:chat:`))
          .map((key) => key.split(":")[2]),
      );
    expect(chats("acme").intersection(chats("beta")).size).toBeGreaterThan(100);
  });

  it("comes in both content modes and in realistic sizes", () => {
    const binary = accepted.filter((record) => record.headers?.["ce_type"] !== undefined);
    expect(binary.length / accepted.length).toBeGreaterThan(0.15);
    expect(accepted.some((record) => record.headers === undefined)).toBe(true);
    const structured = accepted.filter((record) => record.headers?.["ce_type"] === undefined);
    const mean = structured.reduce((sum, record) => sum + Buffer.byteLength(record.value ?? ""), 0) / structured.length;
    expect(mean).toBeGreaterThan(220);
    expect(mean).toBeLessThan(400);
  });

  it("has late events, shuffled ones, and some ahead of the log", () => {
    const lags = accepted.map((record) => {
      const check = checked(record);
      return check.ok ? (record.timestampMs ?? 0) - check.event.timeMs : 0;
    });
    expect(lags.filter((lag) => lag > 86_400_000).length).toBeGreaterThan(50);
    expect(lags.filter((lag) => lag < 0).length).toBeGreaterThan(50);
  });
});
