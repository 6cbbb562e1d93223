import { below, pick, type Random, seededRandom, shuffled } from "@stats/facts/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AccountReader, ExplainedPlan } from "../rollup/rollup-use.ts";
import { rowKinds } from "../scope.ts";
import { allCells } from "../testing/all-cells.ts";
import { randomChanges } from "../testing/random-changes.ts";
import { refreshAll, withRollups } from "../testing/rollup-states.ts";
import { type ScratchFacts, startScratchFacts } from "../testing/scratch-facts.ts";
import { onlineTime, type OnlineTimeParams } from "./question.ts";

const hour = 3600;
const day = 24 * hour;
const seed = Number(process.env["STATS_TEST_ROLLUP_SEED"] ?? 91);
const questionsPerState = 12;

/** Zones on the whole hour and off it, and nights in which clocks change, at midnight itself too. */
const centers = [
  { zone: "Europe/Warsaw", around: "2025-03-30T00:00:00Z" },
  { zone: "Africa/Cairo", around: "2025-04-25T00:00:00Z" },
  { zone: "America/Havana", around: "2025-11-02T00:00:00Z" },
  { zone: "Asia/Kathmandu", around: "2025-06-30T00:00:00Z" },
  { zone: "Australia/Lord_Howe", around: "2025-04-05T15:00:00Z" },
].map((center, index) => ({
  ...center,
  tenant: `center-${index}`,
  from: Date.parse(center.around) / 1000 - 4 * day,
  to: Date.parse(center.around) / 1000 + 4 * day,
}));
type Center = (typeof centers)[number];

let facts: ScratchFacts;
beforeAll(async () => {
  facts = await startScratchFacts();
  await facts.insert(
    "directory_object",
    centers.flatMap(({ tenant }) =>
      [1, 2, 3, 4].map((id) => ({ tenant, kind: "employee", object_id: id, version: 1, site_ids: [1 + (id % 2)], department_ids: [id] })),
    ),
  );
});
afterAll(async () => await facts.close());

function randomQuestion(random: Random, { zone, from, to }: Center): OnlineTimeParams {
  const edge = () => {
    const at = from - day + below(random, to - from + 2 * day);
    if (random() < 0.2) return at;
    const date = Temporal.Instant.fromEpochMilliseconds(at * 1000)
      .toZonedDateTimeISO(zone)
      .toPlainDate();
    return date.toZonedDateTime(zone).epochMilliseconds / 1000;
  };
  const [a, b] = [edge(), edge()];
  const employees_given = random() < 0.3;
  return {
    level: pick(random, ["full", "full", "managed", "own"]),
    caller_id: 1,
    every_site: true,
    view_sites: [],
    every_department: false,
    view_departments: [1, 2],
    sites_given: false,
    site_ids: [],
    departments_given: false,
    department_ids: [],
    employees_given,
    employee_ids: employees_given ? [1, 3, 99] : [],
    from: Math.min(a, b),
    to: Math.max(a, b),
    now: random() < 0.3 ? edge() : to + day,
    zone,
    rows_by: pick(random, rowKinds),
    by_date: random() < 0.6,
    by_department: random() < 0.3,
    by_employee: random() < 0.3,
    dates_max: 1000,
  };
}

async function cellsOf(reader: AccountReader, question: OnlineTimeParams) {
  return [...allCells(await onlineTime.ask(reader, question), ["row", "date", "department", "employee", "own"])];
}

describe("online-time from roll-ups", () => {
  it.each(centers)(
    "is what the facts say in $zone, be the days stale, current or some of each (STATS_TEST_ROLLUP_SEED)",
    async (center) => {
      const { tenant, zone, from, to } = center;
      const random = seededRandom(seed);
      const changes = shuffled(random, randomChanges(random, { tenant, users: 5, from, to, count: 300, firstVersion: 1 }));
      const plain = facts.readerFor(tenant);
      const plans: ExplainedPlan[] = [];
      const compare = async (state: string) => {
        for (let count = 0; count < questionsPerState; count += 1) {
          const question = randomQuestion(random, center);
          const answer = await cellsOf(withRollups(plain, plans), question);
          expect(answer, `${state}: ${JSON.stringify(question)} by ${JSON.stringify(plans.at(-1))}`).toEqual(await cellsOf(plain, question));
        }
      };
      const refresh = async (end: number) => await refreshAll(facts.database, { tenant, zone, from: from - day, to: end }, to + day);
      await facts.insert("status_change", changes.splice(0, 150));
      await refresh(to);
      await compare("all current");
      await facts.insert("status_change", changes.splice(0, 2));
      await compare("stale from a late change on");
      await facts.insert("status_change", changes.splice(0, 100));
      await refresh(from + 4 * day);
      await compare("only the first days current");
      await facts.insert("status_change", changes);
      await refresh(to);
      await compare("all current again");
      const rolled = plans.filter(({ reason }) => reason === "rolled").map(({ plan }) => plan);
      if (zone === "Asia/Kathmandu") expect(rolled).toEqual([]);
      else for (const intervals of [0, 1]) expect(rolled.some(({ days, facts: read }) => days.length > 1 && read.length === intervals)).toBe(true);
    },
    240_000,
  );
});
