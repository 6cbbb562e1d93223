import type { Criterion } from "./grammar/query.ts";
import type { StatisticName } from "./statistics.ts";

export const employeeAttributes = ["id", "first_name", "last_name", "patronymic", "login", "email", "phone", "state", "is_deleted"] as const;
export const siteAttributes = ["id", "url", "is_deleted"] as const;
export const departmentAttributes = ["id", "title", "is_deleted"] as const;
export const remarkAttributes = ["id", "title"] as const;

/** What a bare entity name in `fields` stands for, and what its breakdown entries hold unless sub-fields say otherwise. */
export const shortForms = {
  employee: ["id", "first_name", "last_name"],
  site: ["id", "url"],
  department: ["id", "title"],
  remark: ["id", "title"],
} as const;

export const breakdownNames = ["by_date", "by_department", "by_employee", "employee_remarks_by_remark"] as const;
export type Breakdown = (typeof breakdownNames)[number];

export type RowKind = "employee" | "site" | "department" | "none";

/** A method of the resource Stats that counts dialogs: what its rows are, and what may be asked of them. */
export interface StatsMethod {
  /** The vendor's name of it, and the last part of its path. */
  readonly operation: string;
  /** `none` = one object instead of a list: no sort, no paging, no total. */
  readonly rowsBy: RowKind;
  readonly attributes: readonly string[];
  readonly breakdowns: readonly Breakdown[];
  readonly criteria: readonly Criterion[];
  readonly defaultFields: readonly string[];
  /** The attributes that rows may be sorted by, ascending only; the first is the default. */
  readonly sortNames: readonly string[];
}

/** A method whose rows are a list. */
export interface ListMethod extends StatsMethod {
  readonly rowsBy: Exclude<RowKind, "none">;
}

/** Statistics of every method's default fields, and those that rows may be sorted by: newer ones are no sort keys (ruling L15). */
export const documentedStatistics = ["online_time_avg", "chats_total", "calls_total", "leads_total"] as const satisfies readonly StatisticName[];

export const dialogCriteria = ["site_ids", "department_ids", "employee_ids", "date"] as const satisfies readonly Criterion[];
