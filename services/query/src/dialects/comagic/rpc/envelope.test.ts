import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { resultOf } from "./envelope.ts";
import { JsonText } from "./method.ts";

const limits = { day_limit: 1, day_remaining: 0, day_reset: 1, minute_limit: 1, minute_remaining: 0, minute_reset: 1 };

async function bodyOf(chunks: readonly string[], totalItems?: number): Promise<unknown> {
  const bytes = chunks.map((chunk) => Buffer.from(chunk));
  const body = resultOf("7", { data: new JsonText(toAsync(bytes)), ...(totalItems === undefined ? {} : { totalItems }) }, limits);
  if (typeof body === "string") throw new Error("a text in chunks is streamed");
  return JSON.parse(await text(body)) as unknown;
}

async function* toAsync<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}

describe("the body of a result", () => {
  it.each<[string, readonly string[], unknown[]]>([
    ["nothing", ["[\n\n]\n"], []],
    ["one chunk", ['[{"id":1},{"id":2}]'], [{ id: 1 }, { id: 2 }]],
    ["chunks, wherever they are cut", ["[", '{"id"', ':"ж"},', "", '{"id":3}', "\n]"], [{ id: "ж" }, { id: 3 }]],
  ])("is around a list that comes as text: %s", async (_what, chunks, data) => {
    expect(await bodyOf(chunks, 9)).toEqual({ jsonrpc: "2.0", id: 7, result: { data, metadata: { total_items: 9, version: null, limits } } });
  });

  it("ends with the failure of its list, so that half of it is never taken for the whole", async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('[{"id":1}');
      throw new Error("the connection broke");
    }
    const body = resultOf("1", { data: new JsonText(broken()) }, limits);
    await expect(typeof body === "string" ? body : text(body)).rejects.toThrow("the connection broke");
  });
});
