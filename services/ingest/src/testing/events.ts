import { catalogue, type EventType, entityKey } from "@stats/events";
import { versionOf } from "@stats/entities";
import type { AppendRecord, LogRecord } from "@stats/log";
import { checkRecords } from "../steps/check-records.ts";
import type { AcceptedRecord } from "../batch.ts";

export const atMs = Date.UTC(2026, 2, 25, 10);

export interface TestEvent {
  readonly id?: string;
  readonly source?: string;
  readonly tenant?: string;
  readonly timeMs?: number;
}

let made = 0;

/** A record of any event type, keyed as it must be, with an identity of its own. */
export function record(
  type: EventType,
  data: Readonly<Record<string, unknown>>,
  { id, source = "/test", tenant = "acme", timeMs = atMs }: TestEvent = {},
): AppendRecord {
  made += 1;
  const { kind, idField, topic } = catalogue[type];
  const event = { specversion: "1.0", id: id ?? `e${made}`, source, type, time: new Date(timeMs).toISOString(), tenant, data };
  return {
    topic,
    key: entityKey(tenant, kind, String(data[idField])),
    headers: { "content-type": "application/cloudevents+json" },
    value: JSON.stringify(event),
    timestampMs: Math.max(timeMs, atMs),
  };
}

/** A chat from start to close: answered after `wait` seconds by employee 501, closed `talk` seconds later. */
export function chat(
  chatId: number,
  { wait = 30, talk = 60, timeMs = atMs, tenant = "acme" }: { wait?: number; talk?: number; timeMs?: number; tenant?: string } = {},
): AppendRecord[] {
  const at = (seconds: number) => ({ tenant, timeMs: timeMs + seconds * 1000, id: `chat-${chatId}-${seconds}` });
  return [
    record("chat.started.v1", { chat_id: chatId, initiator: "visitor" }, at(0)),
    record("chat.message_sent.v1", { chat_id: chatId, message_id: "1", author: "visitor" }, at(1)),
    record("chat.message_sent.v1", { chat_id: chatId, message_id: "2", author: "operator", employee_id: 501 }, at(wait)),
    record("chat.closed.v1", { chat_id: chatId, release_cause: "closed_by_visitor" }, at(wait + talk)),
  ];
}

export function status(userId: number, name: string, options: TestEvent = {}): AppendRecord {
  return record("acd_status.changed.v1", { user_id: userId, status: name }, options);
}

/** As the log would deliver it, at a place of the test's choice. */
export function logged({ topic, key, headers, value, timestampMs }: AppendRecord, offset: number, partition = 0): LogRecord {
  const bytes = (content: string | Buffer | null) => (content === null ? null : Buffer.from(content));
  return {
    topic,
    partition,
    offset,
    key: bytes(key),
    value: bytes(value),
    headers: Object.fromEntries(Object.entries(headers ?? {}).map(([name, content]) => [name, Buffer.from(content)])),
    timestampMs: timestampMs ?? atMs,
  };
}

/** A record that passed the checks. */
export function accepted(from: AppendRecord, offset: number, partition = 0, epoch = 0): AcceptedRecord {
  const {
    accepted: [checked],
    rejected,
  } = checkRecords([logged(from, offset, partition)], epoch);
  if (checked === undefined) throw new Error(`not accepted: ${rejected[0]?.reason} ${rejected[0]?.detail}`);
  if (checked.version !== versionOf(epoch, offset)) throw new Error("the version is not the offset's");
  return checked;
}
