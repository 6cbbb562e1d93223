import { describe, expect, it } from "vitest";
import { z } from "zod";
import { choicesOf, withOptionalLines } from "./optional-lines.ts";

const params = z.object({ by_date: z.boolean(), level: z.enum(["full", "own"]), name: z.string() });
const sql = `select 1
  , day     -- when by_date
  , total   -- when not by_date and level != own
from x -- a comment of another kind
where id = {id:UInt64} -- when level = own`;

describe("lines that stand only for some parameters", () => {
  it("stand where all that they say holds", () => {
    const textFor = withOptionalLines(sql, params);
    expect(textFor({ by_date: true, level: "full" })).toBe("select 1\n  , day\nfrom x -- a comment of another kind");
    expect(textFor({ by_date: false, level: "full" })).toBe("select 1\n  , total\nfrom x -- a comment of another kind");
    expect(textFor({ by_date: false, level: "own" })).toBe("select 1\nfrom x -- a comment of another kind\nwhere id = {id:UInt64}");
  });

  it("stand in blocks, under what the block and the line say", () => {
    const blocks = "select 1\n-- when by_date:\n  , day\n  , own -- when level = own\n-- end\nfrom x";
    const textFor = withOptionalLines(blocks, params);
    expect(textFor({ by_date: false, level: "own" })).toBe("select 1\nfrom x");
    expect(textFor({ by_date: true, level: "own" })).toBe("select 1\n  , day\n  , own\nfrom x");
    expect(textFor({ by_date: true, level: "full" })).toBe("select 1\n  , day\nfrom x");
    expect([...choicesOf(blocks, params).keys()]).toEqual(["by_date", "level"]);
  });

  it.each(["-- when by_date:\n-- when level = own:\n-- end", "select 1\n-- when by_date:\n, 2"])("must not stand in blocks like: %j", (blocks) => {
    expect(() => withOptionalLines(blocks, params)).toThrow(/block/);
  });

  it("take nothing of what is sent into the text", () => {
    const texts = ["full", "own", "full' or 1 = 1 --", "true", undefined].map((level) => withOptionalLines(sql, params)({ by_date: false, level, name: "x" }));
    expect(new Set(texts).size).toBe(2);
  });

  it("say which parameters they depend on, and their values", () => {
    expect([...choicesOf(sql, params)]).toEqual([
      ["by_date", [true, false]],
      ["level", ["full", "own"]],
    ]);
  });

  it.each(["name", "name = x", "other", "level", "level = everything", "by_date = maybe", "by_date or level = own", "level > own", ""])(
    "cannot be marked with: %s",
    (condition) => {
      expect(() => withOptionalLines(`select 1 -- when ${condition}\n, 2 -- when x`, params)).toThrow(/Cannot choose|Lines cannot be chosen/);
    },
  );
});
