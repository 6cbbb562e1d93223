import { askEmployees, type EmployeesListedRow, listEmployees, listPlaces, placeDirectory, type PlacesListedRow } from "@stats/questions";
import type { Criteria } from "../criteria.ts";
import type { RowKind } from "../method.ts";
import type { Cells } from "./cells.ts";
import type { ReportContext } from "./figures.ts";

/** An employee, site, department or remark by the names that this dialect gives its attributes. */
export interface Entity {
  readonly id: number;
  readonly attributes: Readonly<Record<string, unknown>>;
}

const toEmployee = (row: EmployeesListedRow): Entity => ({ id: row.id, attributes: { ...row } });
const toSite = ({ id, title, is_deleted }: PlacesListedRow): Entity => ({ id, attributes: { id, url: title, is_deleted } });
const toTitled = (row: PlacesListedRow): Entity => ({ id: row.id, attributes: row });

/** What stands for the dialogs without a department. */
const noDepartment: Entity = { id: 0, attributes: { id: 0, title: "", is_deleted: false } };

/** The rows of a report whose figures are known. */
export type Selection = (cells: Cells) => Entity[];

/**
 * Reads what the rows of a report are chosen from (rulings L5, L8): those that counted dialogs lie in, deleted or not, and the others that the caller may
 * see; where ids are asked for, only those of them.
 */
export async function askSelection(rowsBy: Exclude<RowKind, "none">, criteria: Criteria, { reader, scope, now }: ReportContext): Promise<Selection> {
  switch (rowsBy) {
    case "employee": {
      const { employees_given, employee_ids, online } = criteria;
      const known = await askEmployees(reader, now);
      return (cells) => listEmployees(known, { ...scope, employees_given, employee_ids, participant_ids: participantsOf(cells), online }).map(toEmployee);
    }
    case "site": {
      const asked = { places_given: criteria.sites_given, place_ids: criteria.site_ids, every_place: scope.every_site, view_places: scope.view_sites };
      const known = await placeDirectory.ask(reader, { kind: "site" });
      return (cells) => listPlaces(known, { ...asked, participant_ids: participantsOf(cells) }).map(toSite);
    }
    case "department": {
      const view = { every_place: scope.every_department, view_places: scope.view_departments };
      const asked = { places_given: criteria.departments_given, place_ids: criteria.department_ids, ...view };
      const known = await placeDirectory.ask(reader, { kind: "department" });
      return (cells) => [
        ...(cells.rowIds.includes(0) ? [noDepartment] : []),
        ...listPlaces(known, { ...asked, participant_ids: participantsOf(cells) }).map(toTitled),
      ];
    }
  }
}

function participantsOf({ rowIds }: Cells): number[] {
  return rowIds.filter((id) => id !== 0);
}

/** The entities behind the entries of a breakdown, by id: of those ids alone, whatever the caller's view. */
export async function nameEntries(
  kind: "employee" | "department" | "remark",
  ids: readonly number[],
  { reader, scope, now }: ReportContext,
): Promise<ReadonlyMap<number, Entity>> {
  const named = ids.filter((id) => id !== 0);
  const entities = kind === "department" && named.length < ids.length ? [noDepartment] : [];
  if (named.length > 0 && kind === "employee") {
    const asked = { ...scope, employees_given: true, employee_ids: named, participant_ids: named, online: [] };
    entities.push(...listEmployees(await askEmployees(reader, now), asked).map(toEmployee));
  } else if (named.length > 0 && kind !== "employee") {
    const asked = { every_place: false, view_places: [], places_given: true, place_ids: named, participant_ids: named };
    entities.push(...listPlaces(await placeDirectory.ask(reader, { kind }), asked).map(toTitled));
  }
  return new Map(entities.map((entity) => [entity.id, entity]));
}
