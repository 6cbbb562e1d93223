import { below, type History, pick, type Random, randomHistory, seededRandom, shuffled } from "@stats/facts/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ExplainedPlan } from "../rollup/rollup-use.ts";
import { refreshAll, withRollups } from "../testing/rollup-states.ts";
import { type ScratchFacts, startScratchFacts } from "../testing/scratch-facts.ts";
import { chatGrains, chatsReport, type ChatsReportParams } from "./question.ts";

const hour = 3600;
const day = 24 * hour;
const seed = Number(process.env["STATS_TEST_ROLLUP_SEED"] ?? 61);
const questionsPerState = 8;

/** Zones on the whole hour and off it, and the nights in which their clocks change. */
const centers = [
  { zone: "Europe/Warsaw", around: "2025-03-30T00:00:00Z" },
  { zone: "America/Havana", around: "2025-11-02T00:00:00Z" },
  { zone: "Asia/Kathmandu", around: "2025-06-10T00:00:00Z" },
  { zone: "Australia/Lord_Howe", around: "2025-04-05T15:00:00Z" },
  { zone: "UTC", around: "2024-12-30T00:00:00Z" },
].map((center, index) => ({
  ...center,
  tenant: `center-${index}`,
  from: Date.parse(center.around) / 1000 - 3 * day,
  to: Date.parse(center.around) / 1000 + 3 * day,
}));
type Center = (typeof centers)[number];

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

function randomQuestion(random: Random, { zone, from, to }: Center): ChatsReportParams {
  const edge = () => {
    const at = from - day + below(random, to - from + 2 * day);
    const unit = pick(random, [1, 60, hour, day]);
    return at - (at % unit);
  };
  const [a, b] = [edge(), edge()];
  return {
    from: Math.min(a, b),
    to: Math.max(a, b),
    zone,
    grain: pick(random, chatGrains),
    sum_employees: random() < 0.5,
    employee_logins: random() < 0.3 ? ["login-1", "login-2"].slice(below(random, 2)) : [],
    queue_ids: random() < 0.3 ? [1, 2, 3].slice(below(random, 3)) : [],
    threshold: pick(random, [0, 1, 20, 45, 88, 89, 1000]),
    skip: random() < 0.2 ? below(random, 10) : 0,
    take: pick(random, [1, 7, 10_000]),
  };
}

async function write(rows: History["chat"]): Promise<void> {
  for (let start = 0; start < rows.length; start += 200) await facts.insert("chat", rows.slice(start, start + 200));
}

describe("chats-report from roll-ups", () => {
  it.each(centers)(
    "is what the facts say in $zone, be the buckets stale, current or some of each (STATS_TEST_ROLLUP_SEED)",
    async (center) => {
      const { tenant, zone, from, to } = center;
      const random = seededRandom(seed);
      const rows = shuffled(random, randomHistory(random, { tenant, from, to, count: 250 }).chat);
      const plain = facts.readerFor(tenant);
      const plans: ExplainedPlan[] = [];
      const compare = async (state: string) => {
        for (let count = 0; count < questionsPerState; count += 1) {
          const question = randomQuestion(random, center);
          const answer = await chatsReport.ask(withRollups(plain, plans), question);
          expect(answer, `${state}: ${JSON.stringify(question)} by ${JSON.stringify(plans.at(-1))}`).toEqual(await chatsReport.ask(plain, question));
        }
      };
      await write(rows.splice(0, 300));
      await compare("no roll-ups");
      await refreshAll(facts.database, { tenant, zone, from, to }, to + day);
      await compare("all current");
      await write(rows.splice(0, 3));
      await compare("some stale");
      await write(rows.splice(0, 150));
      await refreshAll(facts.database, { tenant, zone, from: from + day, to: from + 3 * day }, to + day);
      await compare("some refreshed");
      await write(rows);
      await compare("most stale");
      await refreshAll(facts.database, { tenant, zone, from, to }, to + day);
      await compare("all current again");
      const rolled = plans.filter(({ reason }) => reason === "rolled");
      if (zone === "Asia/Kathmandu") expect(rolled).toEqual([]);
      else {
        expect(rolled.some(({ plan }) => plan.days.length > 0)).toBe(true);
        expect(rolled.some(({ plan }) => plan.hours.length > 0)).toBe(true);
        expect(rolled.some(({ plan }) => plan.facts.length > 0)).toBe(true);
      }
    },
    240_000,
  );
});
