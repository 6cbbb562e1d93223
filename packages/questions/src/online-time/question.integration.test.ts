import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allCells } from "../testing/all-cells.ts";
import { type ScratchFacts, startScratchFacts } from "../testing/scratch-facts.ts";
import { onlineTime, type OnlineTimeParams } from "./question.ts";

/** Zones that skip or repeat midnight itself, lie off the whole hour, or shift by half an hour. */
const zones = ["UTC", "Europe/Moscow", "America/Sao_Paulo", "Africa/Cairo", "Asia/Beirut", "Asia/Kathmandu", "Australia/Lord_Howe", "America/New_York"];

const everything: OnlineTimeParams = {
  level: "full",
  caller_id: 0,
  every_site: true,
  view_sites: [],
  every_department: true,
  view_departments: [],
  sites_given: false,
  site_ids: [],
  departments_given: false,
  department_ids: [],
  employees_given: false,
  employee_ids: [],
  from: 0,
  to: 2 ** 32 - 1,
  now: Date.UTC(2025, 0, 1) / 1000,
  zone: "UTC",
  rows_by: "none",
  by_date: false,
  by_department: false,
  by_employee: false,
  dates_max: 10_000,
};

describe("online-time", () => {
  let facts: ScratchFacts;
  const ask = async (params: Partial<OnlineTimeParams>, tenant = "acme") => [
    ...allCells(await onlineTime.ask(facts.readerFor(tenant), { ...everything, ...params }), ["row", "date"]),
  ];
  const change = (user_id: number, at: string, status: string, version = 1, tenant = "acme") => ({
    tenant,
    user_id,
    changed_at: Date.parse(`${at}Z`),
    version,
    status,
  });
  const employee = (object_id: number, fields: Record<string, unknown>) => ({ tenant: "acme", kind: "employee", object_id, version: 1, ...fields });
  const whole = async (params: Partial<OnlineTimeParams>) =>
    (await ask(params)).flatMap(({ cut, row_id, online_avg, online_days }) => (cut === "row" ? [[row_id, online_avg, online_days]] : []));

  beforeAll(async () => {
    facts = await startScratchFacts();
    await facts.insert("directory_object", [
      employee(1, { site_ids: [1, 2], department_ids: [1] }),
      employee(2, { site_ids: [2], department_ids: [1, 2], is_deleted: 1 }),
      employee(3, {}),
    ]);
    await facts.insert("status_change", [
      // each of the four is online, the other three are not; milliseconds are cut off before anything is subtracted
      change(1, "2024-03-01T10:00:00.900", "ONLINE"),
      change(1, "2024-03-01T10:00:10.100", "READY"),
      change(1, "2024-03-01T10:00:20", "DND"),
      change(1, "2024-03-01T11:00:00", "IN_SERVICE"),
      change(1, "2024-03-01T11:00:10", "TIMEOUT"),
      change(1, "2024-03-01T12:00:00", "AFTER_SERVICE"),
      change(1, "2024-03-01T12:00:11", "BANNED"),
      // over midnight, and on a day of its own less than a second: no day
      change(2, "2024-03-01T23:59:50", "READY"),
      change(2, "2024-03-02T00:00:00.999", "OFFLINE"),
      change(3, "2024-03-05T00:00:00", "READY"),
      change(3, "2024-03-05T00:00:07", "OFFLINE"),
      // known by his statuses alone, and online until now
      change(4, "2024-12-31T23:59:00", "READY"),
      change(5, "2024-01-01T00:00:00", "READY", 1, "other"),
      // two years without a break
      change(1, "2017-01-01T00:00:00", "ONLINE", 1, "zones"),
      change(1, "2023-12-31T00:00:00", "OFFLINE", 2, "zones"),
    ]);
  });
  afterAll(async () => await facts?.close());

  it("is the sum over employee-days with any online second, divided by their number, half up", async () => {
    expect(await whole({ rows_by: "employee" })).toEqual([
      [1, 41, 1],
      [2, 10, 1],
      [3, 7, 1],
      [4, 60, 1],
    ]);
    // 118 / 4 = 29.5
    expect(await whole({})).toEqual([[0, 30, 4]]);
    expect(
      (await ask({ by_date: true }))
        .filter(({ cut }) => cut === "date")
        .map(({ key, online_avg, online_days }) => [new Date(key * 86_400_000).toISOString().slice(0, 10), online_avg, online_days]),
    ).toEqual([
      ["2024-03-01", 26, 2],
      ["2024-03-05", 7, 1],
      ["2024-12-31", 60, 1],
    ]);
  });

  it("looks at nothing outside the asked interval, carries a status into it, and stops at now", async () => {
    const second = (text: string) => Date.parse(text) / 1000;
    expect(await whole({ from: second("2024-03-01T10:00:05Z"), to: second("2024-03-01T11:00:03Z"), employees_given: true, employee_ids: [1] })).toEqual([
      [0, 18, 1],
    ]);
    expect(await whole({ from: second("2024-12-31T23:59:30Z") })).toEqual([[0, 30, 1]]);
    expect(await whole({ now: second("2024-12-31T23:59:10Z"), employees_given: true, employee_ids: [4] })).toEqual([[0, 10, 1]]);
    expect(await whole({ from: everything.now })).toEqual([]);
  });

  it("a site's or department's pool is who is linked to it, the deleted ones too, and not who is linked nowhere", async () => {
    expect(await whole({ rows_by: "site" })).toEqual([
      [1, 41, 1],
      [2, 26, 2],
    ]);
    expect(await whole({ rows_by: "department" })).toEqual([
      [1, 26, 2],
      [2, 10, 1],
    ]);
  });

  it("sites and departments given at once narrow the pool to who is linked to both; an employee's own row is not narrowed", async () => {
    const both = { sites_given: true, site_ids: [1, 2], departments_given: true, department_ids: [2] };
    expect(await whole(both)).toEqual([[0, 10, 1]]);
    expect(await whole({ ...both, rows_by: "site" })).toEqual([[2, 10, 1]]);
    expect(await whole({ ...both, rows_by: "employee", employees_given: true, employee_ids: [3] })).toEqual([[3, 7, 1]]);
    expect(await whole({ sites_given: true })).toEqual([]);
  });

  it("who manages sites and departments sees who is linked to any of them; who sees himself alone, himself", async () => {
    const managed = { level: "managed" as const, every_site: false, every_department: false };
    expect(await whole({ ...managed, view_sites: [1] })).toEqual([[0, 41, 1]]);
    expect(await whole({ ...managed, view_departments: [2] })).toEqual([[0, 10, 1]]);
    expect(await whole({ ...managed, every_site: true })).toEqual([[0, 26, 2]]);
    expect(await whole({ ...managed })).toEqual([]);
    expect(await whole({ level: "own", caller_id: 3 })).toEqual([[0, 7, 1]]);
  });

  it.each(zones)("days of %s are all instants with their local date: 23, 24 or 25 hours", async (zone) => {
    const rows = (await ask({ zone, by_date: true }, "zones")).filter(({ cut }) => cut === "date");
    expect(rows.length).toBeGreaterThan(2500);
    const wrong = rows.slice(1, -1).flatMap(({ key, online_avg }) => {
      const day = Temporal.PlainDate.from("1970-01-01").add({ days: key });
      const expected = (day.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds - day.toZonedDateTime(zone).epochMilliseconds) / 1000;
      return online_avg === expected ? [] : [`${day.toString()}: ${online_avg}, not ${expected}`];
    });
    expect(wrong).toEqual([]);
  });
});
