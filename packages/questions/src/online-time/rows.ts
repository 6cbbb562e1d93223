import { cellsInOrder } from "../cells-in-order.ts";
import { halfUp } from "../half-up.ts";
import { type Cut, isEmployeeVisible, type Links } from "../scope.ts";
import type { OnlineSecondsRow, OnlineTimeParams, OnlineTimeRow } from "./question.ts";

interface Cell {
  readonly row_id: number;
  readonly cut: Cut;
  readonly key: number;
  seconds: number;
  days: number;
}

/** Whoever the directory does not know is linked to nothing. */
const unlinked: Links = { site_ids: [], department_ids: [] };

/** What each employee's online time adds to, in the order of row, cut and key. */
export function toRows(online: readonly OnlineSecondsRow[], directory: ReadonlyMap<number, Links>, params: OnlineTimeParams): OnlineTimeRow[] {
  const cells = new Map<string, Cell>();
  const add = (row_id: number, cut: Cut, key: number, seconds: number, days: number) => {
    const address = `${row_id}/${cut}/${key}`;
    const cell = cells.get(address) ?? { row_id, cut, key, seconds: 0, days: 0 };
    if (cell.days === 0) cells.set(address, cell);
    cell.seconds += seconds;
    cell.days += days;
  };
  for (const { user_id, seconds, days, day_keys, day_seconds } of online) {
    const links = directory.get(user_id) ?? unlinked;
    const departments = departmentCutsOf(links, params);
    for (const rowId of rowsOf(user_id, links, params)) {
      add(rowId, "row", 0, seconds, days);
      if (params.by_date) for (const [place, day] of day_keys.entries()) add(rowId, "date", day, day_seconds[place] ?? 0, 1);
      for (const department of departments) add(rowId, "department", department, seconds, days);
      if (params.by_employee) add(rowId, "employee", user_id, seconds, days);
    }
    if (params.by_employee) add(0, "own", user_id, seconds, days);
  }
  return cellsInOrder([...cells.values()], params.dates_max).map(({ seconds, days, ...cell }) => ({
    ...cell,
    online_avg: halfUp(seconds, days),
    online_days: days,
  }));
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
