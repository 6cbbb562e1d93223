import type { Field, FieldGrammar } from "./grammar/field-list.ts";
import { type Breakdown, breakdownNames, departmentAttributes, employeeAttributes, remarkAttributes, shortForms, type StatsMethod } from "./method.ts";
import { isStatistic, type StatisticName, statisticNames } from "./statistics.ts";

/** What a row shall hold. */
export interface AskedFields {
  /** Keys in the order of the reply, each once: attributes, statistics, breakdowns. */
  readonly keys: readonly string[];
  readonly statistics: readonly StatisticName[];
  readonly breakdowns: readonly Breakdown[];
  /** What entries of a breakdown hold besides the statistics. */
  readonly entryAttributes: { readonly employee: readonly string[]; readonly department: readonly string[]; readonly remark: readonly string[] };
}

const remarkBreakdown = "employee_remarks_by_remark";

/** What `fields` of a method may name. */
export function fieldGrammarOf({ rowsBy, attributes, breakdowns }: StatsMethod): FieldGrammar {
  return {
    plain: [...attributes, ...statisticNames, ...breakdowns.filter((name) => name !== remarkBreakdown)],
    entities: {
      // without their breakdown, sub-fields of these are ignored (ruling L14)
      employee: { attributes: employeeAttributes },
      department: { attributes: departmentAttributes },
      ...(rowsBy === "none" ? {} : { [rowsBy]: { attributes, short: shortForms[rowsBy] } }),
      ...(breakdowns.includes(remarkBreakdown) ? { [remarkBreakdown]: { attributes: remarkAttributes, short: shortForms.remark } } : {}),
    },
  };
}

/** @param fields as parsed; undefined = the method's default */
export function askedFields(fields: readonly Field[] | undefined, method: StatsMethod): AskedFields {
  const keys = new Set<string>(fields === undefined ? method.defaultFields : []);
  const given: Record<string, string[]> = {};
  for (const { name, subFields } of fields ?? []) {
    if (name === method.rowsBy) for (const attribute of subFields ?? []) keys.add(attribute);
    else if (subFields === undefined || name === remarkBreakdown) keys.add(name);
    if (subFields !== undefined) given[name] = [...new Set([...(given[name] ?? []), ...subFields])];
  }
  return {
    keys: [...keys],
    statistics: [...keys].filter((key) => isStatistic(key)),
    breakdowns: breakdownNames.filter((name) => keys.has(name)),
    entryAttributes: {
      employee: given["employee"] ?? shortForms.employee,
      department: given["department"] ?? shortForms.department,
      remark: given[remarkBreakdown] ?? shortForms.remark,
    },
  };
}
