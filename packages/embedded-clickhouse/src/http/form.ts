import type { IncomingMessage } from "node:http";
import type { Readable } from "node:stream";
import { EngineError } from "../engine/engine-error.ts";
import { readHead } from "./body.ts";

/** Parameters of statements may be many, but they are held in memory. */
const FORM_BYTES_MAX = 64 * 1024 * 1024;

export function isForm(headers: IncomingMessage["headers"]): boolean {
  return /^multipart\/form-data\b/i.test(headers["content-type"] ?? "");
}

/**
 * The fields of a multipart body: what would stand in the URL if it were not too long. Throws `EngineError` when it is not
 * well-formed, too long, or brings files (external tables).
 */
export async function readForm(headers: IncomingMessage["headers"], body: Readable): Promise<Array<readonly [string, string]>> {
  const { bytes, rest } = await readHead(Buffer.alloc(0), body, FORM_BYTES_MAX);
  if (rest !== undefined) throw new EngineError(307, "TOO_MANY_BYTES", `The form is longer than ${FORM_BYTES_MAX} bytes`);
  const form = await new Response(new Uint8Array(bytes), { headers: { "content-type": headers["content-type"] ?? "" } }).formData().catch((error: unknown) => {
    throw new EngineError(27, "CANNOT_PARSE_INPUT_ASSERTION_FAILED", `The multipart body cannot be read: ${String(error)}`);
  });
  return [...form].map(([name, value]) => {
    if (typeof value !== "string") throw new EngineError(48, "NOT_IMPLEMENTED", `${name}: external tables are not supported by the embedded engine`);
    return [name, value];
  });
}
