import { cuts } from "./scope.ts";

interface Placed {
  readonly row_id: number;
  readonly cut: (typeof cuts)[number];
  readonly key: number;
}

/**
 * Cells in the order of row, cut and key.
 * @param datesMax days per row; further ones are left out
 */
export function cellsInOrder<Cell extends Placed>(cells: readonly Cell[], datesMax: number): Cell[] {
  const ordered = cells.toSorted((one, other) => one.row_id - other.row_id || cuts.indexOf(one.cut) - cuts.indexOf(other.cut) || one.key - other.key);
  let [rowId, dates] = [-1, 0];
  return ordered.filter(({ row_id, cut }) => {
    if (cut !== "date") return true;
    dates = row_id === rowId ? dates + 1 : 1;
    rowId = row_id;
    return dates <= datesMax;
  });
}
