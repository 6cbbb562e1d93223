import { checkPublished } from "@stats/events";
import type { Clock } from "@stats/kit";
import type { AppendRecord, Log } from "@stats/log";

/**
 * Appends CloudEvents to the log: all that the report surface knows of it. Resolves when they are durable; rejects when the log does not take
 * them, and when one is no event of the contract, which is a defect.
 */
export type PublishEvents = (events: readonly unknown[]) => Promise<void>;

export function createPublisher(log: Pick<Log, "append">, now: Clock): PublishEvents {
  return async (events) => {
    const nowMs = now();
    await log.append(events.map((event) => toRecord(event, nowMs)));
  };
}

function toRecord(event: unknown, timestampMs: number): AppendRecord {
  const checked = checkPublished(event, timestampMs);
  if (!checked.ok) throw new Error(`This event cannot be published: ${checked.reason}, ${checked.detail}`);
  const { topic, key, json } = checked;
  return { topic, key, value: json, headers: { "content-type": "application/cloudevents+json; charset=UTF-8" }, timestampMs };
}
