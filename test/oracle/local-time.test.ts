import { describe, expect, it } from "vitest";
import { secondsBetween, seriesOf, type Aggregation } from "./local-time.ts";

const utc = (text: string): number => Date.parse(text) / 1000;

describe("bounds", () => {
  it.each([
    // text from, text to, zone, first second, last second
    ["2026-03-10", "2026-03-10", "Europe/Moscow", "2026-03-09T21:00:00Z", "2026-03-10T20:59:59Z"],
    ["2026-03-10 08:00", "2026-03-10 08:00", "UTC", "2026-03-10T08:00:00Z", "2026-03-10T08:00:00Z"], // T3: one second
    ["2026-03-10 08:00:05", "2026-03-10 08:59:59", "UTC", "2026-03-10T08:00:05Z", "2026-03-10T08:59:59Z"],
    ["2026-03-29", "2026-03-29", "Europe/Warsaw", "2026-03-28T23:00:00Z", "2026-03-29T21:59:59Z"], // 23 hours
    ["2026-10-25", "2026-10-25", "Europe/Warsaw", "2026-10-24T22:00:00Z", "2026-10-25T22:59:59Z"], // 25 hours
    ["2026-03-29 02:30", "2026-03-29 04:00", "Europe/Warsaw", "2026-03-29T01:00:00Z", "2026-03-29T02:00:00Z"], // X19: gap
    ["2026-03-29 01:00", "2026-03-29 02:30", "Europe/Warsaw", "2026-03-29T00:00:00Z", "2026-03-29T01:00:00Z"],
    ["2026-10-25 02:30", "2026-10-25 02:30", "Europe/Warsaw", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"], // X19: overlap
    ["2026-03-10", "2026-03-10", "Asia/Kathmandu", "2026-03-09T18:15:00Z", "2026-03-10T18:14:59Z"],
  ])("%s to %s in %s", (from, to, zone, first, last) => {
    expect(secondsBetween(from, to, zone)).toEqual({ first: utc(first), last: utc(last) });
  });

  it.each([
    ["2026-02-30", "2026-03-01"],
    ["2026-03-10T08:00", "2026-03-11"],
    ["2026-03-11", "2026-03-10"],
    ["2026-03-10 25:00", "2026-03-11"],
  ])("refuses %s to %s", (from, to) => {
    expect(() => secondsBetween(from, to, "UTC")).toThrow(RangeError);
  });
});

describe("series", () => {
  it.each([
    ["minute", "2026-03-10 13:07"],
    ["hour", "2026-03-10 13:00"],
    ["hour_of_day", "13"],
    ["day", "2026-03-10"],
    ["week", "2026-W11"],
    ["month", "2026-03"],
    ["year", "2026"],
  ] satisfies [Aggregation, string][])("%s", (aggregation, text) => {
    expect(seriesOf(utc("2026-03-10T10:07:59Z"), "Europe/Moscow", aggregation)).toBe(text);
  });

  it.each([
    ["2024-12-30T12:00:00Z", "2025-W01"],
    ["2021-01-03T12:00:00Z", "2020-W53"],
    ["2027-01-03T12:00:00Z", "2026-W53"],
  ])("T10: %s is in the ISO week %s", (instant, text) => {
    expect(seriesOf(utc(instant), "UTC", "week")).toBe(text);
  });

  it("T10: both passes of the autumn hour share their labels", () => {
    const passes = [utc("2026-10-25T00:30:00Z"), utc("2026-10-25T01:30:00Z")];
    expect(passes.map((second) => seriesOf(second, "Europe/Warsaw", "minute"))).toEqual(["2026-10-25 02:30", "2026-10-25 02:30"]);
  });

  it("T10: the hour that spring skips never appears", () => {
    const around = [utc("2026-03-29T00:59:59Z"), utc("2026-03-29T01:00:00Z")];
    expect(around.map((second) => seriesOf(second, "Europe/Warsaw", "hour"))).toEqual(["2026-03-29 01:00", "2026-03-29 03:00"]);
  });
});
