import { describe, expect, it } from "vitest";
import { readStatement } from "./statement.ts";

function slices(text: string): unknown {
  const statement = readStatement(text);
  if (statement.kind !== "insert-data") return statement;
  return {
    head: text.slice(0, statement.headEnd).trim(),
    settings: text.slice(statement.headEnd, statement.settingsEnd).trim(),
    format: statement.format,
    data: text.slice(statement.dataAt),
  };
}

describe("inserts with data", () => {
  it.each([
    ["INSERT INTO t FORMAT CSV\n1,2\n", { head: "INSERT INTO t", settings: "", format: "CSV", data: "1,2\n" }],
    [
      "insert into db.t (a, b) settings x = 1, y='FORMAT Z' format JSONEachRow {}",
      { head: "insert into db.t (a, b)", settings: "settings x = 1, y='FORMAT Z'", format: "JSONEachRow", data: "{}" },
    ],
    ["INSERT INTO t VALUES (1), (2)", { head: "INSERT INTO t", settings: "", format: "Values", data: " (1), (2)" }],
    ["INSERT INTO values (format) FORMAT TSV\nx", { head: "INSERT INTO values (format)", settings: "", format: "TSV", data: "x" }],
    ["INSERT INTO format.format FORMAT TSV\nx", { head: "INSERT INTO format.format", settings: "", format: "TSV", data: "x" }],
    ["INSERT INTO `a FORMAT b` FORMAT TSV\nx", { head: "INSERT INTO `a FORMAT b`", settings: "", format: "TSV", data: "x" }],
    [
      "/* FORMAT CSV */ INSERT INTO t -- FORMAT CSV\nFORMAT TSV\nx",
      { head: "/* FORMAT CSV */ INSERT INTO t -- FORMAT CSV", settings: "", format: "TSV", data: "x" },
    ],
  ])("%s", (text, expected) => {
    expect(slices(text)).toEqual(expected);
  });

  it("keeps every byte of the data after the first line break, and does not read them as SQL", () => {
    expect(slices("INSERT INTO t FORMAT RowBinary\n\n\n'; DROP TABLE t; -- \"")).toMatchObject({ data: "\n\n'; DROP TABLE t; -- \"" });
  });
});

describe("reads", () => {
  it.each([
    ["SELECT 1", "SELECT 1", "", undefined],
    ["SELECT 1 FORMAT JSON", "SELECT 1 ", "FORMAT JSON", "JSON"],
    ["SELECT 1 FORMAT JSON SETTINGS max_threads = 1;", "SELECT 1 ", "FORMAT JSON SETTINGS max_threads = 1", "JSON"],
    ["(select 'a;b' as format) union all (select 1) -- done; really\n;\n", "(select 'a;b' as format) union all (select 1) -- done; really\n", "", undefined],
    ["with 1 as insert select insert format TSV", "with 1 as insert select insert ", "format TSV", "TSV"],
    ["SELECT * FROM (SELECT 1 FORMAT) FORMAT CSV", "SELECT * FROM (SELECT 1 FORMAT) ", "FORMAT CSV", "CSV"],
    ["SELECT $tag$ ; FORMAT x $tag$", "SELECT $tag$ ; FORMAT x $tag$", "", undefined],
    ["SELECT 'it''s; \\' FORMAT', \"x\"", "SELECT 'it''s; \\' FORMAT', \"x\"", "", undefined],
  ])("%s", (text, before, clauses, format) => {
    const statement = readStatement(text);
    if (statement.kind !== "read") throw new Error(statement.kind);
    expect([text.slice(0, statement.outfileAt), text.slice(statement.outfileAt, statement.end), statement.format]).toEqual([before, clauses, format]);
  });
});

describe("other statements", () => {
  it.each([
    ["INSERT INTO t SELECT 1 FORMAT_x", "insert-select"],
    ["INSERT INTO t (a) WITH 1 AS x SELECT x", "insert-select"],
    ["WITH 1 AS x INSERT INTO t SELECT x", "insert-select"],
    ["CREATE TABLE t (a UInt8) ENGINE = Memory", "other"],
    ["SHOW TABLES FORMAT TSV", "other"],
    ["EXPLAIN SELECT 1", "other"],
  ])("%s is %s", (text, kind) => {
    expect(readStatement(text).kind).toBe(kind);
  });
});

describe("what a server refuses", () => {
  it.each([
    ["SELECT 1; SELECT 2", 62],
    ["CREATE TABLE t (a UInt8) ENGINE = Memory; DROP TABLE t", 62],
    ["INSERT INTO t SELECT 1; DROP TABLE t", 62],
    ["  -- nothing\n", 62],
    ["SELECT 1 INTO OUTFILE '/tmp/x'", 358],
    ["INSERT INTO t FROM INFILE '/etc/passwd' FORMAT TSV", 78],
  ])("%s", (text, code) => {
    expect(() => readStatement(text)).toThrow(expect.objectContaining({ code }));
  });
});
