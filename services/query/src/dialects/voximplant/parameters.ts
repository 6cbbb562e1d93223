import type { FastifyRequest } from "fastify";
import { searchOf } from "../../request-target.ts";
import { VoximplantError } from "./errors.ts";

export type Parameters = ReadonlyMap<string, string>;

/** A method's parameters are few; the longest is a list of some thousand ids. */
export const bodyBytesMax = 1024 * 1024;
export const multipartLimits = { fields: 20, fieldNameSize: 100, fieldSize: 256 * 1024, files: 0, parts: 20 };

/**
 * The parameters of a request, wherever they are: query, urlencoded body, multipart body. The body wins over the query, the first of equal
 * names over the rest.
 */
export async function readParameters(request: FastifyRequest): Promise<Parameters> {
  const parameters = new Map<string, string>();
  const take = (entries: Iterable<readonly [string, string]>) => {
    for (const [name, value] of entries) if (!parameters.has(name)) parameters.set(name, value);
  };
  if (request.isMultipart()) take(await readMultipart(request));
  else if (request.body instanceof URLSearchParams) take(request.body);
  take(new URLSearchParams(searchOf(request.url)));
  return parameters;
}

async function readMultipart(request: FastifyRequest): Promise<[string, string][]> {
  const fields: [string, string][] = [];
  try {
    for await (const part of request.parts()) {
      if (part.type === "file") throw new VoximplantError(101, "files are not accepted");
      if (part.fieldnameTruncated || part.valueTruncated) throw new VoximplantError(101, "a parameter is too long");
      fields.push([part.fieldname, String(part.value)]);
    }
  } catch (error) {
    // the reader throws for forms that are cut off or malformed; nothing else can fail here
    throw error instanceof VoximplantError ? error : new VoximplantError(101, "the multipart body cannot be read");
  }
  return fields;
}
