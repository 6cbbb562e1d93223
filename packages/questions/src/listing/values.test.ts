import { describe, expect, it } from "vitest";
import { isLikePattern, likePattern } from "./like-pattern.ts";
import { comparableDecimal, isDecimal } from "./number-values.ts";

describe("numbers against decimals of four places", () => {
  it.each([
    [0, "0.00000"],
    [-0, "0.00000"],
    [10.5, "10.50000"],
    [0.0001, "0.00010"],
    [0.00005, "0.00005"],
    [0.000_050_000_1, "0.00005"],
    [1e-7, "0.00005"],
    [-1e-7, "-0.00005"],
    [1.23456, "1.23455"],
    [-1.23456, "-1.23455"],
    [1e15, "1000000000000000.00000"],
    [1.5e10, "15000000000.00000"],
    [1e21, "100000000000000000000"],
    [-1e300, "-100000000000000000000"],
  ])("%d is compared as %s", (value, text) => {
    expect(comparableDecimal(value)).toBe(text);
  });

  it.each([
    [0, true],
    [10.5, true],
    [0.0001, true],
    [-12.3456, true],
    [0.00005, false],
    [1e-7, false],
    [1e14, false],
    [1e300, false],
  ])("%d can be one: %s", (value, expected) => {
    expect(isDecimal(value)).toBe(expected);
  });
});

describe("patterns of like", () => {
  it.each([
    ["%x_", "%x_"],
    [String.raw`\%\_\\`, String.raw`\%\_\\`],
    [String.raw`\a\я`, "aя"],
    ["\\\n", "\n"],
  ])("%j is %j to the engine", (pattern, engine) => {
    expect(isLikePattern(pattern)).toBe(true);
    expect(likePattern(pattern)).toBe(engine);
  });

  it.each(["\\", "a\\\\\\", "a\0b", "%".repeat(5001)])("%j is none", (pattern) => {
    expect(isLikePattern(pattern)).toBe(false);
  });
});
