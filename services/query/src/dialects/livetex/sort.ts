import { documentedStatistics, type StatsMethod } from "./method.ts";
import { isStatistic, type StatisticName } from "./statistics.ts";

/** A statistic orders rows and the entries of their breakdowns alike. */
interface OrderByStatistic {
  readonly statistic: StatisticName;
  readonly isDescending: boolean;
}

/** The attributes whose texts order, ascending: of the rows, and of the entries by department and by employee. */
interface OrderByNames {
  readonly statistic?: undefined;
  readonly rows: string;
  readonly department: string;
  readonly employee: string;
}

export type Order = OrderByStatistic | OrderByNames;

/** The values that `sort` takes: names ascending only, statistics both ways, and for sites the names of breakdown entries. */
export function sortKeysOf({ sortNames, breakdowns }: StatsMethod): readonly string[] {
  return [
    ...sortNames.map((name) => `${name}:a`),
    ...documentedStatistics.flatMap((name) => [`${name}:a`, `${name}:d`]),
    ...(breakdowns.includes("by_department") ? ["department(title):a"] : []),
    ...(breakdowns.includes("by_employee") ? ["employee(last_name):a", "employee(first_name):a"] : []),
  ];
}

/** The order where `sort` says nothing. */
export function orderByNames({ sortNames }: StatsMethod): OrderByNames {
  return { rows: sortNames[0] ?? "id", department: "title", employee: "last_name" };
}

/**
 * Joins sort keys. A statistic stands alone; a key for the rows and one for each breakdown may stand together.
 * @returns undefined for keys that contradict each other
 */
export function toOrder(keys: readonly string[], method: StatsMethod): Order | undefined {
  const [rows, department, employee] = [/^\w+:/, /^department\(/, /^employee\(/].map((form) => keys.filter((key) => form.test(key)));
  if ([rows, department, employee].some((of) => (of?.length ?? 0) > 1)) return undefined;
  const [name, direction] = rows?.[0]?.split(":") ?? [];
  if (name !== undefined && isStatistic(name)) return keys.length === 1 ? { statistic: name, isDescending: direction === "d" } : undefined;
  const byNames = orderByNames(method);
  return {
    rows: name ?? byNames.rows,
    department: subFieldOf(department?.[0]) ?? byNames.department,
    employee: subFieldOf(employee?.[0]) ?? byNames.employee,
  };
}

function subFieldOf(key: string | undefined): string | undefined {
  return /\((\w+)\)/.exec(key ?? "")?.[1];
}
