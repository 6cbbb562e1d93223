import { catalogue, entityKey, type EventType } from "@stats/events";
import type { AppendRecord } from "@stats/log";

/** A CloudEvent in JSON, as the contract's section 1 describes it. */
export interface CloudEvent {
  readonly specversion: "1.0";
  readonly id: string;
  readonly source: string;
  readonly type: EventType;
  readonly time: string;
  readonly tenant: string;
  readonly data: EventFields;
}

export type EventFields = Readonly<Record<string, unknown>>;

/** An event and when it happens, epoch milliseconds: `event.time` says the same. */
export interface TimedEvent {
  readonly timeMs: number;
  readonly event: CloudEvent;
}

export interface EventSource {
  readonly tenant: string;
  readonly source: string;
}

export function timedEvent(from: EventSource, id: string, type: EventType, timeMs: number, data: EventFields): TimedEvent {
  // Whole milliseconds, as both the event's text and a record's timestamp have them.
  const wholeMs = Math.floor(timeMs);
  const time = new Date(wholeMs).toISOString();
  return { timeMs: wholeMs, event: { specversion: "1.0", id, source: from.source, type, time, tenant: from.tenant, data } };
}

/** The key under which the event's entity lives in the log. */
export function keyOf(event: CloudEvent): string {
  const { kind, idField } = catalogue[event.type];
  return entityKey(event.tenant, kind, String(event.data[idField]));
}

/** The event as a record in structured mode, stamped with the time when it happened. `topicPrefix` as configured, default none. */
export function toRecord({ event, timeMs }: TimedEvent, topicPrefix = ""): AppendRecord {
  return {
    topic: topicPrefix + catalogue[event.type].topic,
    key: keyOf(event),
    headers: { "content-type": "application/cloudevents+json" },
    value: JSON.stringify(event),
    timestampMs: timeMs,
  };
}
