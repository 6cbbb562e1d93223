import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allFamilies } from "@stats/simulator";
import { planFaults } from "./faults/plan.ts";
import { report } from "./report.ts";
import { run } from "./run.ts";
import { openStage, type Stage } from "./system/stage.ts";

const limitMs = 480_000;
/** Any other schedule can be asked for; the long suite draws its seeds. */
const otherSeed = Number(process.env["STATS_TEST_INTEGRITY_SEED"] ?? 13);

/** The short share of the suite; the long one is `npm run integrity`. */
const schedules = [
  { title: "one worker", seed: 11, workers: 1 },
  { title: "two workers", seed: 12, workers: 2 },
  { title: "two workers, another seed", seed: otherSeed, workers: 2 },
];

describe("facts and reports equal the oracle's under random faults", () => {
  let stage: Stage;
  let failed = 0;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(async () => {
    await stage.close(failed > 0);
  });

  it.each(schedules)("$title: seed $seed", { timeout: limitMs }, async ({ seed, workers }) => {
    failed += 1;
    const told: string[] = [];
    const faults = planFaults({ seed, faults: 8, workers });
    const result = await run({
      stage,
      name: `seed_${seed}`,
      seed,
      events: 8000,
      families: allFamilies,
      workers,
      faults,
      questions: 5,
      pagesMax: 6,
      say: (line) => void told.push(line),
    });
    const happened = [...result.done.values()].reduce((sum, count) => sum + count, 0);
    expect(result.findings.lines(), [...told, ...report(seed, result), `data in ${stage.dir}`].join("\n")).toEqual([]);
    expect(happened, told.join("\n")).toBeGreaterThanOrEqual(5);
    expect(result.planned.questions.size, told.join("\n")).toBeGreaterThanOrEqual(1);
    failed -= 1;
  });
});
