import { expect, it } from "vitest";
import { printStatement } from "./print-statement.ts";

it("prints what a statement cost, what it read, and what it was asked with: long lists by their ends, seconds as instants", () => {
  const statement = {
    name: "chats-report",
    params: { from: 1_767_225_600, take: 100, zone: "UTC", ids: [1, 2], days: [1_767_225_600, 1_767_312_000, 1_767_398_400, 1_767_484_800, 1_767_571_200] },
    milliseconds: 12.34,
    rows: 5,
    rowsRead: 1234,
    bytesRead: 56_789,
    tables: [{ table: "chat", rows: 1200, parts: 2 }],
  };
  expect(printStatement(statement)).toBe(`chats-report: 12.3 ms, 5 rows from 1234 rows (57 kB)
  from chat: 1200 rows in 2 parts
  from = 1767225600 (2026-01-01T00:00:00Z)
  take = 100
  zone = "UTC"
  ids = [1, 2]
  days = [1767225600 (2026-01-01T00:00:00Z) ... 1767571200 (2026-01-05T00:00:00Z)] (5)
`);
  expect(printStatement({ ...statement, params: {}, tables: [], bytesRead: 20_000_000 })).toContain("from 1234 rows (20 MB)");
  expect(printStatement({ ...statement, params: {}, tables: [], bytesRead: 12 })).toContain("(12 bytes)");
});
