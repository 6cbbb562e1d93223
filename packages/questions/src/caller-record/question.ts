import { z } from "zod";
import { defineQuestion } from "../question.ts";
import { flag, id, integer } from "../values.ts";

const ids = z.array(integer);

const params = z.object({ employee_id: id });

const row = z.object({
  site_ids: ids,
  department_ids: ids,
  /** false = the directory does not say; an empty list says nothing is managed. */
  has_managed_sites: flag,
  managed_site_ids: ids,
  has_managed_departments: flag,
  managed_department_ids: ids,
});

/** Links and managed lists of one employee; no row where the directory does not know him. */
export const callerRecord = defineQuestion({ name: "caller-record", at: import.meta.url, params, row });

export type CallerRecordRow = z.output<typeof row>;
