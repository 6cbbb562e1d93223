import { cellsInOrder } from "../cells-in-order.ts";
import { halfUp } from "../half-up.ts";
import type { DialogFigure, DialogFiguresRow, DialogSumsRow } from "./question.ts";

type Sums = Omit<DialogSumsRow, "cut" | "key">;

/** How much a figure is computed from. */
const bases: Readonly<Record<DialogFigure, (sums: Sums) => number>> = {
  chats: ({ chats }) => chats,
  calls: ({ calls }) => calls,
  leads: ({ leads }) => leads,
  wait_avg: ({ waits }) => waits,
  votes_positive: ({ votes_positive }) => votes_positive,
  votes_negative: ({ votes_negative }) => votes_negative,
  remarks: ({ remarks }) => remarks,
};

/** Cells without a key are in no cut, but for the department: dialogs without one are a cell. */
const withoutZero: ReadonlySet<string> = new Set(["employee", "remark"]);

/**
 * The figures of summed dialogs, in the order of row, cut and key.
 * @param dayFigures a day stands only where one of these has something to show
 * @param datesMax days per row
 */
export function toRows(sums: readonly DialogSumsRow[], dayFigures: readonly DialogFigure[], datesMax: number): DialogFiguresRow[] {
  const cells = [...wholes(sums), ...sums.filter(({ cut, key }) => cut !== "row" && (key !== 0 || !withoutZero.has(cut)))]
    .filter(({ chats, calls, leads }) => chats + calls + leads > 0)
    .filter((cell) => cell.cut !== "date" || dayFigures.some((figure) => bases[figure](cell) > 0));
  return cellsInOrder(cells, datesMax).map(({ wait_sum, ...cell }) => ({ ...cell, wait_avg: cell.waits === 0 ? 0 : halfUp(wait_sum, cell.waits) }));
}

/** The whole of each row: its own cell, or the sum of its cells where there is but one cut. */
function wholes(sums: readonly DialogSumsRow[]): Iterable<DialogSumsRow> {
  const own = sums.filter(({ cut }) => cut === "row");
  if (own.length > 0) return own;
  const rows = new Map<number, DialogSumsRow>();
  for (const cell of sums) {
    const whole = rows.get(cell.row_id);
    rows.set(cell.row_id, whole === undefined ? { ...cell, cut: "row", key: 0 } : added(whole, cell));
  }
  return rows.values();
}

function added(whole: DialogSumsRow, cell: DialogSumsRow): DialogSumsRow {
  return {
    ...whole,
    chats: whole.chats + cell.chats,
    calls: whole.calls + cell.calls,
    leads: whole.leads + cell.leads,
    waits: whole.waits + cell.waits,
    wait_sum: whole.wait_sum + cell.wait_sum,
    votes_positive: whole.votes_positive + cell.votes_positive,
    votes_negative: whole.votes_negative + cell.votes_negative,
    remarks: whole.remarks + cell.remarks,
  };
}
