import type { AskedFields } from "../fields.ts";
import type { Breakdown } from "../method.ts";
import type { Order } from "../sort.ts";
import { type Cell, hasBase, type StatisticName, valuesOf } from "../statistics.ts";
import type { RowCells } from "./cells.ts";
import { inOrder } from "./order.ts";
import type { Entity } from "./selection.ts";

/** Entities of breakdown entries by their id. */
export interface EntryNames {
  readonly employee: ReadonlyMap<number, Entity>;
  readonly department: ReadonlyMap<number, Entity>;
  readonly remark: ReadonlyMap<number, Entity>;
}

type Entry = Record<string, unknown>;

/** The entries of a row's breakdown; one appears where a requested statistic has something behind it (ruling L11). */
export function toEntries(breakdown: Breakdown, cells: RowCells, fields: AskedFields, order: Order | undefined, names: EntryNames): Entry[] {
  switch (breakdown) {
    case "by_date":
      return [...cells.cutBy("date")]
        .filter(([, cell]) => hasBase(cell, fields.statistics))
        .toSorted(([one], [other]) => one - other)
        .map(([day, cell]) => ({ date: toDateText(day), ...valuesOf(cell, fields.statistics) }));
    case "by_department":
      return entitiesOf("department", cells, fields, order, names);
    case "by_employee":
      return entitiesOf("employee", cells, fields, order, names);
    case "employee_remarks_by_remark":
      return remarksOf(cells, fields, names);
  }
}

/** Keys of the entries that a breakdown will have. */
export function idsWithBase(entries: ReadonlyMap<number, Cell>, statistics: readonly StatisticName[]): number[] {
  return [...entries].flatMap(([key, cell]) => (hasBase(cell, statistics) ? [key] : []));
}

/** Ids are texts in these entries, and numbers everywhere else: the vendor's examples show them so. */
function entitiesOf(kind: "department" | "employee", cells: RowCells, fields: AskedFields, order: Order | undefined, names: EntryNames): Entry[] {
  const entries = cells.cutBy(kind);
  const items = idsWithBase(entries, fields.statistics).map((id) => ({ id, attributes: names[kind].get(id)?.attributes ?? {}, cell: entries.get(id) ?? {} }));
  const ordered = order === undefined ? items : inOrder(items, order, kind);
  return ordered.map(({ id, attributes, cell }) => ({
    ...Object.fromEntries(fields.entryAttributes[kind].map((name) => [name, name === "id" ? String(id) : attributes[name]])),
    ...valuesOf(cell, fields.statistics),
  }));
}

/** By remark, ascending by id; the counter repeats under its own name. */
function remarksOf(cells: RowCells, fields: AskedFields, names: EntryNames): Entry[] {
  const entries = [...cells.cutBy("remark")].toSorted(([one], [other]) => one - other);
  return entries.map(([id, cell]) => ({
    ...Object.fromEntries(fields.entryAttributes.remark.map((name) => [name, names.remark.get(id)?.attributes[name]])),
    ...valuesOf(cell, ["employee_remarks"]),
  }));
}

/** At most those of the database's dates: a year by day of all employees says each some hundred times. */
const dateTexts = new Map<number, string>();

function toDateText(daysSince1970: number): string {
  const known = dateTexts.get(daysSince1970);
  if (known !== undefined) return known;
  const text = new Date(daysSince1970 * 86_400_000).toISOString().slice(0, 10);
  dateTexts.set(daysSince1970, text);
  return text;
}
