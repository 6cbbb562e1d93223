import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SyntaxFault } from "./cursor.ts";
import { type Condition, type Criterion, dateOperators, idCriteria, parseQuery } from "./query.ts";

const fields: readonly Criterion[] = [...idCriteria, "date", "is_online"];
const parse = (text: string) => parseQuery(text, fields);
const positionOf = (text: string): number | undefined => {
  try {
    parse(text);
    return undefined;
  } catch (error) {
    if (error instanceof SyntaxFault) return error.position;
    throw error;
  }
};

describe("q", () => {
  it("conditions with blanks between them", () => {
    expect(parse("  site_ids=1,2,1 \t employee_ids=9007199254740991 is_online=yes ")).toEqual([
      { field: "site_ids", ids: [1, 2] },
      { field: "employee_ids", ids: [Number.MAX_SAFE_INTEGER] },
      { field: "is_online", isOnline: true },
    ]);
  });

  it.each([
    ["yes", true],
    ["1", true],
    ["true", true],
    ["no", false],
    ["0", false],
    ["false", false],
  ] as const)("is_online=%s", (word, isOnline) => {
    expect(parse(`is_online=${word}`)).toEqual([{ field: "is_online", isOnline }]);
  });

  it.each([
    ["date=2013-10-15", "=", { day: "2013-10-15" }],
    ["date>=20131015", ">=", { day: "2013-10-15" }],
    ["date<15.10.2013", "<", { day: "2013-10-15" }],
    ["date<=10/15/2013", "<=", { day: "2013-10-15" }],
    ["date>2013-10-15T07:08:09", ">", { time: "2013-10-15T07:08:09" }],
    ["date>2013-10-15T07:08", ">", { time: "2013-10-15T07:08:00" }],
    ["date>=201310150708", ">=", { time: "2013-10-15T07:08:00" }],
    ["date>=20131015070809", ">=", { time: "2013-10-15T07:08:09" }],
    ["date>=15.10.2013 07:08", ">=", { time: "2013-10-15T07:08:00" }],
    ["date<10/15/2013  07:08:09", "<", { time: "2013-10-15T07:08:09" }],
    ["date<2013-10-15T07:08:09.999Z", "<", { seconds: Date.UTC(2013, 9, 15, 7, 8, 9) / 1000 }],
    ["date<2013-10-15T07:08:09+04:00", "<", { seconds: Date.UTC(2013, 9, 15, 3, 8, 9) / 1000 }],
    ["date<2013-10-15T07:08-0330", "<", { seconds: Date.UTC(2013, 9, 15, 10, 38) / 1000 }],
    ["date=last3days", "=", { word: "last3days" }],
  ])("%s", (text, operator, expected) => {
    const [condition] = parse(text);
    expect(JSON.parse(JSON.stringify(condition))).toEqual({
      field: "date",
      operator,
      value: { kind: Object.keys(expected)[0]?.replace("seconds", "instant"), ...expected },
    });
  });

  it("a time alone belongs to a dotted or slashed date before it, and to nothing else", () => {
    expect(parse("date>=01.02.2020 10:00 date<=01.03.2020 site_ids=3")).toHaveLength(3);
    expect(positionOf("date>=2020-02-01 10:00")).toBe(18);
    expect(positionOf("date>=20200201 10:00")).toBe(16);
    expect(positionOf("site_ids=1 10:00")).toBe(12);
  });

  it.each([
    ["", 1],
    ["   ", 4],
    ["site_ids", 9],
    ["site_ids=", 10],
    ["site_ids=1,", 12],
    ["site_ids=1, 2", 12],
    ["site_ids=0", 10],
    ["site_ids=01", 10],
    ["site_ids=-1", 10],
    ["site_ids=1.5", 11],
    ["site_ids=9007199254740992", 10],
    ["site_ids=12345678901234567", 10],
    ["site_ids>=1", 9],
    ["site_id=1", 1],
    ["Site_ids=1", 1],
    ["site_ids=1;department_ids=2", 11],
    ["is_online=Yes", 11],
    ["is_online=2", 11],
    ["is_online>=1", 10],
    ["date=", 6],
    ["date==2020-01-01", 6],
    ["date!=2020-01-01", 5],
    ["date=2020-02-30", 6],
    ["date=2020-1-1", 6],
    ["date=2020-01-01T24:00", 6],
    ["date=2020-01-01T10:60", 6],
    ["date=2020-01-01T10:00", 6],
    ["date=20200101100000", 6],
    ["date=01.02.2020 10:00", 6],
    ["date=31.02.2020", 6],
    ["date=31/12/2020", 6],
    ["date>=today", 7],
    ["date=yesterday", 6],
    ["date=today,lastweek", 6],
    ["date=2020-01-01x", 6],
    ["date>=2020-01-01T10:00 03:00", 24],
  ])("%j is refused at %i", (text, position) => {
    expect(positionOf(text)).toBe(position);
  });

  it("reads whatever it could have written", () => {
    const id = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
    const condition: fc.Arbitrary<{ text: string; condition: Condition }> = fc.oneof(
      fc
        .tuple(fc.constantFrom(...idCriteria), fc.uniqueArray(id, { minLength: 1, maxLength: 5 }))
        .map(([field, ids]) => ({ text: `${field}=${ids.join(",")}`, condition: { field, ids } })),
      fc.boolean().map((isOnline) => ({ text: `is_online=${isOnline}`, condition: { field: "is_online" as const, isOnline } })),
      fc
        .tuple(fc.constantFrom(...dateOperators), fc.date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true }))
        .map(([operator, date]) => ({ operator, date: date.toISOString().slice(0, 10) }))
        .map(({ operator, date }) => ({
          text: `date${operator}${date}`,
          condition: { field: "date" as const, operator, value: { kind: "day" as const, day: Temporal.PlainDate.from(date) } },
        })),
    );
    fc.assert(
      fc.property(fc.array(condition, { minLength: 1, maxLength: 6 }), fc.constantFrom(" ", "  ", "\t"), (conditions, blank) => {
        expect(parse(conditions.map(({ text }) => text).join(blank))).toEqual(conditions.map((each) => each.condition));
      }),
      { numRuns: 1000 },
    );
  });

  it("any other text is a fault with its place, never another error", () => {
    const piece = fc.constantFrom(...fields, "=", ">=", "<", ",", " ", "1", "0", "today", "2020-01-01", "01.01.2020", "10:00", "T", "Z", "yes");
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "binary" }),
          fc.array(piece).map((pieces) => pieces.join("")),
        ),
        (text) => {
          const position = positionOf(text);
          if (position !== undefined) expect(position).toSatisfy((at: number) => at >= 1 && at <= text.length + 1);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
