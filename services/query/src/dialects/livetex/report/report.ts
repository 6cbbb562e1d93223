import type { Criteria } from "../criteria.ts";
import { LivetexError } from "../errors.ts";
import type { AskedFields } from "../fields.ts";
import type { Breakdown, RowKind } from "../method.ts";
import type { Order } from "../sort.ts";
import { isStatistic, valuesOf } from "../statistics.ts";
import { type EntryNames, idsWithBase, toEntries } from "./breakdowns.ts";
import type { RowCells } from "./cells.ts";
import { askFigures, type ReportContext } from "./figures.ts";
import { inOrder } from "./order.ts";
import { askSelection, type Entity, nameEntries } from "./selection.ts";

/** The distinct dates that a report lists over all its rows, at most (ruling L20). */
const listedDatesMax = 366;

/** What is asked of a method whose rows are a list. */
export interface ListRequest {
  readonly fields: AskedFields;
  readonly sort: Order;
  readonly limit?: number | undefined;
  readonly offset: number;
}

interface Row extends Entity {
  readonly cells: RowCells;
}

type Body = Record<string, unknown>;

/** A list: how many rows there are, and those of the page, each made when it is its turn. */
export interface ListReport {
  readonly total: number;
  readonly results: Iterable<Body>;
}

/** Rows by employee, site or department, in order, of which one page is shown; `total` counts all. @throws {LivetexError} 422 for too many dates */
export async function listReport(rowsBy: Exclude<RowKind, "none">, request: ListRequest, criteria: Criteria, context: ReportContext): Promise<ListReport> {
  const { fields, sort, limit, offset } = request;
  const [cells, select] = await Promise.all([askFigures(rowsBy, fields, sort.statistic, criteria, context), askSelection(rowsBy, criteria, context)]);
  const rows = select(cells).map((entity) => ({ ...entity, cells: cells.rowOf(entity.id) }));
  refuseTooManyDates(rows, fields, criteria, context);
  const ordered = inOrder(
    rows.map((row) => ({ ...row, cell: row.cells.whole })),
    sort,
    "rows",
  );
  const page = ordered.slice(offset, limit === undefined ? undefined : offset + limit);
  const names = await namesOf(page, fields, context);
  return { total: rows.length, results: page.values().map((row) => toBody(row, fields, sort, names)) };
}

/** One object over everything. @throws {LivetexError} 422 for too many dates */
export async function summaryReport(fields: AskedFields, criteria: Criteria, context: ReportContext): Promise<{ results: Body }> {
  const cells = await askFigures("none", fields, undefined, criteria, context);
  const row: Row = { id: 0, attributes: {}, cells: cells.rowOf(0) };
  refuseTooManyDates([row], fields, criteria, context);
  return { results: toBody(row, fields, undefined, await namesOf([row], fields, context)) };
}

function toBody({ attributes, cells }: Row, fields: AskedFields, order: Order | undefined, names: EntryNames): Body {
  const values = valuesOf(cells.whole, fields.statistics);
  return Object.fromEntries(
    fields.keys.map((key) => {
      if (isStatistic(key)) return [key, values[key]];
      const breakdown = fields.breakdowns.find((name: Breakdown) => name === key);
      return [key, breakdown === undefined ? attributes[key] : toEntries(breakdown, cells, fields, order, names)];
    }),
  );
}

function refuseTooManyDates(rows: readonly Row[], { breakdowns, statistics }: AskedFields, asked: Criteria, { timezone }: ReportContext): void {
  // days need not be looked at where there cannot be too many: the cells of all rows are more than those of a page
  if (!breakdowns.includes("by_date") || datesTouched(asked, timezone) <= listedDatesMax) return;
  const dates = new Set<number>();
  for (const { cells } of rows) for (const day of idsWithBase(cells.cutBy("date"), statistics)) dates.add(day);
  if (dates.size > listedDatesMax)
    throw new LivetexError(422, { faults: [{ parameter: "q", reason: `by_date lists at most ${listedDatesMax} dates: narrow the date` }] });
}

/** How many local dates an interval reaches into. */
function datesTouched({ from, to }: Criteria, zone: string): number {
  const dateOf = (seconds: number) =>
    Temporal.Instant.fromEpochMilliseconds(seconds * 1000)
      .toZonedDateTimeISO(zone)
      .toPlainDate();
  return dateOf(from).until(dateOf(to - 1), { largestUnit: "days" }).days + 1;
}

async function namesOf(rows: readonly Row[], fields: AskedFields, context: ReportContext): Promise<EntryNames> {
  const idsOf = (kind: "employee" | "department") => [...new Set(rows.flatMap(({ cells }) => idsWithBase(cells.cutBy(kind), fields.statistics)))];
  const remarks = rows.flatMap(({ cells }) => [...cells.cutBy("remark").keys()]);
  const [employee, department, remark] = await Promise.all([
    nameEntries("employee", idsOf("employee"), context),
    nameEntries("department", idsOf("department"), context),
    nameEntries("remark", remarks, context),
  ]);
  return { employee, department, remark };
}
