import { questions } from "@stats/questions";
import { expect, it } from "vitest";
import { runRollups } from "./run-rollups.ts";

const seed = Number(process.env["STATS_TEST_ROLLUP_SEED"] ?? 22);
const limitMs = 480_000;

/** Every question that is answered by a plan. */
const rolled = questions.filter(({ params }) => Object.keys(params.shape).some((name) => name.startsWith("roll_"))).map(({ name }) => name);

it(
  "reports through roll-ups are the oracle's, whatever is refreshed, killed and held back while events come (STATS_TEST_ROLLUP_SEED)",
  async () => {
    const told: string[] = [];
    const { findings, planned } = await runRollups({ seed, events: 2100, rounds: 3, questions: 2, say: (line) => void told.push(line) });
    expect(findings.lines(), told.join("\n")).toEqual([]);
    // that of online time has no hours
    for (const question of rolled) expect([...(planned.questions.get(question) ?? [])], question).toEqual(expect.arrayContaining(["day"]));
    for (const question of ["chats-report", "operator-time"])
      expect([...(planned.questions.get(question) ?? [])], question).toEqual(expect.arrayContaining(["facts", "hour"]));
  },
  limitMs,
);
