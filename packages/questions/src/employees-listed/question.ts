import { z } from "zod";
import { defineQuestion } from "../question.ts";
import { criteria, scope } from "../scope.ts";
import { flag, id, instant, integer } from "../values.ts";

const params = z.object({
  ...scope,
  employees_given: criteria.employees_given,
  employee_ids: criteria.employee_ids,
  /** Employees who have a row whether they are in view or not: those credited with a counted dialog. */
  participant_ids: z.array(id),
  /** The state looks at no status change after this second. */
  now: instant,
  /** Only employees whose being online now is each of these; empty = all. */
  online: z.array(z.boolean()),
});

const row = z.object({
  id: integer,
  is_deleted: flag,
  login: z.string(),
  first_name: z.string(),
  last_name: z.string().nullable(),
  patronymic: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  state: z.enum(["online", "busy", "offline"]),
});

/** The employees that a report lists, in the order of their ids. */
export const employeesListed = defineQuestion({ name: "employees-listed", at: import.meta.url, params, row });

export type EmployeesListedParams = z.input<typeof params>;
export type EmployeesListedRow = z.output<typeof row>;
