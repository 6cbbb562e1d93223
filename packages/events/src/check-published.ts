import { catalogue } from "./catalogue.ts";
import type { AnyEvent } from "./checked-event.ts";
import { checkEvent, EVENT_BYTES_MAX } from "./check-event.ts";
import { tooLarge } from "./check-record.ts";
import { entityKey } from "./entity-key.ts";
import { reject, type Rejection } from "./reject.ts";
import type { Topic } from "./topics.ts";

/** An event to append: `json` as the value, under `key`, to `topic`. */
export interface Publishable {
  readonly ok: true;
  readonly event: AnyEvent;
  readonly topic: Topic;
  readonly key: string;
  readonly json: string;
}

/**
 * Checks one event of a `POST /events` body by the rules of {@link checkRecord}; `nowMs` becomes the record's timestamp. The value
 * comes from JSON.parse. Never throws.
 */
export function checkPublished(value: unknown, nowMs: number): Publishable | Rejection {
  const json = serialized(value);
  if (json === undefined) return reject("invalid_json", "the event is nested too deeply");
  const bytes = Buffer.byteLength(json);
  if (bytes > EVENT_BYTES_MAX) return reject("too_large", tooLarge(bytes));
  const checked = checkEvent(value, nowMs);
  if (!checked.ok) return checked;
  const { event } = checked;
  return { ok: true, event, topic: catalogue[event.type].topic, key: entityKey(event.tenant, event.kind, event.entityId), json };
}

/** JSON.stringify descends by recursion, unlike JSON.parse, and may run out of stack. */
function serialized(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}
