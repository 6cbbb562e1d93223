import { communicationListColumns as columns, type ScalarColumn } from "@stats/questions";
import { describe, expect, it } from "vitest";
import { RpcError } from "../rpc/errors.ts";
import { readLocalTime } from "./local-time-text.ts";
import { withinPeriod } from "./period.ts";

const utc = (text: string) => Date.parse(`${text.replace(" ", "T")}Z`) / 1000;

describe("local times of the account", () => {
  it.each([
    ["2025-03-04 12:00:00", "Europe/Moscow", "2025-03-04 09:00:00", "2025-03-04 09:00:00"],
    ["2025-03-04", "Europe/Moscow", "2025-03-03 21:00:00", "2025-03-03 21:00:00"],
    // shown twice
    ["2025-10-26 02:30:00", "Europe/Berlin", "2025-10-26 00:30:00", "2025-10-26 01:30:00"],
    // skipped: the instant after the gap, whatever the minute (settled)
    ["2025-03-30 02:30:00", "Europe/Berlin", "2025-03-30 01:00:00", "2025-03-30 01:00:00"],
    // a midnight that does not exist
    ["2018-11-04", "America/Sao_Paulo", "2018-11-04 03:00:00", "2018-11-04 03:00:00"],
  ])("%s in %s is from %s to %s", (text, zone, first, last) => {
    expect(readLocalTime(text, zone)).toMatchObject({ first: utc(first), last: utc(last) });
  });

  it("as seconds of the clock face", () => {
    expect(readLocalTime("2025-03-30 02:30:00", "Europe/Berlin")?.localSeconds).toBe(utc("2025-03-30 02:30:00"));
  });
});

describe("a period", () => {
  const within = (date_from: string, date_till: string, zone = "Europe/Moscow", column: ScalarColumn = columns.started_at) =>
    withinPeriod(column, { date_from, date_till }, zone);
  const isTooLong = (from: string, till: string) => {
    try {
      within(from, till);
      return false;
    } catch (error) {
      return error instanceof RpcError && error.mnemonic === "date_interval_limit_reached";
    }
  };

  it("goes from the first instant of its start to the last of its end", () => {
    expect(within("2025-10-26 02:30:00", "2025-10-26 02:30:00", "Europe/Berlin")).toMatchObject({
      first: utc("2025-10-26 00:30:00"),
      last: utc("2025-10-26 01:30:00"),
    });
  });

  it("of local times is compared as such", () => {
    expect(within("2025-03-01", "2025-03-02", "Asia/Kolkata", columns.sale_date).condition).toMatchObject({
      all: [{ is: { test: "at_least", value: utc("2025-03-01") } }, { is: { test: "at_most", value: utc("2025-03-02") } }],
    });
  });

  it.each([
    ["90 days", "2025-02-01", "2025-05-02", false],
    ["90 days and a second, which are more than 3 months too", "2025-02-01", "2025-05-02 00:00:01", true],
    ["3 months of 92 days", "2025-07-01 12:00:00", "2025-10-01 12:00:00", false],
    ["3 months and a second", "2025-07-01", "2025-10-01 00:00:01", true],
    ["a leap year's 90 days", "2024-01-01", "2024-03-31", false],
    ["3 months from the 30th of November", "2024-11-30", "2025-02-28", false],
    ["a quarter up to its last second", "2025-01-01 00:00:00", "2025-03-31 23:59:59", false],
  ])("of %s", (_what, from, till, expected) => {
    expect(isTooLong(from, till)).toBe(expected);
  });

  it("of one second is one, also when it is shown twice", () => {
    expect(() => within("2025-03-01 00:00:01", "2025-03-01 00:00:00")).toThrow(RpcError);
    expect(within("2025-03-01 00:00:00", "2025-03-01 00:00:00").first).toBe(utc("2025-02-28 21:00:00"));
  });
});
