import { z } from "zod";
import { defineQuestion } from "../question.ts";
import { flag, integer } from "../values.ts";

const row = z.object({
  employee_id: integer,
  is_deleted: flag,
  login: z.string().nullable(),
  first_name: z.string().nullable(),
  last_name: z.string().nullable(),
  patronymic: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  site_ids: z.array(integer),
  department_ids: z.array(integer),
});

/** Every employee that was ever written to the directory, in no order. */
export const employeeDirectory = defineQuestion({ name: "employee-directory", at: import.meta.url, params: z.object({}), row });

export type EmployeeDirectoryRow = z.output<typeof row>;
