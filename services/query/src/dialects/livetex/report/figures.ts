import { datesMax, dialogFiguresQuestion, type Figures, type OnlineCell, onlineTime, type ScopeParams, type TenantReader } from "@stats/questions";
import type { Criteria } from "../criteria.ts";
import type { AskedFields } from "../fields.ts";
import type { RowKind } from "../method.ts";
import { figuresOf, type StatisticName } from "../statistics.ts";
import { type Cells, toCells } from "./cells.ts";

/** For whom and when a report is made. */
export interface ReportContext {
  readonly reader: TenantReader;
  readonly scope: ScopeParams;
  /** IANA zone of the account. */
  readonly timezone: string;
  /** Epoch seconds. */
  readonly now: number;
}

const nobodyOnline: Figures<OnlineCell> = { rowIds: [], cellsOf: () => new Map() };

/**
 * Asks for the figures of a report, at most two questions.
 * @param orderedBy a statistic that is needed for the order of rows, asked for or not
 */
export async function askFigures(
  rowsBy: RowKind,
  fields: AskedFields,
  orderedBy: StatisticName | undefined,
  criteria: Criteria,
  context: ReportContext,
): Promise<Cells> {
  const { from, to, online: _online, ...dialogCriteria } = criteria;
  const { scope, timezone: zone, now, reader } = context;
  const isCut = (name: AskedFields["breakdowns"][number]) => fields.statistics.length > 0 && fields.breakdowns.includes(name);
  const common = {
    ...scope,
    ...dialogCriteria,
    from,
    to,
    zone,
    rows_by: rowsBy,
    by_date: isCut("by_date"),
    by_department: isCut("by_department"),
    by_employee: isCut("by_employee"),
    dates_max: datesMax,
  };
  const isOnlineTimeNeeded = fields.statistics.includes("online_time_avg") || orderedBy === "online_time_avg";
  const [dialogs, online] = await Promise.all([
    dialogFiguresQuestion.ask(reader, {
      ...common,
      figures: figuresOf(fields.statistics),
      by_remark: fields.breakdowns.includes("employee_remarks_by_remark"),
      day_figures: isCut("by_date") ? figuresOf(fields.statistics) : [],
    }),
    isOnlineTimeNeeded ? onlineTime.ask(reader, { ...common, now }) : nobodyOnline,
  ]);
  return toCells(dialogs, online);
}
