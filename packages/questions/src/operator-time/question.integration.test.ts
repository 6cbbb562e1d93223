import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { at } from "../testing/chat-row.ts";
import { type ScratchFacts, startScratchFacts } from "../testing/scratch-facts.ts";
import { operatorTime, type OperatorTimeParams } from "./question.ts";

const noon: OperatorTimeParams = {
  from: at("2025-03-05 12:00:00"),
  to: at("2025-03-05 14:00:00"),
  now: at("2026-01-01 00:00:00"),
  bucket: "none",
  order: "user",
  user_ids: [],
  statuses: [],
};

describe("operator-time", () => {
  let facts: ScratchFacts;
  const ask = async (params: Partial<OperatorTimeParams>, tenant = "acme") => await operatorTime.ask(facts.readerFor(tenant), { ...noon, ...params });
  /** "user day hour STATUS min/avg/max/count/sum" */
  const told = async (params: Partial<OperatorTimeParams>, tenant?: string) =>
    (await ask(params, tenant)).map((row) =>
      [row.user_id, row.day, row.hour, row.status, [row.seconds_min, row.seconds_avg, row.seconds_max, row.samples, row.seconds_sum].join("/")]
        .filter((part) => part !== null)
        .join(" "),
    );
  let version = 0;
  const change = (user_id: number, changed_at: string, status: string, fields: Record<string, unknown> = {}) => ({
    tenant: "acme",
    user_id,
    changed_at,
    status,
    version: ++version,
    ...fields,
  });

  beforeAll(async () => {
    facts = await startScratchFacts();
    await facts.insert("status_change", [
      // 1: carries ONLINE over from the day before, repeats it, becomes READY and stays
      change(1, "2025-03-04 08:00:00.000", "OFFLINE"),
      change(1, "2025-03-04 09:00:00.000", "ONLINE"),
      change(1, "2025-03-05 12:10:00.000", "ONLINE"),
      change(1, "2025-03-05 12:30:00.900", "READY"),
      // 2: READY 10 s, less than a second of DND, READY again; OFFLINE is open and crosses the window's end
      change(2, "2025-03-05 12:59:50.000", "READY"),
      change(2, "2025-03-05 13:00:05.100", "DND"),
      change(2, "2025-03-05 13:00:05.800", "READY"),
      change(2, "2025-03-05 13:30:00.000", "OFFLINE"),
      // 3: at one millisecond the higher version stands, and without the loser READY is a repetition
      change(3, "2025-03-05 12:00:00.000", "READY"),
      change(3, "2025-03-05 12:00:30.500", "READY", { version: 901 }),
      change(3, "2025-03-05 12:00:30.500", "TIMEOUT", { version: 900 }),
      change(3, "2025-03-05 12:01:00.000", "OFFLINE"),
      // 4: only at the window's end
      change(4, "2025-03-05 14:00:00.000", "READY"),
      change(1, "2025-03-05 12:00:00.000", "DND", { tenant: "other" }),
    ]);
  });
  afterAll(async () => await facts.close());

  it("cuts intervals at the window's ends only, carries over, merges repetitions, leaves out pieces of no second", async () => {
    expect(await told({})).toEqual([
      "1 ONLINE 1800/1800/1800/1/1800",
      "1 READY 5400/5400/5400/1/5400",
      "2 OFFLINE 1800/1800/1800/1/1800",
      "2 READY 15/905/1795/2/1810",
      "3 OFFLINE 7140/7140/7140/1/7140",
      "3 READY 60/60/60/1/60",
    ]);
  });

  it("cuts at the edges of the asked buckets", async () => {
    expect(await told({ bucket: "hour", user_ids: [2] })).toEqual([
      "2 2025-03-05 12 READY 10/10/10/1/10",
      "2 2025-03-05 13 OFFLINE 1800/1800/1800/1/1800",
      "2 2025-03-05 13 READY 5/900/1795/2/1800",
    ]);
    expect(await told({ bucket: "hour_of_day", user_ids: [1], statuses: ["ONLINE"], from: at("2025-03-04 00:00:00"), to: at("2025-03-05 10:30:00") })).toEqual(
      Array.from({ length: 24 }, (_, hour) => hour).map(
        (hour) => `1 ${hour} ONLINE ${hour === 9 ? "3600/3600/3600/2/7200" : hour === 10 ? "1800/2700/3600/2/5400" : "3600/3600/3600/1/3600"}`,
      ),
    );
    expect(await told({ bucket: "day", user_ids: [1], from: at("2025-03-04 00:00:00"), to: at("2025-03-06 00:00:00") })).toEqual([
      "1 2025-03-04 OFFLINE 3600/3600/3600/1/3600",
      "1 2025-03-04 ONLINE 54000/54000/54000/1/54000",
      "1 2025-03-05 ONLINE 45000/45000/45000/1/45000",
      "1 2025-03-05 READY 41400/41400/41400/1/41400",
    ]);
  });

  it("never looks past now, and knows no status before the first event", async () => {
    expect(await told({ user_ids: [1], now: at("2025-03-05 12:40:00") })).toEqual(["1 ONLINE 1800/1800/1800/1/1800", "1 READY 600/600/600/1/600"]);
    expect(await told({ user_ids: [1], now: at("2025-03-05 12:30:00") })).toEqual(["1 ONLINE 1800/1800/1800/1/1800"]);
    expect(await told({ user_ids: [1], now: at("2025-03-05 11:00:00") })).toEqual([]);
    expect(await told({ user_ids: [1], from: 0, to: at("2025-03-04 09:00:00") })).toEqual(["1 OFFLINE 3600/3600/3600/1/3600"]);
    expect(await told({ user_ids: [1], from: 0, to: at("2025-03-04 08:00:00") })).toEqual([]);
    expect(await told({ to: noon.from })).toEqual([]);
    expect(await told({ from: 0, to: 2 ** 40, user_ids: [4], now: at("2025-03-05 14:00:01") })).toEqual(["4 READY 1/1/1/1/1"]);
  });

  it("counts nothing twice when the same change was written twice", async () => {
    const before = await told({});
    await facts.insert("status_change", [{ tenant: "acme", user_id: 3, changed_at: "2025-03-05 12:01:00.000", status: "OFFLINE", version: 12 }]);
    expect(await told({})).toEqual(before);
  });

  it("filters by user and status, and sees one account only", async () => {
    expect(await told({ user_ids: [2, 77], statuses: ["OFFLINE", "DND"] })).toEqual(["2 OFFLINE 1800/1800/1800/1/1800"]);
    expect(await told({}, "other")).toEqual(["1 DND 7200/7200/7200/1/7200"]);
    expect(await told({}, "nobody")).toEqual([]);
  });

  it("a status carried over and repeated at the window's start is one interval", async () => {
    await facts.insert("status_change", [
      change(9, "2025-03-05 11:00:00.000", "READY", { tenant: "edge" }),
      change(9, "2025-03-05 12:00:00.000", "READY", { tenant: "edge" }),
    ]);
    expect(await told({}, "edge")).toEqual(["9 READY 7200/7200/7200/1/7200"]);
  });
});
