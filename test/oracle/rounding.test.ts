import { describe, expect, it } from "vitest";
import { averageHalfUp, clock, percent } from "./rounding.ts";

describe("rounding (T5)", () => {
  it.each([
    [1, 3, 33.33],
    [2, 3, 66.67],
    [1, 32, 3.13], // 3.125, half up; float rounding to even would say 3.12
    [1, 1, 100],
    [3, 2, 150], // T4: rated_percent may pass 100
    [0, 0, 0],
    [5, 0, 0],
  ])("percent of %i in %i is %d", (part, whole, wanted) => {
    expect(percent(part, whole)).toBe(wanted);
  });

  it.each([
    [5, 2, 3], // 2.5
    [7, 3, 2],
    [8, 3, 3],
    [0, 0, 0],
  ])("average of %i over %i is %i", (sum, count, wanted) => {
    expect(averageHalfUp(sum, count)).toBe(wanted);
  });

  it.each([
    [0, "00:00:00"],
    [48, "00:00:48"],
    [3_661, "01:01:01"],
    [442_985, "123:03:05"],
  ])("%i seconds read %s", (seconds, wanted) => {
    expect(clock(seconds)).toBe(wanted);
  });
});
