import { describe, expect, it } from "vitest";
import { resolveCriteria } from "./criteria.ts";
import { parseQuery } from "./grammar/query.ts";

/** 2025-03-31 01:30 in Moscow. */
const now = Date.parse("2025-03-30T22:30:00Z") / 1000;

function interval(text: string, timezone = "Europe/Moscow") {
  const criteria = resolveCriteria(parseQuery(text, ["date", "site_ids", "department_ids", "employee_ids", "is_online"]), { timezone, now });
  return criteria === undefined
    ? undefined
    : [criteria.from, criteria.to].map((at) => (at === 0 || at === 2 ** 32 - 1 ? "open" : new Date(at * 1000).toISOString().slice(0, 19)));
}

describe("criteria", () => {
  it.each([
    ["date=2025-03-05", "2025-03-04T21:00:00", "2025-03-05T21:00:00"],
    ["date>=2025-03-05", "2025-03-04T21:00:00", "open"],
    ["date>2025-03-05", "2025-03-05T21:00:00", "open"],
    ["date<=2025-03-05", "open", "2025-03-05T21:00:00"],
    ["date<2025-03-05", "open", "2025-03-04T21:00:00"],
    ["date>=2025-03-05T10:00:00", "2025-03-05T07:00:00", "open"],
    ["date>2025-03-05T10:00:00", "2025-03-05T07:00:01", "open"],
    ["date<=2025-03-05T10:00:00", "open", "2025-03-05T07:00:01"],
    ["date<2025-03-05T10:00:00", "open", "2025-03-05T07:00:00"],
    ["date<2025-03-05T10:00:00Z", "open", "2025-03-05T10:00:00"],
    ["date>=05.03.2025 10:00 date<=03/05/2025 10:00", "2025-03-05T07:00:00", "2025-03-05T07:00:01"],
    ["date=2025-03-05 date>=20250305120000", "2025-03-05T09:00:00", "2025-03-05T21:00:00"],
    ["date>=2013-10-15", "2013-10-14T20:00:00", "open"],
    ["date=today", "2025-03-30T21:00:00", "open"],
    ["date=lastday", "2025-03-29T21:00:00", "open"],
    ["date=last3days", "2025-03-27T21:00:00", "open"],
    ["date=lastweek", "2025-03-23T21:00:00", "open"],
    ["date=lastmonth", "2025-02-27T21:00:00", "open"],
    ["date=lastyear", "2024-03-30T21:00:00", "open"],
    ["date=today date<=2025-03-31T01:00", "2025-03-30T21:00:00", "2025-03-30T22:00:01"],
    ["site_ids=1", "open", "open"],
  ])("%s", (text, from, to) => {
    expect(interval(text)).toEqual([from, to]);
  });

  it("a day of 23 and one of 25 hours; a skipped time is the instant after the gap, a repeated one the outer of both", () => {
    expect(interval("date=2025-03-30", "Europe/Warsaw")).toEqual(["2025-03-29T23:00:00", "2025-03-30T22:00:00"]);
    expect(interval("date=2024-10-27", "Europe/Warsaw")).toEqual(["2024-10-26T22:00:00", "2024-10-27T23:00:00"]);
    // midnight twice: both passes are the new day's; and clocks that go back into the day before
    expect(interval("date=2025-10-25", "Atlantic/Azores")).toEqual(["2025-10-25T00:00:00", "2025-10-26T00:00:00"]);
    expect(interval("date=2025-10-26", "Atlantic/Azores")).toEqual(["2025-10-26T00:00:00", "2025-10-27T01:00:00"]);
    expect(interval("date=2010-11-06", "America/St_Johns")).toEqual(["2010-11-06T02:30:00", "2010-11-07T03:30:00"]);
    expect(interval("date>=2025-03-30T02:30", "Europe/Warsaw")).toEqual(["2025-03-30T01:00:00", "open"]);
    expect(interval("date>=2024-10-27T02:30 date<=2024-10-27T02:30", "Europe/Warsaw")).toEqual(["2024-10-27T00:30:00", "2024-10-27T01:30:01"]);
  });

  it.each([
    "date>=2025-03-06 date<=2025-03-05",
    "date>=2025-03-05 date<2025-03-05",
    "date=2025-03-05 date=2025-03-06",
    "date>2025-03-05T10:00 date<=2025-03-05T10:00",
    "date=today date<2025-03-01",
  ])("%s is empty", (text) => {
    expect(interval(text)).toBeUndefined();
  });

  it("lists of one kind are what is in both; a list that is not given is not an empty one", () => {
    const criteria = resolveCriteria(parseQuery("site_ids=1,2,3 site_ids=2,3 department_ids=1 department_ids=2", ["site_ids", "department_ids"]), {
      timezone: "UTC",
      now,
    });
    expect(criteria).toMatchObject({
      sites_given: true,
      site_ids: [2, 3],
      departments_given: true,
      department_ids: [],
      employees_given: false,
      employee_ids: [],
      online: [],
    });
  });
});
