import { checkPublished, type Publishable } from "@stats/events";
import type { AppendRecord } from "@stats/log";
import { type PublishError, RefusedError } from "./publish-errors.ts";

/**
 * Checks the events of one request: all of them, so that the publisher learns of every fault at once.
 * @returns the records to append, in order
 * @throws {RefusedError} 400 with one entry per bad event; 403 when all are well-formed, but some belong to another account
 */
export function toRecords(events: readonly unknown[], tenant: string, nowMs: number): readonly AppendRecord[] {
  const records: AppendRecord[] = [];
  const bad: PublishError[] = [];
  const foreign: PublishError[] = [];
  for (const [index, value] of events.entries()) {
    const checked = checkPublished(value, nowMs);
    if (!checked.ok) bad.push({ index, reason: checked.reason, detail: checked.detail });
    else if (checked.event.tenant === tenant) records.push(toRecord(checked, nowMs));
    else foreign.push({ index, reason: "wrong_tenant", detail: `the publish key belongs to tenant ${tenant}, the event to ${checked.event.tenant}` });
  }
  if (bad.length > 0)
    throw new RefusedError(
      400,
      bad.concat(foreign).toSorted((a, b) => (a.index ?? 0) - (b.index ?? 0)),
    );
  if (foreign.length > 0) throw new RefusedError(403, foreign);
  return records;
}

function toRecord({ topic, key, json }: Publishable, nowMs: number): AppendRecord {
  return { topic, key, value: json, headers: { "content-type": "application/cloudevents+json; charset=UTF-8" }, timestampMs: nowMs };
}
