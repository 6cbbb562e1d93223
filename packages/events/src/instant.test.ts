import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseInstant } from "./instant.ts";

const anyInstant = fc.integer({ min: Date.UTC(1600, 0, 1), max: Date.UTC(9990, 0, 1) });

describe("parseInstant", () => {
  it("reads back every instant, with milliseconds", () => {
    fc.assert(
      fc.property(anyInstant, (ms) => {
        expect(parseInstant(new Date(ms).toISOString())).toBe(ms);
      }),
    );
  });

  it("reads the same instant from every zone", () => {
    fc.assert(
      fc.property(anyInstant, fc.integer({ min: -1439, max: 1439 }), (ms, offset) => {
        const local = new Date(ms + offset * 60_000).toISOString().slice(0, -1);
        const zone = `${offset < 0 ? "-" : "+"}${String(Math.floor(Math.abs(offset) / 60)).padStart(2, "0")}:${String(Math.abs(offset) % 60).padStart(2, "0")}`;
        expect(parseInstant(local + zone)).toBe(ms);
      }),
    );
  });

  it("takes exactly the days that exist", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1600, max: 2400 }), fc.integer({ min: 0, max: 13 }), fc.integer({ min: 0, max: 32 }), (year, month, day) => {
        const text = `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}T00:00:00Z`;
        const date = new Date(Date.UTC(year, month - 1, day));
        const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
        expect(parseInstant(text)).toBe(exists ? date.getTime() : undefined);
      }),
      { numRuns: 2_000 },
    );
  });

  it("truncates digits after the third of the fraction", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{1,12}$/), (digits) => {
        expect(parseInstant(`2026-03-01T09:30:00.${digits}Z`)).toBe(Date.UTC(2026, 2, 1, 9, 30) + Number(digits.padEnd(3, "0").slice(0, 3)));
      }),
    );
  });

  it("never throws and never answers NaN", () => {
    const nearMiss = fc.stringMatching(/^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{0,4})?([Zz]|[+-][0-9]{2}:?[0-9]{2})?.?$/);
    fc.assert(
      fc.property(fc.oneof(fc.string(), nearMiss), (text) => {
        const ms = parseInstant(text);
        expect(ms === undefined || Number.isSafeInteger(ms)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ["2016-12-31T23:59:60Z", Date.UTC(2017, 0, 1)],
    ["2017-01-01T02:59:60+03:00", Date.UTC(2017, 0, 1)],
    ["2016-12-31T23:59:60.250Z", Date.UTC(2017, 0, 1) + 250],
    ["2000-02-29T00:00:00Z", Date.UTC(2000, 1, 29)],
    ["2026-03-01t09:30:00z", Date.UTC(2026, 2, 1, 9, 30)],
    ["2026-03-01T09:30:00-00:00", Date.UTC(2026, 2, 1, 9, 30)],
  ])("takes %s", (text, ms) => {
    expect(parseInstant(text)).toBe(ms);
  });

  it.each([
    "2100-02-29T00:00:00Z",
    "2016-12-31T22:59:60Z",
    "2016-12-31T23:58:60Z",
    "2026-03-01T24:00:00Z",
    "2026-03-01T09:60:00Z",
    "2026-03-01T09:30:61Z",
    "2026-03-01T09:30:00",
    "2026-03-01T09:30:00.Z",
    "2026-03-01T09:30:00,5Z",
    "2026-03-01T09:30:00+3:00",
    "2026-03-01T09:30:00+0300",
    "2026-03-01T09:30:00+24:00",
    "2026-03-01T09:30:00+03:60",
    "2026-03-01T09:30:00ZZ",
    "2026-03-01T09:30Z",
    "2026-03-01 09:30:00Z",
    "+002026-03-01T09:30:00Z",
    "2026-3-1T09:30:00Z",
    "２０２６-03-01T09:30:00Z",
    "",
  ])("refuses %j", (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });
});
