import type { Cut } from "./scope.ts";

/**
 * Figures by row, cut and key. Cells are made when they are looked at: a year by day of a large account has some hundred thousand, of which a reply
 * needs those of one row at a time.
 */
export interface Figures<Cell> {
  /** Rows that have something to show, ascending. */
  readonly rowIds: readonly number[];
  /** The cells of one cut of a row by ascending key; of the cut `row` the only one, of key 0. */
  readonly cellsOf: (rowId: number, cut: Cut) => ReadonlyMap<number, Cell>;
}
