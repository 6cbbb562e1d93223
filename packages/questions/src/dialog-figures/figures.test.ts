import { describe, expect, it } from "vitest";
import type { Cut } from "../scope.ts";
import { allCells } from "../testing/all-cells.ts";
import { toFigures } from "./figures.ts";
import type { DialogSumsRow } from "./question.ts";

type Kind = DialogSumsRow["kind"];
type Column = Exclude<keyof DialogSumsRow, "kind" | "row_id" | "cut" | "keys">;

/** Cells of one kind, row and cut: their keys, numbers of dialogs, and other columns. */
function sums(
  kind: Kind,
  row_id: number,
  cut: Cut,
  keys: readonly number[],
  dialog_counts: readonly number[],
  more: Partial<Record<Column, readonly number[]>> = {},
): DialogSumsRow {
  const none = keys.map(() => 0);
  const columns = { wait_counts: none, wait_sums: none, positive_counts: none, negative_counts: none, remark_counts: none };
  return { kind, row_id, cut, keys, dialog_counts, ...columns, ...more } as DialogSumsRow;
}

const all = { figures: ["chats", "calls", "leads"], max: 9 } as const;
const cuts: readonly Cut[] = ["row", "date", "department", "employee", "remark"];
const told = (rows: readonly DialogSumsRow[], days: Parameters<typeof toFigures>[1] = all) =>
  [...allCells(toFigures(rows, days), cuts)].map(
    ({ row_id, cut, key, chats, calls, leads, wait_avg }) => `${row_id} ${cut} ${key}: ${chats}/${calls}/${leads} ${wait_avg}`,
  );

describe("figures of dialogs from their sums", () => {
  it("add up over the kinds, cell by cell", () => {
    const rows = [sums("lead", 2, "row", [0], [3]), sums("chat", 2, "row", [0], [2]), sums("call", 2, "row", [0], [5]), sums("call", 1, "row", [0], [1])];
    expect(told(rows)).toEqual(["1 row 0: 0/1/0 0", "2 row 0: 2/5/3 0"]);
  });

  it("with one cut a row is the sum of its cells, those without a key included; with several it is a cell of its own", () => {
    const cells = [
      sums("chat", 2, "employee", [7, 0], [2, 1], { wait_counts: [2, 0], wait_sums: [5, 0] }),
      sums("lead", 2, "employee", [9], [1]),
      sums("call", 1, "employee", [7], [1]),
    ];
    expect(told(cells)).toEqual(["1 row 0: 0/1/0 0", "1 employee 7: 0/1/0 0", "2 row 0: 3/0/1 3", "2 employee 7: 2/0/0 3", "2 employee 9: 0/0/1 0"]);
    expect(told([...cells, sums("chat", 2, "row", [0], [9], { wait_counts: [3], wait_sums: [4] })])[2]).toBe("2 row 0: 9/0/0 1");
  });

  it("dialogs without a department are a cell, without employee or remark none; what has no dialog is nothing", () => {
    expect(told([sums("lead", 1, "department", [0, 3], [1, 0])])).toEqual(["1 row 0: 0/0/1 0", "1 department 0: 0/0/1 0"]);
    expect(told([sums("chat", 1, "remark", [0, 2], [4, 1])])).toEqual(["1 row 0: 5/0/0 0", "1 remark 2: 1/0/0 0"]);
    expect(told([sums("chat", 0, "row", [0], [0])])).toEqual([]);
    expect(told([])).toEqual([]);
  });

  it("days stand only where a figure of theirs has a base, and at most so many per row, the earliest", () => {
    const rows = [sums("chat", 5, "date", [3, 1, 2], [3, 1, 2], { positive_counts: [1, 1, 0] }), sums("call", 6, "date", [3, 1, 2], [1, 1, 1])];
    const days = (...figures: Parameters<typeof toFigures>[1]["figures"]) =>
      [...allCells(toFigures(rows, { figures, max: 2 }), ["date"])].map(({ row_id, key }) => `${row_id}/${key}`);
    expect(days("chats")).toEqual(["5/1", "5/2"]);
    expect(days("votes_positive")).toEqual(["5/1", "5/3"]);
    expect(days("calls", "chats")).toEqual(["5/1", "5/2", "6/1", "6/2"]);
    expect(days("wait_avg")).toEqual([]);
  });

  it("averages are rounded half up", () => {
    const average = (waits: number, seconds: number) => told([sums("chat", 0, "row", [0], [waits], { wait_counts: [waits], wait_sums: [seconds] })]);
    expect([average(2, 5), average(3, 4), average(32, 16)]).toEqual([["0 row 0: 2/0/0 3"], ["0 row 0: 3/0/0 1"], ["0 row 0: 32/0/0 1"]]);
  });
});
