import { describe, expect, it } from "vitest";
import { endSecond, firstSecond, isEarlier, localDate } from "./local-date.ts";

const interval = (from: string, to: string, zone: string) =>
  [firstSecond(localDate.parse(from), zone), endSecond(localDate.parse(to), zone)].map((seconds) => new Date(seconds * 1000).toISOString().slice(0, 19));

describe("local dates", () => {
  it.each([
    ["a whole day", "2025-01-15", "2025-01-15", "Europe/Warsaw", "2025-01-14T23:00:00", "2025-01-15T23:00:00"],
    ["a day of 23 hours", "2025-03-30", "2025-03-30", "Europe/Warsaw", "2025-03-29T23:00:00", "2025-03-30T22:00:00"],
    ["a day of 25 hours", "2025-10-26", "2025-10-26", "Europe/Warsaw", "2025-10-25T22:00:00", "2025-10-26T23:00:00"],
    ["to the second, inclusive", "2025-01-15 10:00", "2025-01-15 10:00:00", "UTC", "2025-01-15T10:00:00", "2025-01-15T10:00:01"],
    [
      "an hour shown twice: the earlier as lower, the later as upper bound",
      "2025-10-26 02:30",
      "2025-10-26 02:30",
      "Europe/Warsaw",
      "2025-10-26T00:30:00",
      "2025-10-26T01:30:01",
    ],
    ["a skipped time: the instant after the gap", "2025-03-30 02:30", "2025-03-30 02:45", "Europe/Warsaw", "2025-03-30T01:00:00", "2025-03-30T01:00:01"],
    ["a zone of half an hour", "2025-01-15", "2025-01-15", "Asia/Kolkata", "2025-01-14T18:30:00", "2025-01-15T18:30:00"],
    ["a zone of three quarters", "2025-01-15 00:00", "2025-01-15", "Asia/Kathmandu", "2025-01-14T18:15:00", "2025-01-15T18:15:00"],
    ["a change of half an hour", "2025-04-06", "2025-04-06", "Australia/Lord_Howe", "2025-04-05T13:00:00", "2025-04-06T13:30:00"],
    ["a skipped midnight", "2024-09-08", "2024-09-08", "America/Santiago", "2024-09-08T04:00:00", "2024-09-09T03:00:00"],
    ["a day that never was", "2011-12-30", "2011-12-30", "Pacific/Apia", "2011-12-30T10:00:00", "2011-12-30T10:00:00"],
  ])("%s", (_case, from, to, zone, start, end) => {
    expect(interval(from, to, zone)).toEqual([start, end]);
  });

  it("compare on the calendar; equal bounds are one second", () => {
    const earlier = (to: string, from: string) => isEarlier(localDate.parse(to), localDate.parse(from));
    expect(earlier("2025-01-15", "2025-01-15 23:59:59")).toBe(false);
    expect(earlier("2025-01-15 10:00", "2025-01-15 10:00:00")).toBe(false);
    expect(earlier("2025-01-15 09:59:59", "2025-01-15 10:00")).toBe(true);
    expect(earlier("2025-01-14", "2025-01-15")).toBe(true);
  });
});
