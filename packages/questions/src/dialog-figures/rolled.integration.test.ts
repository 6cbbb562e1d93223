import { below, type Cells, type History, pick, type Random, randomHistory, seededRandom, shuffled } from "@stats/facts/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ExplainedPlan } from "../rollup/rollup-use.ts";
import { cuts, rowKinds } from "../scope.ts";
import { allCells } from "../testing/all-cells.ts";
import { type Center, centers, randomEdge, type Rows, throughStates, withRollups } from "../testing/rollup-states.ts";
import { type ScratchFacts, startScratchFacts } from "../testing/scratch-facts.ts";
import { dialogFigures, type DialogFiguresParams, dialogFiguresQuestion } from "./question.ts";

const hour = 3600;
const seed = Number(process.env["STATS_TEST_ROLLUP_SEED"] ?? 71);
const questionsPerState = 12;
const kinds = ["chat", "call", "lead"] as const satisfies (keyof History)[];

let facts: ScratchFacts;
beforeAll(async () => {
  facts = await startScratchFacts();
});
afterAll(async () => await facts.close());

/** Many dialogs of few people and places, so that every cut is kept: of days everywhere, of hours around the night in the middle. Of leads there are few. */
function randomRows(random: Random, { tenant, from, to, middle }: Center): Rows {
  const sparse = randomHistory(random, { tenant, from, to, count: 350 });
  const dense = randomHistory(random, { tenant, from: middle - 10 * hour, to: middle + 10 * hour, count: 500, firstId: 1000 });
  const fewer = ({ employee_id, site_id, department_id, ...row }: Cells): Cells => ({
    ...row,
    employee_id: Number(employee_id ?? 0) % 3,
    site_id: Number(site_id ?? 0) % 2,
    department_id: Number(department_id ?? 0) % 2,
  });
  const rows = kinds.flatMap((table) => {
    const its = [...sparse[table], ...dense[table]];
    return (table === "lead" ? its.slice(0, 400) : its).map((row) => ({ table, row: row["deleted"] === 1 ? row : fewer(row) }));
  });
  return shuffled(random, rows);
}

function randomQuestion(random: Random, center: Center): DialogFiguresParams {
  const flag = (share: number) => random() < share;
  const some = (most: number) => Array.from({ length: most }, (_, index) => index + 1).filter(() => flag(0.5));
  const rows_by = pick(random, rowKinds);
  const [a, b] = [randomEdge(random, center), randomEdge(random, center)];
  return {
    level: pick(random, ["full", "full", "full", "managed", "own"]),
    caller_id: below(random, 4),
    every_site: flag(0.5),
    view_sites: some(2),
    every_department: flag(0.5),
    view_departments: some(2),
    sites_given: flag(0.1),
    site_ids: some(2),
    departments_given: flag(0.1),
    department_ids: some(2),
    employees_given: flag(0.1),
    employee_ids: some(3),
    // as long as one likes, on either side
    from: flag(0.2) ? 0 : Math.min(a, b),
    to: flag(0.2) ? 2 ** 32 - 1 : Math.max(a, b),
    zone: center.zone,
    rows_by,
    by_date: flag(0.4),
    by_department: rows_by !== "department" && flag(0.2),
    by_employee: rows_by !== "employee" && flag(0.2),
    by_remark: flag(0.3),
    figures: flag(0.2) ? ["chats", "wait_avg"] : dialogFigures,
    day_figures: flag(0.5) ? dialogFigures : [pick(random, dialogFigures)],
    dates_max: pick(random, [2, 367]),
  };
}

describe("dialog-figures from roll-ups", () => {
  const plans: ExplainedPlan[] = [];

  it.each(centers)(
    "are what the facts say in $zone, be the buckets stale, current or some of each (STATS_TEST_ROLLUP_SEED)",
    async (center) => {
      const random = seededRandom(seed);
      const plain = facts.readerFor(center.tenant);
      const own: ExplainedPlan[] = [];
      let cells = 0;
      await throughStates(facts, center, randomRows(random, center), async (state) => {
        for (let count = 0; count < questionsPerState; count += 1) {
          const question = randomQuestion(random, center);
          const before = own.length;
          const [rolled, expected] = [await dialogFiguresQuestion.ask(withRollups(plain, own), question), await dialogFiguresQuestion.ask(plain, question)];
          const answer = [...allCells(rolled, cuts)];
          expect(answer, `${state}: ${JSON.stringify(question)} by ${JSON.stringify(own.slice(before))}`).toEqual([...allCells(expected, cuts)]);
          expect(rolled.rowIds).toEqual(expected.rowIds);
          cells += answer.length;
        }
      });
      expect(cells).toBeGreaterThan(200);
      expect(own.some(({ reason }) => reason === "rolled")).toBe(center.isEven);
      plans.push(...own);
    },
    240_000,
  );

  it("were of every cut and kind, beside hours and facts, and beside other kinds from the facts alone", () => {
    const rolled = plans.filter(({ reason }) => reason === "rolled");
    expect([...new Set(rolled.map(({ rollup }) => rollup?.split(" ").at(-1) ?? ""))].toSorted()).toEqual(["employee", "employee_place", "place", "total"]);
    expect([...new Set(rolled.map(({ kind }) => kind ?? "chats alone"))].toSorted()).toEqual(["call", "chat", "chats alone", "lead"]);
    expect(rolled.some(({ plan }) => plan.days.length > 0 && plan.hours.length > 0 && plan.facts.length > 0)).toBe(true);
    expect(plans.some(({ reason, kind }, place) => reason === "nothing current" && kind === "lead" && plans[place - 1]?.reason === "rolled")).toBe(true);
  });
});
