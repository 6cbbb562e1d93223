import { expect, it } from "vitest";
import { canonicalMoney } from "./money.ts";

it.each([
  ["12.5", "12.5"],
  ["12.5000", "12.5"],
  ["012.50", "12.5"],
  ["100", "100"],
  ["100.0000", "100"],
  ["0.10", "0.1"],
  ["00", "0"],
  ["-0.00", "0"],
  ["-0.0100", "-0.01"],
  ["-007", "-7"],
  ["99999999999999.9999", "99999999999999.9999"],
])("%s is %s", (amount, canonical) => {
  expect(canonicalMoney(amount)).toBe(canonical);
});
