import { dialogCriteria, documentedStatistics, shortForms, siteAttributes, type ListMethod } from "../method.ts";

/** GET stats/sites: the sites that counted dialogs lie in (deleted ones too) and the others in the caller's view; dialogs without a site are in no row. */
export const sites: ListMethod = {
  operation: "sites",
  rowsBy: "site",
  attributes: siteAttributes,
  breakdowns: ["by_date", "by_department", "by_employee"],
  criteria: dialogCriteria,
  defaultFields: [...shortForms.site, ...documentedStatistics],
  sortNames: ["url"],
};
