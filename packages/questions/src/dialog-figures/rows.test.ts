import { describe, expect, it } from "vitest";
import type { DialogSumsRow } from "./question.ts";
import { toRows } from "./rows.ts";

const nothing = { chats: 0, calls: 0, leads: 0, waits: 0, wait_sum: 0, votes_positive: 0, votes_negative: 0, remarks: 0 };
const sums = (row_id: number, cut: DialogSumsRow["cut"], key: number, some: Partial<DialogSumsRow>): DialogSumsRow => ({
  row_id,
  cut,
  key,
  ...nothing,
  ...some,
});
const brief = (rows: ReturnType<typeof toRows>) => rows.map(({ row_id, cut, key, chats, wait_avg }) => [row_id, cut, key, chats, wait_avg]);

describe("figures of dialogs from their sums", () => {
  it("with one cut a row is the sum of its cells, those without a key included; with several it is a cell of its own", () => {
    const cells = [sums(2, "employee", 7, { chats: 2, waits: 2, wait_sum: 5 }), sums(2, "employee", 0, { chats: 1 }), sums(1, "employee", 7, { calls: 1 })];
    expect(brief(toRows(cells, [], 9))).toEqual([
      [1, "row", 0, 0, 0],
      [1, "employee", 7, 0, 0],
      [2, "row", 0, 3, 3],
      [2, "employee", 7, 2, 3],
    ]);
    expect(brief(toRows([...cells, sums(2, "row", 0, { chats: 9, waits: 3, wait_sum: 4 })], [], 9))[1]).toEqual([2, "row", 0, 9, 1]);
  });

  it("dialogs without a department are a cell; what has no dialog is none", () => {
    expect(brief(toRows([sums(1, "department", 0, { leads: 1 }), sums(1, "department", 3, {}), sums(0, "row", 0, {})], [], 9))).toEqual([
      [1, "department", 0, 0, 0],
    ]);
    expect(toRows([sums(0, "row", 0, {})], [], 9)).toEqual([]);
  });

  it("days stand only where a figure of theirs has a base, and at most so many per row, the earliest", () => {
    const days = [3, 1, 2].flatMap((day) => [sums(5, "date", day, { chats: day, votes_positive: day === 2 ? 0 : 1 }), sums(6, "date", day, { calls: 1 })]);
    const of = (...asked: Parameters<typeof toRows>[1]) =>
      toRows(days, asked, 2)
        .filter(({ cut }) => cut === "date")
        .map(({ row_id, key }) => `${row_id}/${key}`);
    expect(of("chats")).toEqual(["5/1", "5/2"]);
    expect(of("votes_positive")).toEqual(["5/1", "5/3"]);
    expect(of("calls", "chats")).toEqual(["5/1", "5/2", "6/1", "6/2"]);
    expect(of("wait_avg")).toEqual([]);
  });

  it("averages are rounded half up", () => {
    expect(toRows([sums(0, "row", 0, { chats: 2, waits: 2, wait_sum: 5 })], [], 9)[0]?.wait_avg).toBe(3);
    expect(toRows([sums(0, "row", 0, { chats: 3, waits: 3, wait_sum: 4 })], [], 9)[0]?.wait_avg).toBe(1);
  });
});
