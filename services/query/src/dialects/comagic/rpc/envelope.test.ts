import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { resultOf } from "./envelope.ts";
import { RowTexts } from "./method.ts";

const limits = { day_limit: 1, day_remaining: 0, day_reset: 1, minute_limit: 1, minute_remaining: 0, minute_reset: 1 };

async function bodyOf(batches: readonly (readonly string[])[], totalItems?: number): Promise<unknown> {
  const body = resultOf("7", { data: new RowTexts(toAsync(batches)), ...(totalItems === undefined ? {} : { totalItems }) }, limits);
  if (typeof body === "string") throw new Error("a list of texts is streamed");
  return JSON.parse(await text(body)) as unknown;
}

async function* toAsync<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}

describe("the body of a result", () => {
  it.each<[string, readonly (readonly string[])[], unknown[]]>([
    ["nothing", [], []],
    ["empty batches", [[], []], []],
    ["one batch", [['{"id":1}', '{"id":2}']], [{ id: 1 }, { id: 2 }]],
    ["batches, some of them empty", [[], ['{"id":1}'], [], ['{"id":"ж"}', '{"id":3}'], []], [{ id: 1 }, { id: "ж" }, { id: 3 }]],
  ])("joins rows that come as texts: %s", async (_what, batches, data) => {
    expect(await bodyOf(batches, 9)).toEqual({ jsonrpc: "2.0", id: 7, result: { data, metadata: { total_items: 9, version: null, limits } } });
  });

  it("ends with the failure of its rows, so that half a list is never taken for a whole one", async () => {
    async function* broken(): AsyncGenerator<readonly string[]> {
      yield ['{"id":1}'];
      throw new Error("the connection broke");
    }
    const body = resultOf("1", { data: new RowTexts(broken()) }, limits);
    await expect(typeof body === "string" ? body : text(body)).rejects.toThrow("the connection broke");
  });
});
