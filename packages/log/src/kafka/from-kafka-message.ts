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

function fromKafkaHeaders(headers: KafkaMessage["headers"]): Headers {
  const entries = Object.entries(headers ?? {}).flatMap(([name, content]): [string, Buffer][] => {
    const last = Array.isArray(content) ? content.at(-1) : content;
    return last === undefined || last === null ? [] : [[name, Buffer.from(last as string)]];
  });
  return Object.fromEntries(entries);
}
