import { below, pick, type Random, seededRandom, shuffled } from "@stats/facts/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ExplainedPlan, SizedFact } from "../rollup/rollup-use.ts";
import { randomChanges } from "../testing/random-changes.ts";
import { refreshAll, withRollups } from "../testing/rollup-states.ts";
import { type ScratchFacts, startScratchFacts } from "../testing/scratch-facts.ts";
import { operatorStatuses, operatorTime, type OperatorTimeParams, timeBuckets } from "./question.ts";

const hour = 3600;
const day = 24 * hour;
const seed = Number(process.env["STATS_TEST_ROLLUP_SEED"] ?? 81);
const questionsPerState = 30;

/** Over the end of a month: what is brought along is kept by month. */
const from = Date.parse("2025-02-26T00:00:00Z") / 1000;
const to = from + 6 * day;

let facts: ScratchFacts;
beforeAll(async () => {
  facts = await startScratchFacts();
});
afterAll(async () => await facts.close());

function randomQuestion(random: Random): OperatorTimeParams {
  const edge = () => {
    const at = from - day + below(random, to - from + 2 * day);
    return at - (at % pick(random, [1, 60, hour, day]));
  };
  const [a, b] = [edge(), edge()];
  return {
    from: random() < 0.1 ? 0 : Math.min(a, b),
    to: Math.max(a, b),
    now: random() < 0.3 ? edge() : to + day,
    bucket: pick(random, timeBuckets),
    order: pick(random, ["user", "bucket"]),
    user_ids: random() < 0.3 ? [1, 2, 99].slice(below(random, 3)) : [],
    statuses: random() < 0.3 ? [...operatorStatuses].slice(below(random, 8)) : [],
  };
}

describe("operator-time from roll-ups", () => {
  it("is what the facts say, be the buckets stale, current or some of each, whatever comes late (STATS_TEST_ROLLUP_SEED)", async () => {
    const tenant = "center";
    const random = seededRandom(seed);
    const changes = shuffled(random, randomChanges(random, { tenant, users: 6, from, to, count: 500, firstVersion: 1 }));
    const plain = facts.readerFor(tenant);
    const plans: ExplainedPlan[] = [];
    const compare = async (state: string) => {
      for (let count = 0; count < questionsPerState; count += 1) {
        const question = randomQuestion(random);
        const answer = await operatorTime.ask(withRollups(plain, plans), question);
        expect(answer, `${state}: ${JSON.stringify(question)} by ${JSON.stringify(plans.at(-1))}`).toEqual(await operatorTime.ask(plain, question));
      }
    };
    const write = async (count: number) => await facts.insert("status_change", changes.splice(0, count));
    const refresh = async (begin: number, end: number) => await refreshAll(facts.database, { tenant, zone: "UTC", from: begin, to: end });
    await write(250);
    await compare("no roll-ups");
    await refresh(from, to);
    await compare("all current");
    await write(2);
    await compare("stale from a late change on");
    await refresh(to - 2 * day, to);
    await compare("only the last days current");
    await write(100);
    await refresh(from, from + 3 * day);
    await compare("only the first days current");
    await refresh(from, to);
    await facts.insert("status_change", randomChanges(random, { tenant, users: 6, from: to - 3 * hour, to, count: 3, firstVersion: 1000 }));
    await compare("news");
    await write(200);
    await refresh(from, to);
    await compare("all current again");
    const rolled = plans.filter(({ reason }) => reason === "rolled").map(({ plan }) => plan);
    expect(rolled.some(({ days }) => days.length > 1)).toBe(true);
    expect(rolled.some(({ hours }) => hours.length > 1)).toBe(true);
    for (const intervals of [0, 1, 2]) expect(rolled.some(({ facts: read }) => read.length === intervals)).toBe(true);
  }, 240_000);

  it("a change that another one at its millisecond takes the place of vanishes from buckets that have counted it", async () => {
    const tenant = "vanishing";
    const at = from + day + 5 * hour + 120;
    const change = (seconds: number, status: string, version: number) => ({ tenant, user_id: 1, changed_at: seconds * 1000, status, version });
    await facts.insert("status_change", [change(from, "READY", 1), change(at, "DND", 2), change(at + 60, "READY", 3)]);
    await refreshAll(facts.database, { tenant, zone: "UTC", from, to });
    const plans: ExplainedPlan[] = [];
    const ask = async () =>
      await operatorTime.ask(withRollups(facts.readerFor(tenant), plans), {
        from,
        to,
        now: to,
        bucket: "hour_of_day",
        order: "user",
        user_ids: [],
        statuses: [],
      });
    expect((await ask()).filter(({ status }) => status === "DND")).toMatchObject([{ hour: 5, seconds_sum: 60, samples: 1 }]);
    await facts.insert("status_change", [change(at, "READY", 4)]);
    expect((await ask()).map(({ status, samples, seconds_min }) => [status, samples, seconds_min])).toEqual(
      Array.from({ length: 24 }, () => ["READY", 6, 3600]),
    );
    await refreshAll(facts.database, { tenant, zone: "UTC", from, to });
    expect((await ask()).map(({ status, samples, seconds_min }) => [status, samples, seconds_min])).toEqual(
      Array.from({ length: 24 }, () => ["READY", 6, 3600]),
    );
    expect(plans.map(({ reason, plan }) => [reason, plan.facts.length])).toEqual([
      ["rolled", 0],
      ["rolled", 1],
      ["rolled", 0],
    ]);
  });

  it("a stay is one sample of a sum, however many days it goes over and wherever roll-ups and facts meet", async () => {
    const tenant = "staying";
    const change = (seconds: number, status: string, version: number) => ({ tenant, user_id: 1, changed_at: seconds * 1000, status, version });
    await facts.insert("status_change", [
      change(from - day, "READY", 1),
      // ends exactly where a day does, and is taken up again in the second in which it ended
      change(from + 2 * day, "DND", 2),
      { ...change(from + 2 * day, "READY", 3), changed_at: (from + 2 * day) * 1000 + 500 },
      change(from + 3 * day + 100, "DND", 4),
      change(from + 3 * day + 130, "READY", 5),
      // says what is so already
      change(from + 4 * day, "READY", 6),
    ]);
    await refreshAll(facts.database, { tenant, zone: "UTC", from, to: to - day });
    const plans: ExplainedPlan[] = [];
    const ask = async (begin: number, end: number) =>
      (
        await operatorTime.ask(withRollups(facts.readerFor(tenant), plans), {
          from: begin,
          to: end,
          now: to,
          bucket: "none",
          order: "user",
          user_ids: [],
          statuses: [],
        })
      ).map(({ status, samples, seconds_min, seconds_max, seconds_sum }) => [status, samples, seconds_min, seconds_max, seconds_sum]);
    expect(await ask(from, to - day)).toEqual([
      ["READY", 3, day + 100, 2 * day, 5 * day - 30],
      ["DND", 1, 30, 30, 30],
    ]);
    expect(await ask(from - 5, to - hour)).toEqual([
      ["READY", 3, day + 100, 3 * day - hour - 130, 6 * day - hour + 5 - 30],
      ["DND", 1, 30, 30, 30],
    ]);
    expect(await ask(from + 3 * day, from + 4 * day)).toEqual([
      ["READY", 2, 100, day - 130, day - 30],
      ["DND", 1, 30, 30, 30],
    ]);
    expect(plans.map(({ reason, plan }) => [reason, plan.days.length, plan.facts.length])).toEqual([
      ["rolled", 5, 0],
      ["rolled", 5, 2],
      ["rolled", 1, 0],
    ]);
  });

  it("asks about buckets only where that can pay: not of few changes, or of few operators", async () => {
    const plans: ExplainedPlan[] = [];
    const reader = (size: number | undefined) => {
      const plain = facts.readerFor("center");
      return {
        ...plain,
        rollups: {
          sizeMin: 100_000,
          sizeOf: (fact: SizedFact) => (fact === "operators" ? 200 : size),
          onPlan: (explained: ExplainedPlan) => void plans.push(explained),
        },
      };
    };
    const asked: OperatorTimeParams = { from, to, now: to, bucket: "day", order: "user", user_ids: [], statuses: [] };
    await operatorTime.ask(reader(1000), asked);
    await operatorTime.ask(reader(undefined), asked);
    await operatorTime.ask(reader(100_000), { ...asked, user_ids: [1, 2, 3] });
    await operatorTime.ask(reader(10_000_000), { ...asked, to: from + hour });
    await operatorTime.ask(reader(10_000_000), asked);
    expect(plans.map(({ reason }) => reason)).toEqual(["too small", "size unknown", "too small", "too small", "nothing current"]);
  });
});
