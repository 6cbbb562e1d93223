import type { Figures } from "../figures.ts";
import type { Cut } from "../scope.ts";

type Placed<Cell> = Cell & { readonly row_id: number; readonly cut: Cut; readonly key: number };

/** Every cell of some cuts with its place, in the order of rows, cuts and keys. */
export function* allCells<Cell extends object>({ rowIds, cellsOf }: Figures<Cell>, cuts: readonly Cut[]): Generator<Placed<Cell>> {
  for (const row_id of rowIds) for (const cut of cuts) for (const [key, cell] of cellsOf(row_id, cut)) yield { row_id, cut, key, ...cell };
}
