import type { TenantReader } from "@stats/facts";
import { describe, expect, it } from "vitest";
import { askingOnce } from "./asking-once.ts";

describe("askingOnce", () => {
  it("asks each different question once, also while its answer is awaited", async () => {
    const asked: unknown[] = [];
    const reader: TenantReader = {
      async select<Row>(sql: string, params: Readonly<Record<string, unknown>>): Promise<readonly Row[]> {
        asked.push([sql, params]);
        return await Promise.resolve([asked.length] as Row[]);
      },
      selectBatches: async () => await Promise.reject(new Error("not asked here")),
      selectJson: async () => await Promise.reject(new Error("not asked here")),
    };
    const once = askingOnce(reader);
    const answers = await Promise.all([
      once.select("a", { x: 1 }, "q"),
      once.select("a", { x: 1 }, "q"),
      once.select("a", { x: 2 }, "q"),
      once.select("b", { x: 1 }, "q"),
    ]);
    expect(answers).toEqual([[1], [1], [2], [3]]);
    expect(await once.select("a", { x: 2 }, "q")).toEqual([2]);
    expect(asked).toEqual([
      ["a", { x: 1 }],
      ["a", { x: 2 }],
      ["b", { x: 1 }],
    ]);
  });
});
