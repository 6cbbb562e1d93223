import { describe, expect, it } from "vitest";
import { inSlices } from "./in-slices.ts";

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

describe("inSlices", () => {
  it.each([0, 1, 999, 1000, 1001, 5500])("works on every one of %i items once, in order", async (count) => {
    const seen: number[] = [];
    await inSlices(numbers(count), (slice) => void seen.push(...slice));
    expect(seen).toEqual(numbers(count));
  });

  it("lets others run before it is done", async () => {
    const order: string[] = [];
    const working = inSlices(numbers(3000), () => void order.push("slice"));
    setImmediate(() => void order.push("other"));
    await working;
    expect(order.indexOf("other")).toBeLessThan(order.lastIndexOf("slice"));
  });

  it("rejects with what the work throws", async () => {
    const work = () => {
      throw new Error("no");
    };
    await expect(inSlices(numbers(1), work)).rejects.toThrow("no");
  });
});
