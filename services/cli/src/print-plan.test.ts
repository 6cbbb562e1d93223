import type { ExplainedPlan, Part } from "@stats/questions";
import { expect, it } from "vitest";
import { printPlan } from "./print-plan.ts";

const hour = 3600;
const midnight = Date.parse("2026-03-25T00:00:00Z") / 1000;

function planOf(...parts: readonly (readonly [from: Part["from"], hours: number])[]): ExplainedPlan["plan"] {
  let begin = midnight;
  const placed = parts.map(([from, hours]) => {
    const part = { from, begin, end: begin + hours * hour, bucket: 0, size: 1 };
    begin = part.end;
    return part;
  });
  return { parts: placed, days: [], hours: [], facts: [] };
}

it("names every interval once, and where it is read from", () => {
  const plan = planOf(["facts", 1], ["hour", 1], ["hour", 1], ["nothing", 21], ["day", 24], ["facts", 0.5]);
  expect(printPlan({ question: "some-figures", plan, reason: "rolled", rollup: "dialog_rollup, cut total" })).toBe(
    [
      "some-figures is answered from roll-ups and facts",
      "  2026-03-25T00:00:00Z to 2026-03-25T01:00:00Z: facts",
      "  2026-03-25T01:00:00Z to 2026-03-25T03:00:00Z: 2 hours of dialog_rollup, cut total",
      "  2026-03-25T03:00:00Z to 2026-03-26T00:00:00Z: nothing was ever written",
      "  2026-03-26T00:00:00Z to 2026-03-27T00:00:00Z: 1 day of dialog_rollup, cut total",
      "  2026-03-27T00:00:00Z to 2026-03-27T00:30:00Z: facts",
      "",
    ].join("\n"),
  );
});

it("says why the facts alone were read", () => {
  expect(printPlan({ question: "some-figures", plan: planOf(["facts", 24]), reason: "too small" })).toBe(
    "some-figures is answered from the facts alone: there are few of them\n",
  );
});
