import type { AnyEvent } from "./checked-event.ts";
import { catalogue, isEventType, type EventType } from "./catalogue.ts";
import { describeIssues } from "./describe-issues.ts";
import { parseInstant } from "./instant.ts";
import { dataParser, envelopeParser } from "./parsers.ts";
import { reject, shown, type Rejection } from "./reject.ts";
import { withoutNulls } from "./without-nulls.ts";

/** The largest event, in bytes of JSON (in binary mode: of data and `ce_` headers). */
export const EVENT_BYTES_MAX = 512 * 1024;

const earliestMs = Date.UTC(2000, 0, 1);
/** Seconds of the facts are 32 bits wide; a later time would wrap into the past. A record's own timestamp may be any number. */
const latestMs = Date.UTC(2106, 0, 1);
const dayMs = 86_400_000;
const dateMsMax = 8.64e15;

export type EventCheck = { readonly ok: true; readonly event: AnyEvent } | Rejection;

/**
 * Checks one event in structured form: envelope, then type, then data. Pure: `recordedAtMs` is the timestamp of its record, the
 * only clock there is, so that a replay decides alike. `mayHaveNulls` may be false only when the event surely has none.
 */
export function checkEvent(value: unknown, recordedAtMs: number, mayHaveNulls = true): EventCheck {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return reject("invalid_envelope", "the event must be a JSON object");
  const cleaned = mayHaveNulls ? withoutNulls(value) : value;
  const parsed = envelopeParser.safeParse(cleaned, { reportInput: true });
  if (!parsed.success) return reject("invalid_envelope", describeIssues(parsed.error.issues));
  const attributes = parsed.data;

  const timeMs = parseInstant(attributes.time);
  if (timeMs === undefined) return reject("invalid_envelope", `time is not an RFC 3339 time with a zone: ${shown(attributes.time)}`);
  if (timeMs < earliestMs) return reject("invalid_envelope", `time is before 2000-01-01: ${shown(attributes.time)}`);
  if (timeMs >= latestMs) return reject("invalid_envelope", `time is after 2105-12-31: ${shown(attributes.time)}`);
  if (timeMs > recordedAtMs + dayMs) {
    // A producer may stamp a record with any 64-bit number, and a Date holds fewer.
    const recordedAt = Math.abs(recordedAtMs) <= dateMsMax ? new Date(recordedAtMs).toISOString() : `${recordedAtMs} ms`;
    return reject("invalid_envelope", `time is more than one day after the record's timestamp ${recordedAt}: ${shown(attributes.time)}`);
  }

  if (!isEventType(attributes.type)) return reject("unknown_type", `type ${shown(attributes.type)} is not known`);
  const data = catalogue[attributes.type].nullClears ? (value as { data: unknown }).data : attributes.data;
  return withData(attributes.type, attributes, timeMs, data);
}

interface Attributes {
  readonly tenant: string;
  readonly source: string;
  readonly id: string;
}

function withData(type: EventType, attributes: Attributes, timeMs: number, rawData: unknown): EventCheck {
  const parsed = dataParser(type).safeParse(rawData, { reportInput: true });
  if (!parsed.success) return reject("invalid_data", describeIssues(parsed.error.issues, "data"));
  return { ok: true, event: checkedEvent(type, attributes, timeMs, parsed.data) };
}

/** The one place where type and data, which the catalogue pairs, are put together. */
function checkedEvent(type: EventType, { tenant, source, id }: Attributes, timeMs: number, data: unknown): AnyEvent {
  const { kind, entityId } = catalogue[type];
  const entity = (entityId as (data: unknown) => string)(data);
  return { tenant, kind, entityId: entity, source, id, type, timeMs, data } as AnyEvent;
}
