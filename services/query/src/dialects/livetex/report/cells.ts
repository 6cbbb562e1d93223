import type { DialogFiguresRow, OnlineTimeRow } from "@stats/questions";
import type { Cell } from "../statistics.ts";

/** What a row of a report is cut by: local days (since 1970), departments, employees, remarks. */
type Cut = "date" | "department" | "employee" | "remark";

/** The cells of one row of a report. */
export interface RowCells {
  readonly whole: Cell;
  /** Whether any dialog is counted in the row. */
  readonly hasDialogs: boolean;
  readonly cutBy: (cut: Cut) => ReadonlyMap<number, Cell>;
}

export interface Cells {
  /** Rows that dialogs lie in, by ascending id. */
  readonly rowIds: readonly number[];
  readonly rowOf: (id: number) => RowCells;
}

const nothing: ReadonlyMap<number, Cell> = new Map();

/**
 * Brings the figures of dialogs and of online time together, by row, cut and key. An employee's part of a site has his online time wherever he is
 * linked, also where he is only credited with a dialog.
 */
export function toCells(dialogs: readonly DialogFiguresRow[], online: readonly OnlineTimeRow[]): Cells {
  const cells = new Map<string, Map<number, Cell>>();
  const groupOf = (rowId: number, cut: string) => cells.get(`${rowId}/${cut}`);
  for (const [part, rows] of [
    ["dialogs", dialogs],
    ["online", online],
  ] as const) {
    for (const row of rows) {
      const address = `${row.row_id}/${row.cut}`;
      const group = cells.get(address) ?? new Map<number, Cell>();
      if (group.size === 0) cells.set(address, group);
      group.set(row.key, { ...group.get(row.key), [part]: row });
    }
  }
  const own = groupOf(0, "own") ?? nothing;

  return {
    rowIds: dialogs.flatMap(({ cut, row_id }) => (cut === "row" ? [row_id] : [])),
    rowOf(id) {
      const whole = groupOf(id, "row")?.get(0) ?? {};
      return {
        whole,
        hasDialogs: whole.dialogs !== undefined,
        cutBy(cut) {
          const group = groupOf(id, cut) ?? nothing;
          return cut === "employee" ? new Map([...group].map(([key, cell]) => [key, { ...cell, online: own.get(key)?.online }])) : group;
        },
      };
    },
  };
}
