import { dialogCriteria, documentedStatistics, employeeAttributes, shortForms, type ListMethod } from "../method.ts";

/**
 * GET stats/employees: the employees credited with counted dialogs (deleted ones too) and the others in the caller's view, with statistics of their
 * dialogs and working time.
 */
export const employees: ListMethod = {
  operation: "employees",
  rowsBy: "employee",
  attributes: employeeAttributes,
  breakdowns: ["by_date"],
  criteria: [...dialogCriteria, "is_online"],
  defaultFields: [...shortForms.employee, ...documentedStatistics],
  sortNames: ["last_name", "first_name"],
};
