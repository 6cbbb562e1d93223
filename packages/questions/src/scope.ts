import { z } from "zod";
import { id } from "./values.ts";

/**
 * What a caller may count and see. Which dialogs and contacts he counts is said in the SQL of those questions, which employees he sees below; sites and
 * departments in view are those of the lists.
 */
export const scope = {
  /** Everything; the caller's own dialogs and himself; or what the managed sites and departments say. */
  level: z.enum(["full", "managed", "own"]),
  /** The caller's employee id; 0 where he has none. */
  caller_id: z.int().min(0),
  /** Sites and departments in view: all, or those of the list. */
  every_site: z.boolean(),
  view_sites: z.array(id),
  every_department: z.boolean(),
  view_departments: z.array(id),
};

/** Criteria that narrow the counted dialogs. A criterion that is given with an empty list narrows to nothing. */
export const criteria = {
  sites_given: z.boolean(),
  site_ids: z.array(id),
  departments_given: z.boolean(),
  department_ids: z.array(id),
  employees_given: z.boolean(),
  employee_ids: z.array(id),
};

/** What the rows of an answer stand for: `none` = one row, id 0, for all. */
export const rowKinds = ["none", "employee", "site", "department"] as const;

/**
 * Cells of a row: the row itself (key 0), and per local day (days since 1970), department, employee or remark. `own` belongs to no row: an
 * employee's online time wherever he is linked.
 */
export const cuts = ["row", "date", "department", "employee", "remark", "own"] as const;
export type Cut = (typeof cuts)[number];

/** More dates than anybody may list: a row that has them all may have others too, which are not answered. */
export const datesMax = 367;

export type ScopeParams = z.input<z.ZodObject<typeof scope>>;
export type CriteriaParams = z.input<z.ZodObject<typeof criteria>>;

/** What an employee is linked to. */
export interface Links {
  readonly site_ids: readonly number[];
  readonly department_ids: readonly number[];
}

/** Whether the caller may see an employee: everybody, himself, or whoever is linked to any managed site or department. */
export function isEmployeeVisible(employeeId: number, { site_ids, department_ids }: Links, scoped: ScopeParams): boolean {
  switch (scoped.level) {
    case "full":
      return true;
    case "own":
      return employeeId === scoped.caller_id;
    case "managed":
      return isAnyInView(site_ids, scoped.every_site, scoped.view_sites) || isAnyInView(department_ids, scoped.every_department, scoped.view_departments);
  }
}

function isAnyInView(ids: readonly number[], isEvery: boolean, view: readonly number[]): boolean {
  return isEvery ? ids.length > 0 : ids.some((id) => view.includes(id));
}
