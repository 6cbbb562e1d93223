import type { DialogCell, Figures, OnlineCell } from "@stats/questions";
import type { Cell } from "../statistics.ts";

/** What a row of a report is cut by: local days (since 1970), departments, employees, remarks. */
type Cut = "date" | "department" | "employee" | "remark";

/** The cells of one row of a report; those of a cut are made each time that they are asked for. */
export interface RowCells {
  readonly whole: Cell;
  readonly cutBy: (cut: Cut) => ReadonlyMap<number, Cell>;
}

export interface Cells {
  /** Rows that dialogs lie in, by ascending id. */
  readonly rowIds: readonly number[];
  readonly rowOf: (id: number) => RowCells;
}

/**
 * Brings the figures of dialogs and of online time together, by row, cut and key. An employee's part of a site has his online time wherever he is
 * linked, also where he is only credited with a dialog.
 */
export function toCells(dialogs: Figures<DialogCell>, online: Figures<OnlineCell>): Cells {
  let own: ReadonlyMap<number, OnlineCell> | undefined;

  function cutOf(id: number, cut: Cut | "row"): ReadonlyMap<number, Cell> {
    const cells = new Map<number, { dialogs?: DialogCell; online?: OnlineCell }>();
    for (const [key, cell] of dialogs.cellsOf(id, cut)) cells.set(key, { dialogs: cell });
    for (const [key, cell] of online.cellsOf(id, cut)) {
      const known = cells.get(key);
      if (known === undefined) cells.set(key, { online: cell });
      else known.online = cell;
    }
    return cells;
  }

  return {
    rowIds: dialogs.rowIds,
    rowOf: (id) => ({
      whole: cutOf(id, "row").get(0) ?? {},
      cutBy(cut) {
        const cells = cutOf(id, cut);
        if (cut !== "employee") return cells;
        own ??= online.cellsOf(0, "own");
        const everybody = own;
        return new Map([...cells].map(([key, cell]) => [key, { ...cell, online: everybody.get(key) }]));
      },
    }),
  };
}
