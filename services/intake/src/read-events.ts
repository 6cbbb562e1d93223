import { refused } from "./publish-errors.ts";

export const singleType = "application/cloudevents+json";
export const batchType = "application/cloudevents-batch+json";
export const eventsMax = 10_000;
export const bodyBytesMax = 16 * 1024 * 1024;

/**
 * The events of a body: one, or those of a batch.
 * @throws {RefusedError} 400 for bytes that are no JSON (or no array), 413 for too many events
 */
export function readEvents(body: Buffer, contentType: string): readonly unknown[] {
  const parsed = parseJson(body);
  if (contentType === singleType) return [parsed];
  if (!Array.isArray(parsed)) throw refused(400, "invalid_json", `a body of ${batchType} is an array of events`);
  if (parsed.length > eventsMax) throw refused(413, "too_large", `the batch has ${parsed.length} events: allowed are ${eventsMax}`);
  return parsed;
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body));
  } catch (error) {
    throw refused(400, "invalid_json", error instanceof SyntaxError ? error.message : "the body is not valid UTF-8");
  }
}
