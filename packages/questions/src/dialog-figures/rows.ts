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
 * @param sums of each kind of dialog by itself
 * @param dayFigures a day stands only where one of these has something to show
 * @param datesMax days per row
 */
export function toRows(sums: readonly DialogSumsRow[], dayFigures: readonly DialogFigure[], datesMax: number): DialogFiguresRow[] {
  const cells = [...addedUp(wholes(sums)), ...addedUp(sums.filter(({ cut, key }) => cut !== "row" && (key !== 0 || !withoutZero.has(cut))))]
    .filter(({ chats, calls, leads }) => chats + calls + leads > 0)
    .filter((cell) => cell.cut !== "date" || dayFigures.some((figure) => bases[figure](cell) > 0));
  return cellsInOrder(cells, datesMax).map(({ wait_sum, ...cell }) => ({ ...cell, wait_avg: cell.waits === 0 ? 0 : halfUp(wait_sum, cell.waits) }));
}

/** What makes the wholes of rows: cells of their own, or where there is but one cut all of its cells. */
function wholes(sums: readonly DialogSumsRow[]): readonly DialogSumsRow[] {
  const own = sums.filter(({ cut }) => cut === "row");
  return own.length > 0 ? own : sums.map((cell) => ({ ...cell, cut: "row", key: 0 }));
}

/** One cell for each row, cut and key. */
function addedUp(sums: readonly DialogSumsRow[]): Iterable<DialogSumsRow> {
  const cells = new Map<string, DialogSumsRow>();
  for (const some of sums) {
    const address = `${some.row_id}/${some.cut}/${some.key}`;
    const cell = cells.get(address);
    cells.set(address, cell === undefined ? some : added(cell, some));
  }
  return cells.values();
}

function added(cell: DialogSumsRow, more: DialogSumsRow): DialogSumsRow {
  return {
    ...cell,
    chats: cell.chats + more.chats,
    calls: cell.calls + more.calls,
    leads: cell.leads + more.leads,
    waits: cell.waits + more.waits,
    wait_sum: cell.wait_sum + more.wait_sum,
    votes_positive: cell.votes_positive + more.votes_positive,
    votes_negative: cell.votes_negative + more.votes_negative,
    remarks: cell.remarks + more.remarks,
  };
}
