import type { KafkaMessage } from "kafkajs";
import type { Headers, LogRecord, TopicPartition } from "../port.ts";

/** A record of the port from kafkajs's message. Offsets are exact: a partition would need 2^53 records to leave the safe range. */
export function fromKafkaMessage({ topic, partition }: TopicPartition, message: KafkaMessage): LogRecord {
  return {
    topic,
    partition,
    offset: Number(message.offset),
    key: message.key,
    headers: fromKafkaHeaders(message.headers),
    value: message.value,
    timestampMs: Number(message.timestamp),
  };
}

/** Runs for every record: no intermediate lists, and no copy of what is a buffer already. */
function fromKafkaHeaders(given: KafkaMessage["headers"]): Headers {
  const headers: Record<string, Buffer> = {};
  for (const name in given) {
    const content = given[name];
    const last = Array.isArray(content) ? content.at(-1) : content;
    if (last === undefined || last === null) continue;
    const bytes = Buffer.isBuffer(last) ? last : Buffer.from(last);
    // Assigned, this name would lend the object a prototype instead of giving it a member.
    if (name === "__proto__") Object.defineProperty(headers, name, { value: bytes, enumerable: true });
    else headers[name] = bytes;
  }
  return headers;
}
