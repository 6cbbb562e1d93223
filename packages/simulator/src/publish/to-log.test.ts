import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { topics } from "@stats/events";
import { openSqliteLog, type Log } from "@stats/log";
import { afterAll, describe, expect, it } from "vitest";
import { simulate } from "../simulate.ts";
import { generateLog } from "../stress/generate-log.ts";
import { keyOf } from "../timed-event.ts";
import { appendAll, toLog } from "./to-log.ts";

const folder = mkdtempSync(join(tmpdir(), "to-log-"));
const partitions = Object.fromEntries(topics.map((topic) => [topic, 3]));
const opened: Log[] = [];
afterAll(async () => {
  for (const log of opened) await log.close();
  rmSync(folder, { recursive: true, force: true });
});

async function openLog(name: string): Promise<Log> {
  const log = await openSqliteLog({ file: join(folder, `${name}.sqlite`), partitions });
  opened.push(log);
  return log;
}

async function recordsOf(log: Log) {
  const records = [];
  for (const range of await log.ranges(topics)) for await (const batch of log.read({ ...range, from: range.low, to: range.end })) records.push(...batch);
  return records;
}

describe("publishing to the log", () => {
  it("appends every event in order under its key, stamped with its time", async () => {
    const startMs = Date.parse("2026-03-10T09:00:00Z");
    const events = [...simulate({ seed: 1, tenant: "acme", zone: "UTC", employees: 8, chatsPerDay: 500, startMs, endMs: startMs + 1_800_000 })];
    const log = await openLog("events");
    const progress: number[] = [];
    expect(await toLog(log, { batchSize: 100, onProgress: (published) => progress.push(published) })(events)).toBe(events.length);
    expect(progress).toEqual(
      [...Array(Math.floor(events.length / 100)).keys()].map((n) => (n + 1) * 100).concat(events.length % 100 === 0 ? [] : [events.length]),
    );
    const stored = await recordsOf(log);
    expect(stored).toHaveLength(events.length);
    const told = stored.map((record) => [record.key?.toString(), record.timestampMs, record.value?.toString()].join(" "));
    expect(new Set(told)).toEqual(new Set(events.map(({ event, timeMs }) => [keyOf(event), timeMs, JSON.stringify(event)].join(" "))));
  });

  it("takes an adversarial log, misplaced records and empty keys included", async () => {
    const log = await openLog("stress");
    const records = [...generateLog({ seed: 3, events: 2_000, tenants: [{ tenant: "acme" }], partitions: 3, faults: { misplaced: 0.01 } })];
    expect(await appendAll(log, records, { batchSize: 333 })).toBe(2_000);
    expect(await recordsOf(log)).toHaveLength(2_000);
  });

  it("stops when it is told to", async () => {
    const log = await openLog("stopped");
    const endless = generateLog({ seed: 3, events: 1_000_000, tenants: [{ tenant: "acme" }] });
    const stop = new AbortController();
    const appending = appendAll(log, endless, { signal: stop.signal, onProgress: () => stop.abort(new Error("enough")) });
    await expect(appending).rejects.toThrow("enough");
  });
});
