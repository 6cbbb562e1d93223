import { z } from "zod";
import { id } from "./values.ts";

/** What a caller may count and see, as the views of packages/facts/schema/082_scope_views.sql take it. */
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

/** More dates than anybody may list: a row that has them all may have others too, which are not answered. */
export const datesMax = 367;

export type ScopeParams = z.input<z.ZodObject<typeof scope>>;
export type CriteriaParams = z.input<z.ZodObject<typeof criteria>>;
