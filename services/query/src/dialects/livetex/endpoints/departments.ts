import { departmentAttributes, dialogCriteria, documentedStatistics, shortForms, type ListMethod } from "../method.ts";

/**
 * GET stats/departments: the departments that counted dialogs lie in (deleted ones too) and the others in the caller's view; counted dialogs without a
 * department make a fictitious one with the id 0, unless department_ids is given.
 */
export const departments: ListMethod = {
  operation: "departments",
  rowsBy: "department",
  attributes: departmentAttributes,
  breakdowns: ["by_date"],
  criteria: dialogCriteria,
  defaultFields: [...shortForms.department, ...documentedStatistics],
  sortNames: ["title"],
};
