import type { ChatEvent } from "./chat-fact.ts";
import type { EventFields, OracleRecord } from "./decode-record.ts";

/** Builders for the oracle's own tests: short stories told in clock times of one day. */

/** `at("10:00:00.250")` on 2026-03-10 (UTC), epoch milliseconds. */
export function at(time: string): number {
  return Date.parse(`2026-03-10T${time}Z`);
}

type Told = readonly [time: string, type: string, data?: EventFields];

/** The events of chat 7 of account acme; each one's offset is its place in the story. */
export function chatStory(...told: readonly Told[]): readonly ChatEvent[] {
  return told.map(([time, type, data], offset) => ({
    source: "/test",
    id: `e${offset}`,
    type: `chat.${type}.v1`,
    tenant: "acme",
    timeMs: at(time),
    offset,
    data: { chat_id: 7, ...(type === "message_sent" ? { message_id: `m${offset}` } : {}), ...data },
  }));
}

/** A record in structured mode on partition 0. `event` overrides the envelope. */
export function recordOf(offset: number, key: string, event: Readonly<Record<string, unknown>>, partition = 0): OracleRecord {
  const envelope = {
    specversion: "1.0",
    id: `e${offset}`,
    source: "/test",
    time: "2026-03-10T10:00:00Z",
    tenant: key.split(":")[0],
    ...event,
  };
  return {
    topic: "chat-events",
    partition,
    offset,
    key: Buffer.from(key),
    headers: {},
    value: Buffer.from(JSON.stringify(envelope)),
  };
}
