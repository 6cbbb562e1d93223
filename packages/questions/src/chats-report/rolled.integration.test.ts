import { below, pick, type Random, randomHistory, seededRandom, shuffled } from "@stats/facts/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ExplainedPlan } from "../rollup/rollup-use.ts";
import { type Center, centers, randomEdge, throughStates, withRollups } from "../testing/rollup-states.ts";
import { type ScratchFacts, startScratchFacts } from "../testing/scratch-facts.ts";
import { chatGrains, chatsReport, type ChatsReportParams } from "./question.ts";

const seed = Number(process.env["STATS_TEST_ROLLUP_SEED"] ?? 61);
const questionsPerState = 12;

let facts: ScratchFacts;
beforeAll(async () => {
  facts = await startScratchFacts();
  const employees = [1, 2, 3, 4, 5].map((id) => ({ kind: "employee", object_id: id, version: 1, first_name: `F${id % 3}`, login: `login-${id % 4}` }));
  await facts.insert(
    "directory_object",
    centers.flatMap(({ tenant }) => employees.map((employee) => ({ ...employee, tenant }))),
  );
});
afterAll(async () => await facts.close());

function randomQuestion(random: Random, center: Center): ChatsReportParams {
  const [a, b] = [randomEdge(random, center), randomEdge(random, center)];
  return {
    from: Math.min(a, b),
    to: Math.max(a, b),
    zone: center.zone,
    grain: pick(random, chatGrains),
    sum_employees: random() < 0.5,
    employee_logins: random() < 0.3 ? ["login-1", "login-2"].slice(below(random, 2)) : [],
    queue_ids: random() < 0.3 ? [1, 2, 3].slice(below(random, 3)) : [],
    threshold: pick(random, [0, 1, 20, 45, 88, 89, 1000]),
    skip: random() < 0.2 ? below(random, 10) : 0,
    take: pick(random, [1, 7, 10_000]),
  };
}

describe("chats-report from roll-ups", () => {
  it.each(centers)(
    "is what the facts say in $zone, be the buckets stale, current or some of each (STATS_TEST_ROLLUP_SEED)",
    async (center) => {
      const { tenant, from, to } = center;
      const random = seededRandom(seed);
      const rows = shuffled(random, randomHistory(random, { tenant, from, to, count: 250 }).chat).map((row) => ({ table: "chat", row }) as const);
      const plain = facts.readerFor(tenant);
      const plans: ExplainedPlan[] = [];
      await throughStates(facts, center, rows, async (state) => {
        for (let count = 0; count < questionsPerState; count += 1) {
          const question = randomQuestion(random, center);
          const answer = await chatsReport.ask(withRollups(plain, plans), question);
          expect(answer, `${state}: ${JSON.stringify(question)} by ${JSON.stringify(plans.at(-1))}`).toEqual(await chatsReport.ask(plain, question));
        }
      });
      const rolled = plans.filter(({ reason }) => reason === "rolled");
      if (!center.isEven) expect(rolled).toEqual([]);
      else {
        expect(rolled.some(({ plan }) => plan.days.length > 0)).toBe(true);
        expect(rolled.some(({ plan }) => plan.hours.length > 0)).toBe(true);
        expect(rolled.some(({ plan }) => plan.facts.length > 0)).toBe(true);
      }
    },
    240_000,
  );
});
