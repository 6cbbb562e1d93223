import { describe, expect, it } from "vitest";
import { JsqueryFault, readJsquery } from "./jsquery.ts";

const read = (text: string, most = 500) => readJsquery(text, most, (name) => (name === "gone" ? undefined : { member: name })).test;
const is = (member: string | undefined, value: string | number | boolean, test = "equals") => ({ member, test, value });

describe("the jsquery subset (settled last)", () => {
  it.each([
    ["#.tag_id = 5", is("tag_id", 5)],
    ["*.tag_id=5", is("tag_id", 5)],
    ["tag_id = 5", is("tag_id", 5)],
    ['"tag_id" = 5', is("tag_id", 5)],
    ['# = "lost"', is(undefined, "lost")],
    ['*="lost"', is(undefined, "lost")],
    ["a <= -1.5e2", is("a", -150, "at_most")],
    ["a>=0", is("a", 0, "at_least")],
    ["a<1", is("a", 1, "less")],
    [" a\n>\t1 ", is("a", 1, "more")],
    ["a = true", is("a", true)],
    [String.raw`a = "\"я\" \u0041\\\n"`, is("a", '"я" A\\\n')],
    ["имя = 1", is("имя", 1)],
    ["not a = 1", { not: is("a", 1) }],
    ["NOT (a = 1 Or b = 2)", { not: { any: [is("a", 1), is("b", 2)] } }],
    ["a = 1 or b = 2 and not c = 3", { any: [is("a", 1), { all: [is("b", 2), { not: is("c", 3) }] }] }],
    ["(a = 1 or b = 2) and c = 3", { all: [{ any: [is("a", 1), is("b", 2)] }, is("c", 3)] }],
    ["((a = 1))", is("a", 1)],
    ["a = 1 and b = 2 and c = 3", { all: [is("a", 1), is("b", 2), is("c", 3)] }],
    ["gone = 1", { any: [] }],
    ["andy = 1", is("andy", 1)],
  ])("%s", (text, test) => {
    expect(read(text)).toEqual(test);
  });

  it.each([
    ["", 0],
    ["  ", 2],
    ["a", 1],
    ["a =", 3],
    ["a = ", 4],
    ["= 5", 0],
    ["a = b", 4],
    ["a = null", 4],
    ["a = 'x'", 4],
    ['a = "x', 4],
    ['a = "\\q"', 4],
    ['a = "x" b', 8],
    ["a == 1", 3],
    ["a <> 1", 3],
    ["a != 1", 2],
    ["a = 1 and", 9],
    ["and = 1", 0],
    ["(a = 1", 6],
    ["a = 1)", 5],
    ["#a = 1", 1],
    ["#. = 1", 3],
    ["a.b = 1", 1],
    ["a = 1x", 4],
    ["a = 1.", 4],
    ["a = 1e999", 4],
    ["a = TRUE", 4],
    ["a = 1; drop", 5],
    ["not", 3],
    ["$.a = 1", 0],
  ])("%j is no query from character %i", (text, position) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ name: "JsqueryFault", position }) as JsqueryFault);
  });

  it("has no more comparisons than it may, and no deeper brackets than the engine takes", () => {
    expect(read("a = 1 or a = 2", 2)).toBeDefined();
    expect(() => read("a = 1 or a = 2 or a = 3", 2)).toThrow(JsqueryFault);
    expect(read(`${"(".repeat(20)}a = 1${")".repeat(20)}`)).toEqual(is("a", 1));
    for (const deep of [`${"(".repeat(21)}a = 1${")".repeat(21)}`, `${"not ".repeat(100_000)}a = 1`, "(".repeat(300_000)]) {
      expect(() => read(deep)).toThrow(JsqueryFault);
    }
  });

  it("long texts take no long time", () => {
    const long = "x".repeat(500_000);
    expect(read(`a = "${long}"`)).toEqual(is("a", long));
    expect(() => read(`a = "${"\\".repeat(500_000)}`)).toThrow(JsqueryFault);
    expect(() => read(" ".repeat(1_000_000))).toThrow(JsqueryFault);
  });
});
