import type { IncomingHttpHeaders } from "node:http";
import type { Readable } from "node:stream";
import { EngineError } from "../engine/engine-error.ts";

/** The largest form: the values of a statement's parameters, where they are too long for a URL. */
const FORM_BYTES_MAX = 64 * 1024 * 1024;

/** Whether the body holds the statement and its parameters as a form, as clients send them when they do not fit a URL. */
export function isFormBody(headers: IncomingHttpHeaders): boolean {
  return headers["content-type"]?.toLowerCase().startsWith("multipart/form-data") ?? false;
}

/** The fields of a multipart form, in order. Throws `EngineError` for a form that is too large or is none. */
export async function readForm(headers: IncomingHttpHeaders, body: Readable): Promise<readonly (readonly [string, string])[]> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > FORM_BYTES_MAX) throw new EngineError(307, "TOO_MANY_BYTES", `The form is longer than ${FORM_BYTES_MAX} bytes.`);
    chunks.push(chunk);
  }
  try {
    const form = await new Response(Buffer.concat(chunks), { headers: { "content-type": headers["content-type"] ?? "" } }).formData();
    return [...form].map(([name, value]) => [name, String(value)] as const);
  } catch (error) {
    throw new EngineError(27, "CANNOT_PARSE_INPUT_ASSERTION_FAILED", `The multipart form cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
