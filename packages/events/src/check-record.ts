import { catalogue } from "./catalogue.ts";
import type { AnyEvent } from "./checked-event.ts";
import { checkEvent, EVENT_BYTES_MAX } from "./check-event.ts";
import { isAttributeHeader, structuredText } from "./content-mode.ts";
import { entityKey } from "./entity-key.ts";
import { reject, shown, type Rejection } from "./reject.ts";

/** A record of the log, as far as the check looks at it. */
export interface RecordToCheck {
  /** As the contract names it, without the configured prefix. */
  readonly topic: string;
  readonly key: Buffer | null;
  readonly headers: Readonly<Record<string, Buffer>>;
  readonly value: Buffer | null;
  readonly timestampMs: number;
}

/** `json` is the event as it is archived: the record's very bytes in structured mode, all of it as structured JSON in binary mode. */
export type RecordCheck = { readonly ok: true; readonly event: AnyEvent; readonly json: string | Buffer } | Rejection;

/**
 * Checks one record against the contract: size, JSON, envelope, type, topic, data, key, in this order; the first fault decides.
 * Pure, and never throws.
 *
 * Decisions beyond the contract: null in an optional field means absent, except in `visitor.updated`, where it clears. Of a JSON
 * member that is given twice the last one counts. Bytes that are not UTF-8 and a byte order mark are invalid JSON. Numbers are doubles,
 * as in every JSON reader: 1.0 and 1e2 are integers, 9007199254740993 and 1e400 are out of range, and a fraction that no double holds
 * (9007199254740991.4) is lost before it can be seen.
 */
export function checkRecord(record: RecordToCheck): RecordCheck {
  const { value, headers } = record;
  if (value === null) return reject("invalid_json", "the record has no value");
  const bytes = value.byteLength + attributeBytes(headers);
  if (bytes > EVENT_BYTES_MAX) return reject("too_large", tooLarge(bytes));
  const read = structuredText(headers, value);
  if (!read.ok) return read;
  const parsed = parsedJson(read.text);
  if (!parsed.ok) return parsed;

  const checked = checkEvent(parsed.value, record.timestampMs, read.text.includes("null"));
  if (!checked.ok) return checked;
  const { event } = checked;
  const { topic } = catalogue[event.type];
  if (record.topic !== topic) return reject("wrong_topic", `type ${event.type} belongs on topic ${topic}, not on ${shown(record.topic)}`);
  const key = entityKey(event.tenant, event.kind, event.entityId);
  if (record.key?.toString("utf8") !== key)
    return reject("key_mismatch", `the key is ${shown(record.key?.toString("utf8") ?? null)}: this event's key is ${shown(key)}`);
  return { ok: true, event, json: read.json };
}

export function tooLarge(bytes: number): string {
  return `the event has ${bytes} bytes: allowed are ${EVENT_BYTES_MAX}`;
}

/** Only what becomes part of the event: what an intake or a tracer adds beside it must not make an accepted event too large. */
function attributeBytes(headers: Readonly<Record<string, Buffer>>): number {
  let bytes = 0;
  for (const name in headers) if (isAttributeHeader(name)) bytes += name.length + (headers[name]?.byteLength ?? 0);
  return bytes;
}

function parsedJson(text: string): { readonly ok: true; readonly value: unknown } | Rejection {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    return reject("invalid_json", error instanceof Error ? error.message : String(error));
  }
}
