import type { AppendRecord } from "@stats/log";
import type { Random } from "../random.ts";
import { toRecord, type TimedEvent } from "../timed-event.ts";

const aheadMs = 12 * 3_600_000;

/** The log's clock at this record, or as much later as a record must be that an event may be this far ahead of it (contract: up to a day). */
export function recordedAt(nowMs: number, { timeMs }: TimedEvent): number {
  return Math.max(nowMs, timeMs - aheadMs);
}

/** The event as a record of the log in any of the ways that the contract allows: structured with or without content type, or binary. */
export function inSomeMode(random: Random, happening: TimedEvent, nowMs: number, topicPrefix: string): AppendRecord {
  const timestampMs = recordedAt(nowMs, happening);
  const record = { ...toRecord(happening, topicPrefix), timestampMs };
  const mode = random.next();
  if (mode < 0.6) return record;
  if (mode < 0.75) return { topic: record.topic, key: record.key, value: record.value, timestampMs };
  const { data, ...attributes } = happening.event;
  const headers = Object.fromEntries(Object.entries(attributes).map(([name, text]) => [`ce_${name}`, text]));
  return { ...record, headers: { ...headers, "content-type": "application/json" }, value: JSON.stringify(data) };
}
