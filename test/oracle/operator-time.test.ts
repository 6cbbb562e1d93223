import { describe, expect, it } from "vitest";
import { at } from "./given-events.ts";
import { operatorTime, type OperatorTimeParams } from "./operator-time.ts";
import type { StatusFact } from "./status-fact.ts";

let offset = 0;
const change = (userId: number, time: string, status: string): StatusFact => ({
  tenant: "acme",
  user_id: userId,
  changed_at_ms: at(time),
  status,
  partition: 0,
  offset: offset++,
});

// Operator 20: READY 10:00:00-10:30:00 (1800), DND -10:45:01 (901), READY -> open. Operator 3: ONLINE 11:50:00 -> open.
const changes = [change(20, "10:00:00", "READY"), change(20, "10:30:00", "DND"), change(20, "10:45:01", "READY"), change(3, "11:50:00", "ONLINE")];
const ask = (params: Partial<OperatorTimeParams>) =>
  operatorTime(changes, { from_date: "2026-03-10 10:00:00", to_date: "2026-03-10 12:00:00", user_id: "all", nowMs: at("23:00:00"), ...params });
const once = (seconds: number) => ({ min: seconds, avg: seconds, max: seconds, count: 1, sum: seconds });

describe("operator time, grouped by user", () => {
  it("counts samples per status; avg is the floor; users by number; statuses in declared order", () => {
    const answer = ask({});
    expect(answer).toEqual({
      result: [
        { user_id: 3, statistics: [{ acd_status: { ONLINE: once(600) } }] },
        // READY: 1800 and 4499 (10:45:01-12:00:00): sum 6299, 3149.5 -> 3149
        { user_id: 20, statistics: [{ acd_status: { READY: { min: 1800, avg: 3149, max: 4499, count: 2, sum: 6299 }, DND: once(901) } }] },
      ],
    });
    expect(Object.keys(answer.result[1]?.statistics[0]?.acd_status ?? {})).toEqual(["READY", "DND"]);
  });

  it("by hour: cuts at the hours", () => {
    expect(ask({ aggregation: "hour", user_id: [20] })).toEqual({
      result: [
        {
          user_id: 20,
          statistics: [
            { date: "2026-03-10", hour: 10, acd_status: { READY: { min: 899, avg: 1349, max: 1800, count: 2, sum: 2699 }, DND: once(901) } },
            { date: "2026-03-10", hour: 11, acd_status: { READY: once(3600) } },
          ],
        },
      ],
    });
  });

  it("by day and by hour of the day over two days", () => {
    const twoDays = { to_date: "2026-03-11 11:00:00", user_id: [3], nowMs: at("23:59:59") + 2 * 86_400_000 };
    expect(ask({ ...twoDays, aggregation: "day" })).toEqual({
      result: [
        {
          user_id: 3,
          statistics: [
            { date: "2026-03-10", acd_status: { ONLINE: once(43_800) } }, // 12:10 h
            { date: "2026-03-11", acd_status: { ONLINE: once(39_600) } },
          ],
        },
      ],
    });
    const hours = ask({ ...twoDays, to_date: "2026-03-11 12:00:00", aggregation: "hour_of_day" }).result[0]?.statistics;
    expect(hours).toHaveLength(24);
    expect(hours?.[11]).toEqual({ hour: 11, acd_status: { ONLINE: { min: 600, avg: 2100, max: 3600, count: 2, sum: 4200 } } }); // V2: each day's piece
    expect(hours?.[0]).toEqual({ hour: 0, acd_status: { ONLINE: once(3600) } });
  });

  it("V6: keys in the order of the request; V3: what has no sample is left out", () => {
    const keys = Object.keys(ask({ user_id: [20], acd_status: ["DND", "BANNED", "READY"] }).result[0]?.statistics[0]?.acd_status ?? {});
    expect(keys).toEqual(["DND", "READY"]);
    expect(ask({ acd_status: ["BANNED"] })).toEqual({ result: [] });
    expect(ask({ user_id: [999] })).toEqual({ result: [] });
  });

  it("a filtered-out status still parts what it parted", () => {
    expect(ask({ user_id: [20], acd_status: ["READY"] }).result[0]?.statistics[0]?.acd_status).toMatchObject({ READY: { count: 2 } });
  });
});

describe("operator time, grouped by time", () => {
  it("none: one item", () => {
    expect(ask({ group: "aggregation", acd_status: ["ONLINE", "DND"] })).toEqual({
      result: [
        {
          statistics: [
            { user_id: 3, acd_status: { ONLINE: once(600) } },
            { user_id: 20, acd_status: { DND: once(901) } },
          ],
        },
      ],
    });
    expect(ask({ group: "aggregation", acd_status: ["BANNED"] })).toEqual({ result: [] }); // V3
  });

  it("hour: buckets in order, users by number (V8)", () => {
    expect(ask({ group: "aggregation", aggregation: "hour", acd_status: ["READY", "ONLINE"] })).toEqual({
      result: [
        { date: "2026-03-10", hour: 10, statistics: [{ user_id: 20, acd_status: { READY: { min: 899, avg: 1349, max: 1800, count: 2, sum: 2699 } } }] },
        {
          date: "2026-03-10",
          hour: 11,
          statistics: [
            { user_id: 3, acd_status: { ONLINE: once(600) } },
            { user_id: 20, acd_status: { READY: once(3600) } },
          ],
        },
      ],
    });
  });
});

describe("the window (V4, X16)", () => {
  it("ends at the whole second of now, given or not", () => {
    expect(ask({ user_id: [3], nowMs: at("11:55:30.900") }).result[0]?.statistics[0]?.acd_status).toEqual({ ONLINE: once(330) });
    const { to_date: _, ...open } = { from_date: "2026-03-10 10:00:00", to_date: "", user_id: [3], nowMs: at("11:55:30.900") };
    expect(operatorTime(changes, open).result[0]?.statistics[0]?.acd_status).toEqual({ ONLINE: once(330) });
  });

  it("is empty when it begins where it ends, or in the future", () => {
    expect(ask({ to_date: "2026-03-10 10:00:00" })).toEqual({ result: [] });
    expect(ask({ nowMs: at("09:00:00") })).toEqual({ result: [] });
  });

  it("is refused when it ends before it begins", () => {
    expect(() => ask({ to_date: "2026-03-10 09:59:59" })).toThrow(RangeError);
  });
});

it("V11: the declared shape has texts for ids and lists of one element; hours may be counted from 1", () => {
  expect(ask({ user_id: [3], aggregation: "hour", reply_shape: "array", first_hour: 1 })).toEqual({
    result: [{ user_id: "3", statistics: [{ date: "2026-03-10", hour: 12, acd_status: [{ ONLINE: once(600) }] }] }],
  });
});
