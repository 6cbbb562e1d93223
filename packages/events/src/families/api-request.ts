import { Buffer } from "node:buffer";
import { z } from "zod";
import { count, id, text, uuid } from "../fields.ts";

const rawBytesMax = 16 * 1024;

/** api-request-events, entity `api_request`. */
export const apiRequestEvents = {
  "api_request.completed.v1": z.object({
    api_request_id: uuid,
    /** The JSON-RPC id as it was sent. */
    request_id: z.union([z.string(), z.number()], { error: "must be a string or a number" }).optional(),
    api_type: z.enum(["rpc_api", "call_api"]),
    component: text.optional(),
    ip_address: text,
    method: text,
    method_type: z.enum(["light", "medium", "heavy"]).optional(),
    result: z.enum(["success", "error"]),
    error_code: text.optional(),
    error_mnemocode: text.optional(),
    call_session_id: id.optional(),
    external_id: text.optional(),
    /** The request's body, secrets removed. */
    raw: z
      .string()
      .refine((value) => value.length * 3 <= rawBytesMax || Buffer.byteLength(value) <= rawBytesMax, { error: `must be at most ${rawBytesMax} bytes of UTF-8` })
      .meta({ maxLength: rawBytesMax }),
    /** Milliseconds */
    execution_time: count,
  }),
};
