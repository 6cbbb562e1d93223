import { z } from "zod";
import { employeeDirectory } from "../employee-directory/question.ts";
import type { Figures } from "../figures.ts";
import { defineQuestion } from "../question.ts";
import { planOperators } from "../rollup/plan-operators.ts";
import type { AccountReader } from "../rollup/rollup-use.ts";
import { criteria, rowKinds, scope } from "../scope.ts";
import { instant, integer } from "../values.ts";
import { toFigures } from "./figures.ts";

const ofWhom = z.object({
  level: scope.level,
  caller_id: scope.caller_id,
  employees_given: criteria.employees_given,
  employee_ids: criteria.employee_ids,
  /** Time within [from, to), and never after now. */
  from: instant,
  to: instant,
  now: instant,
  /** IANA zone of the days. */
  zone: z.string(),
  by_date: z.boolean(),
});

const params = ofWhom.extend({
  /** What is read from the facts: all of [from, to), or beside the roll-ups none or that one interval. */
  facts_read: z.enum(["all", "none", "one"]),
  /** Roll-ups of these days, as epoch seconds. */
  roll_days: z.array(z.int()),
});

const row = z.object({
  user_id: integer,
  seconds: integer,
  /** Local days with any online second. */
  days: integer,
  /** These days (since 1970) and their seconds; empty unless asked for by date. */
  day_keys: z.array(z.int()),
  day_seconds: z.array(z.int()),
});

/** The statement behind {@link onlineTime}: how long each of the asked employees was online; an operator that asks sees himself alone. Who was not online has no row. */
export const onlineSeconds = defineQuestion({ name: "online-time", at: import.meta.url, params, row });

export type OnlineSecondsRow = z.output<typeof row>;

const asked = z.object({
  ...ofWhom.shape,
  ...scope,
  ...criteria,
  rows_by: z.enum(rowKinds),
  by_department: z.boolean(),
  by_employee: z.boolean(),
  /** Days per row that are answered at most. */
  dates_max: z.int().positive(),
});

export type OnlineTimeParams = z.input<typeof asked>;

export interface OnlineCell {
  /** Seconds per employee and local day with any online second, rounded half up. */
  readonly online_avg: number;
  /** Pairs of employee and local day that the average is over: at least 1. */
  readonly online_days: number;
}

/**
 * Average online time of the employees that belong to a row, by row and cut; of row 0 the cut `own` has each employee's, wherever he is linked. What
 * nobody was online for has no cell. Rejects with `QuestionUnanswered`.
 */
export const onlineTime = {
  async ask(reader: Reader, given: OnlineTimeParams): Promise<Figures<OnlineCell>> {
    const [online, directory] = await Promise.all([askSeconds(reader, given), areLinksNeeded(given) ? employeeDirectory.ask(reader, {}) : []]);
    return toFigures(online, new Map(directory.map((employee) => [employee.employee_id, employee])), given);
  },
};

type Reader = Pick<AccountReader, "select" | "rollups">;

async function askSeconds(reader: Reader, given: OnlineTimeParams): Promise<OnlineSecondsRow[]> {
  const { level, employees_given, employee_ids, from, to, now, zone } = asked.parse(given);
  const plan = await planOperators(reader, {
    question: onlineSeconds.name,
    begin: from,
    end: Math.min(to, now),
    figure: "online",
    grain: "day",
    zone,
    users: level === "own" ? 1 : employees_given ? employee_ids.length : undefined,
    // days begin at the account's midnight, as what is asked does: what is left is today
    factIntervalsMax: 1,
  });
  const [facts] = plan.facts;
  if (plan.days.length === 0) return await onlineSeconds.ask(reader, { ...given, facts_read: "all", roll_days: [] });
  const read = facts === undefined ? { facts_read: "none" as const } : { facts_read: "one" as const, from: facts.begin, to: facts.end };
  return await onlineSeconds.ask(reader, { ...given, ...read, roll_days: [...plan.days] });
}

/** Whether it plays a role which sites and departments employees are linked to. */
function areLinksNeeded(given: OnlineTimeParams): boolean {
  return (
    given.level === "managed" ||
    given.rows_by === "site" ||
    given.rows_by === "department" ||
    given.by_department ||
    given.sites_given ||
    given.departments_given
  );
}
