import { Readable } from "node:stream";
import { z } from "zod";
import { refusalData, type RpcError } from "./errors.ts";
import { type Limits, limitsSchema } from "./limits.ts";
import { type MethodResult, JsonText } from "./method.ts";

const id = z.union([z.string(), z.number(), z.null()]).describe("As it was sent, with its JSON type; null when none could be read");

/** The body of every refusal. */
export const refusalBody = z.object({
  jsonrpc: z.literal("2.0"),
  id,
  error: z.object({
    code: z.int(),
    message: z.string(),
    data: refusalData.extend({
      metadata: z.object({ version: z.null(), limits: limitsSchema }).optional().describe("Once it is known whose request it is"),
    }),
  }),
});

/** @param data the shape of `result.data` */
export function successBody(data: z.ZodType) {
  const metadata = z.object({
    total_items: z.int().optional().describe("Of lists: how many rows match on all pages"),
    version: z.null(),
    limits: limitsSchema,
  });
  return z.object({ jsonrpc: z.literal("2.0"), id, result: z.object({ data, metadata }) });
}

/**
 * The body of a result: a text, or for long lists a stream.
 * @param idText the JSON of the request's id, repeated as it was
 */
export function resultOf(idText: string, { data, totalItems }: MethodResult, limits: Limits): string | Readable {
  const total = totalItems === undefined ? {} : { total_items: totalItems };
  const metadata = JSON.stringify({ ...total, version: null, limits });
  const [head, tail] = [`{"jsonrpc":"2.0","id":${idText},"result":{"data":`, `,"metadata":${metadata}}}`];
  return data instanceof JsonText ? Readable.from(around(head, data.chunks, tail), { objectMode: false }) : `${head}${JSON.stringify(data)}${tail}`;
}

async function* around(head: string, chunks: JsonText["chunks"], tail: string): AsyncGenerator<string | Uint8Array> {
  yield head;
  yield* chunks;
  yield tail;
}

/** @param limits of the account, once it is known whose request it is */
export function refusalText(idText: string, { code, message, data }: RpcError, limits?: Limits): string {
  const metadata = limits === undefined ? {} : { metadata: { version: null, limits } };
  return `{"jsonrpc":"2.0","id":${idText},"error":${JSON.stringify({ code, message, data: { ...data, ...metadata } })}}`;
}
