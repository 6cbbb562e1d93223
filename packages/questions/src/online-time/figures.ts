import type { Figures } from "../figures.ts";
import { halfUp } from "../half-up.ts";
import { type Cut, isEmployeeVisible, type Links } from "../scope.ts";
import type { OnlineCell, OnlineSecondsRow, OnlineTimeParams } from "./question.ts";

/** Seconds, and the pairs of employee and day that they are of. */
interface Sum {
  seconds: number;
  days: number;
}

/** Whoever the directory does not know is linked to nothing. */
const unlinked: Links = { site_ids: [], department_ids: [] };

/** What each employee's online time adds to. */
export function toFigures(online: readonly OnlineSecondsRow[], directory: ReadonlyMap<number, Links>, params: OnlineTimeParams): Figures<OnlineCell> {
  const linksOf = (employee: OnlineSecondsRow) => directory.get(employee.user_id) ?? unlinked;
  const pools = new Map<number, OnlineSecondsRow[]>();
  for (const employee of online) {
    for (const rowId of rowsOf(employee.user_id, linksOf(employee), params)) {
      const pool = pools.get(rowId) ?? [];
      if (pool.length === 0) pools.set(rowId, pool);
      pool.push(employee);
    }
  }

  function sumsOf(rowId: number, cut: Cut): ReadonlyMap<number, Sum> {
    const sums = new Map<number, Sum>();
    const add = (key: number, seconds: number, days: number) => {
      const sum = sums.get(key) ?? { seconds: 0, days: 0 };
      if (sum.days === 0) sums.set(key, sum);
      sum.seconds += seconds;
      sum.days += days;
    };
    const isOwn = cut === "own" && params.by_employee && rowId === 0;
    for (const employee of isOwn ? online : (pools.get(rowId) ?? [])) {
      const { user_id, seconds, days, day_keys, day_seconds } = employee;
      if (cut === "row") add(0, seconds, days);
      else if (cut === "date") for (const [place, day] of day_keys.entries()) add(day, day_seconds[place] ?? 0, 1);
      else if (cut === "department") for (const department of departmentCutsOf(linksOf(employee), params)) add(department, seconds, days);
      else if (isOwn || (cut === "employee" && params.by_employee)) add(user_id, seconds, days);
    }
    return sums;
  }

  return {
    rowIds: [...pools.keys()].toSorted((one, other) => one - other),
    cellsOf(rowId, cut) {
      const sums = [...sumsOf(rowId, cut)].toSorted(([one], [other]) => one - other);
      const shown = cut === "date" ? sums.slice(0, params.dates_max) : sums;
      return new Map(shown.map(([key, { seconds, days }]) => [key, { online_avg: halfUp(seconds, days), online_days: days }]));
    },
  };
}

/** The rows that an employee's time belongs to. One employee's row is his own time, wherever he is linked and whoever counts his dialogs. */
function rowsOf(employeeId: number, links: Links, params: OnlineTimeParams): readonly number[] {
  if (params.rows_by === "employee") return [employeeId];
  const isInPool =
    isEmployeeVisible(employeeId, links, params) &&
    (!params.sites_given || links.site_ids.some((site) => params.site_ids.includes(site))) &&
    (!params.departments_given || links.department_ids.some((department) => params.department_ids.includes(department)));
  if (!isInPool) return [];
  switch (params.rows_by) {
    case "site":
      return [...new Set(links.site_ids)].filter((site) => !params.sites_given || params.site_ids.includes(site));
    case "department":
      return [...new Set(links.department_ids)].filter((department) => !params.departments_given || params.department_ids.includes(department));
    case "none":
      return [0];
  }
}

function departmentCutsOf({ department_ids }: Links, params: OnlineTimeParams): readonly number[] {
  if (!params.by_department) return [];
  return [...new Set(department_ids)].filter(
    (department) =>
      (!params.departments_given || params.department_ids.includes(department)) && (params.every_department || params.view_departments.includes(department)),
  );
}
