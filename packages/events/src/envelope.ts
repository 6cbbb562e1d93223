import { z } from "zod";
import { tenantPattern } from "./entity-key.ts";
import { textUpTo } from "./fields.ts";

/** A scheme and anything, or a relative reference (whose first segment has no colon); RFC 3986, section 4.1, and its characters. */
const uriReference =
  /^(?=.)(?:[A-Za-z][A-Za-z0-9+.-]*:|(?![^/?#]*:))(?:[A-Za-z0-9\-._~:/?[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*(?:#(?:[A-Za-z0-9\-._~:/?@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*)?$/;

/** application/json, text/json or any `+json` type, with or without parameters. */
const jsonMediaType = /^\s*(?:(?:application|text)\/json|[\w.+-]+\/[\w.+-]+\+json)\s*(?:;.*)?$/i;

/** A CloudEvents 1.0 event in JSON, contract section 1. Further attributes are extensions: kept in the archive, not read. */
export const envelope = z.object({
  specversion: z.literal("1.0"),
  id: textUpTo(128).min(1),
  source: z.string().regex(uriReference, { error: "must be a URI reference" }),
  type: z.string(),
  /** RFC 3339 with a zone; see instant.ts and check-event.ts for the range. */
  time: z.string().meta({ format: "date-time" }),
  tenant: z.string().regex(tenantPattern, { error: "must be an account slug ([a-z0-9][a-z0-9-]{0,62})" }),
  datacontenttype: z
    .string()
    .refine((value) => jsonMediaType.test(value), { error: "must be a JSON media type" })
    .optional(),
  data: z.unknown().refine(isObject, { error: "must be a JSON object" }).meta({ type: "object" }),
});

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
