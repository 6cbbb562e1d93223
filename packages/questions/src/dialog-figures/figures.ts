import type { Figures } from "../figures.ts";
import { halfUp } from "../half-up.ts";
import type { Cut } from "../scope.ts";
import type { DialogCell, DialogFigure, DialogSumsRow } from "./question.ts";

interface Sums {
  chats: number;
  calls: number;
  leads: number;
  waits: number;
  wait_sum: number;
  votes_positive: number;
  votes_negative: number;
  remarks: number;
}

/** How much a figure is computed from. */
const bases: Readonly<Record<DialogFigure, (sums: Readonly<Sums>) => number>> = {
  chats: ({ chats }) => chats,
  calls: ({ calls }) => calls,
  leads: ({ leads }) => leads,
  wait_avg: ({ waits }) => waits,
  votes_positive: ({ votes_positive }) => votes_positive,
  votes_negative: ({ votes_negative }) => votes_negative,
  remarks: ({ remarks }) => remarks,
};

/** Cells without a key are in no cut, but for the department: dialogs without one are a cell. */
const withoutZero: ReadonlySet<Cut> = new Set(["employee", "remark"]);

/** What is not told apart by remark. */
const notByRemark = { waits: 0, wait_sum: 0, votes_positive: 0, votes_negative: 0 } satisfies Partial<Sums>;

/** Which days are cells: where one of the figures has something to show, and the earliest of them up to a number. */
export interface DaysShown {
  readonly figures: readonly DialogFigure[];
  readonly max: number;
}

/** The figures of summed dialogs. What has no dialog has no cell. */
export function toFigures(sums: readonly DialogSumsRow[], days: DaysShown): Figures<DialogCell> {
  const rows = Map.groupBy(sums, ({ row_id }) => row_id);

  function wholeOf(rowId: number): Sums {
    const own = rows.get(rowId) ?? [];
    // where there is but one cut, its cells are the whole
    const parts = own.some(({ cut }) => cut === "row") ? own.filter(({ cut }) => cut === "row") : own;
    const whole = nothing();
    for (const part of parts) for (const place of part.keys.keys()) add(whole, part, place);
    return whole;
  }

  function cellsOf(rowId: number, cut: Cut): ReadonlyMap<number, DialogCell> {
    if (cut === "row") {
      const whole = wholeOf(rowId);
      return new Map(isSomething(whole) ? [[0, toCell(whole)]] : []);
    }
    const cells = new Map<number, Sums>();
    for (const part of rows.get(rowId) ?? []) {
      if (part.cut !== cut) continue;
      for (const [place, key] of part.keys.entries()) {
        const cell = cells.get(key) ?? nothing();
        cells.set(key, cell);
        add(cell, part, place);
        if (cut === "remark") Object.assign(cell, notByRemark);
      }
    }
    const shown = [...cells]
      .filter(([key, cell]) => isSomething(cell) && (key !== 0 || !withoutZero.has(cut)))
      .filter(([, cell]) => cut !== "date" || days.figures.some((figure) => bases[figure](cell) > 0))
      .toSorted(([one], [other]) => one - other);
    return new Map((cut === "date" ? shown.slice(0, days.max) : shown).map(([key, cell]) => [key, toCell(cell)]));
  }

  return { rowIds: [...rows.keys()].filter((id) => isSomething(wholeOf(id))).toSorted((one, other) => one - other), cellsOf };
}

function nothing(): Sums {
  return { chats: 0, calls: 0, leads: 0, waits: 0, wait_sum: 0, votes_positive: 0, votes_negative: 0, remarks: 0 };
}

function add(cell: Sums, part: DialogSumsRow, place: number): void {
  const dialogs = part.dialog_counts[place] ?? 0;
  if (part.kind === "chat") cell.chats += dialogs;
  else if (part.kind === "call") cell.calls += dialogs;
  else cell.leads += dialogs;
  cell.waits += part.wait_counts[place] ?? 0;
  cell.wait_sum += part.wait_sums[place] ?? 0;
  cell.votes_positive += part.positive_counts[place] ?? 0;
  cell.votes_negative += part.negative_counts[place] ?? 0;
  cell.remarks += part.remark_counts[place] ?? 0;
}

function isSomething({ chats, calls, leads }: Readonly<Sums>): boolean {
  return chats + calls + leads > 0;
}

function toCell({ wait_sum, ...counts }: Readonly<Sums>): DialogCell {
  return { ...counts, wait_avg: counts.waits === 0 ? 0 : halfUp(wait_sum, counts.waits) };
}
