import { dialogCriteria, documentedStatistics, type StatsMethod } from "../method.ts";

/** GET stats/summary: one object over all counted dialogs and the working time of all employees in the caller's view. */
export const summary: StatsMethod = {
  operation: "summary",
  rowsBy: "none",
  attributes: [],
  breakdowns: ["by_date", "employee_remarks_by_remark"],
  criteria: dialogCriteria,
  defaultFields: documentedStatistics,
  sortNames: [],
};
