import { describe, expect, it } from "vitest";
import { planFaults } from "./plan.ts";

describe("planFaults", () => {
  it("gives the same schedule for the same seed, and another one for another", () => {
    const options = { seed: 5, faults: 40, workers: 2 };
    expect(planFaults(options)).toEqual(planFaults(options));
    expect(planFaults({ ...options, seed: 6 })).not.toEqual(planFaults(options));
  });

  it("has the faults in order, as many as asked, with traffic left after the last", () => {
    const plan = planFaults({ seed: 1, faults: 100, workers: 2 });
    const places = plan.map(({ at }) => at);
    expect(plan).toHaveLength(100);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places.at(-1)).toBeLessThanOrEqual(0.9);
  });

  it("never lets a lone worker meet another one", () => {
    const kinds = planFaults({ seed: 3, faults: 300, workers: 1 }).map(({ kind }) => kind);
    expect(new Set(kinds).isDisjointFrom(new Set(["freeze", "freeze in insert", "join", "leave"]))).toBe(true);
    expect(new Set(kinds)).toContain("kill and delay insert");
  });
});
