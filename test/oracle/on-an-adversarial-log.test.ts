import { partitionForKey } from "@stats/log";
import { generateLog, knownFaultHeader } from "@stats/simulator";
import { describe, expect, it } from "vitest";
import type { ChatsReportRow } from "./chats-report.ts";
import type { OracleRecord } from "./decode-record.ts";
import { aggregations } from "./local-time.ts";
import { createOracle } from "./oracle.ts";

/** The records as a log of twelve partitions would give them back. */
function* stored(seed: number, events: number): Generator<OracleRecord> {
  const ends = new Map<string, number>();
  for (const { topic, key, headers, value, partition } of generateLog({ seed, events, tenants: [{ tenant: "acme" }, { tenant: "beta" }] })) {
    const keyBytes = key === null ? null : Buffer.from(key);
    const place = partition ?? (keyBytes ? partitionForKey(keyBytes, 12) : 0);
    const offset = ends.get(`${topic}/${place}`) ?? 0;
    ends.set(`${topic}/${place}`, offset + 1);
    const bytes = Object.fromEntries(Object.entries(headers ?? {}).map(([name, text]) => [name, Buffer.from(text)]));
    yield { topic, partition: place, offset, key: keyBytes, headers: bytes, value: value === null ? null : Buffer.from(value) };
  }
}

const records = [...stored(11, 30_000)];
const oracle = createOracle({ timezones: { acme: "Europe/Warsaw", beta: "America/New_York" } });
oracle.ingest(records);
const period = { date_from: "2026-01-01", date_to: "2026-12-31" };
const total = (rows: readonly ChatsReportRow[], figure: (row: ChatsReportRow) => number): number => rows.reduce((sum, row) => sum + figure(row), 0);

describe("the oracle on an adversarial log", () => {
  it("expects exactly the known faults in the dead letters", () => {
    const known = records
      .filter(({ headers }) => headers[knownFaultHeader])
      .map(({ topic, partition, offset, headers }) => ({ topic, partition, offset, reason: headers[knownFaultHeader]?.toString() }));
    expect(oracle.deadLetters()).toEqual(known);
    expect(known.length).toBeGreaterThan(200);
  });

  it("says the same when the partitions come one after the other", () => {
    const other = createOracle({ timezones: {} });
    const inPartitions = [...records].sort((a, b) => a.partition - b.partition || a.topic.localeCompare(b.topic) || a.offset - b.offset);
    other.ingest(inPartitions);
    expect(new Set(other.chatRows().map((row) => JSON.stringify(row)))).toEqual(new Set(oracle.chatRows().map((row) => JSON.stringify(row))));
    expect(other.counts()).toEqual(oracle.counts());
  });

  it.each(aggregations)("counts every chat once by %s, with users summed or not", (aggregate_by) => {
    for (const tenant of ["acme", "beta"]) {
      const all = oracle.chatRows().filter((row) => row.tenant === tenant).length;
      const pages = Array.from(
        { length: Math.ceil(oracle.chatsReport(tenant, { ...period, aggregate_by }).total / 100) },
        (_, page) => oracle.chatsReport(tenant, { ...period, aggregate_by, offset: page * 100 }).rows,
      );
      expect(total(pages.flat(), (row) => row.incoming_including_empty)).toBe(all);
      const summed = oracle.chatsReport(tenant, { ...period, aggregate_by, sum_users: true, limit: 1_000_000 }).rows;
      expect(total(summed, (row) => row.incoming_including_empty)).toBe(all);
      expect(total(summed, (row) => row.answered)).toBe(total(pages.flat(), (row) => row.answered));
      for (const row of summed) expect(row.incoming_to_agent + row.incoming_to_bot - row.transferred_by_bot).toBe(row.incoming);
    }
  });

  it("has the same seconds of every status, however they are cut", () => {
    const ask = (aggregation: "none" | "day" | "hour" | "hour_of_day", group: "user" | "aggregation") => {
      const params = {
        from_date: "2026-03-26 10:30:00",
        to_date: "2026-04-05 09:15:00",
        user_id: "all",
        nowMs: Date.UTC(2027, 0, 1),
        aggregation,
        group,
      } as const;
      const cells = oracle.operatorTime("acme", params).result.flatMap(({ statistics }) => statistics.flatMap(({ acd_status }) => Object.values(acd_status)));
      return (cells as readonly { sum: number }[]).reduce((sum, cell) => sum + cell.sum, 0);
    };
    const whole = ask("none", "user");
    expect(whole).toBeGreaterThan(0);
    for (const aggregation of ["none", "day", "hour", "hour_of_day"] as const)
      for (const group of ["user", "aggregation"] as const) expect(ask(aggregation, group)).toBe(whole);
  });
});
