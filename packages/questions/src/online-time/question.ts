import type { TenantReader } from "@stats/facts";
import { z } from "zod";
import { employeeDirectory } from "../employee-directory/question.ts";
import type { Figures } from "../figures.ts";
import { defineQuestion } from "../question.ts";
import { criteria, rowKinds, scope } from "../scope.ts";
import { instant, integer } from "../values.ts";
import { toFigures } from "./figures.ts";

const params = z.object({
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

const row = z.object({
  user_id: integer,
  seconds: integer,
  /** Local days with any online second. */
  days: integer,
  /** These days (since 1970) and their seconds; empty unless asked for by date. */
  day_keys: z.array(z.int()),
  day_seconds: z.array(z.int()),
});

/** How long each of the asked employees was online; an operator that asks sees himself alone. Who was not online has no row. */
export const onlineSeconds = defineQuestion({ name: "online-time", at: import.meta.url, params, row });

export type OnlineSecondsRow = z.output<typeof row>;

const asked = z.object({
  ...params.shape,
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
  async ask(reader: TenantReader, given: OnlineTimeParams): Promise<Figures<OnlineCell>> {
    const [online, directory] = await Promise.all([onlineSeconds.ask(reader, given), areLinksNeeded(given) ? employeeDirectory.ask(reader, {}) : []]);
    return toFigures(online, new Map(directory.map((employee) => [employee.employee_id, employee])), given);
  },
};

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
