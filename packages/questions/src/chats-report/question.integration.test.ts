import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answered, at, chat } from "../testing/chat-row.ts";
import { type ScratchFacts, startScratchFacts } from "../testing/scratch-facts.ts";
import { chatsReport, type ChatsReportParams } from "./question.ts";

const bot = { with_bot: 1, queued: 0 };
const employee = (object_id: number, first_name: string, last_name: string | null, login: string) => ({
  tenant: "acme",
  kind: "employee",
  object_id,
  version: 1,
  first_name,
  last_name,
  login,
});

const day: ChatsReportParams = {
  from: at("2025-03-05 00:00:00"),
  to: at("2025-03-06 00:00:00"),
  zone: "UTC",
  grain: "day",
  sum_employees: true,
  employee_logins: [],
  queue_ids: [],
  threshold: 20,
  skip: 0,
  take: 100,
};

describe("chats-report", () => {
  let facts: ScratchFacts;
  const ask = async (params: Partial<ChatsReportParams> = {}, tenant = "acme") => await chatsReport.ask(facts.readerFor(tenant), { ...day, ...params });

  beforeAll(async () => {
    facts = await startScratchFacts();
    await facts.insert("directory_object", [
      employee(1, "Ada", "Lovelace", "ada"),
      employee(2, "Ada", "Lovelace", "ada2"),
      employee(3, " Bo ", null, "bo"),
      employee(4, "Ąda", "Z", "shared"),
      employee(5, "Zed", "Z", "shared"),
      { tenant: "acme", kind: "site", object_id: 1, version: 1, title: "no employee", login: "ada" },
      { ...employee(1, "Eve", "Other", "ada"), tenant: "other" },
    ]);
    await facts.insert("chat", [
      chat({ chat_id: 1, started: "2025-03-05 00:00:00", employee_id: 1, queue_id: 7, ...answered(20, 100), face: "happy" }),
      chat({ chat_id: 2, started: "2025-03-05 10:00:00", employee_id: 1, queue_id: 7, ...answered(21, 101), face: "sad" }),
      chat({ chat_id: 3, started: "2025-03-05 10:00:00", employee_id: 2, queue_id: 8, answered: 1, wait: 0, face: "neutral" }),
      chat({ chat_id: 4, started: "2025-03-05 11:00:00", closed: 1 }),
      chat({ chat_id: 5, started: "2025-03-05 11:00:00", employee_id: 3 }),
      chat({ chat_id: 6, started: "2025-03-05 12:00:00", ...bot, closed: 1, face: "happy" }),
      chat({ chat_id: 7, started: "2025-03-05 12:00:00", ...bot }),
      chat({ chat_id: 8, started: "2025-03-05 13:00:00", with_bot: 1, employee_id: 99, ...answered(5, 3) }),
      chat({ chat_id: 9, started: "2025-03-05 23:59:59", visitor_wrote: 0, employee_id: 1, ...answered(1, 1), face: "happy" }),
      // outside: the second before, the end, a tombstone, a former version, another account
      chat({ chat_id: 10, started: "2025-03-04 23:59:59" }),
      chat({ chat_id: 11, started: "2025-03-06 00:00:00" }),
      chat({ chat_id: 12, started: "2025-03-05 09:00:00", version: 1 }),
      chat({ chat_id: 12, started: "2025-03-05 09:00:00", version: 2, deleted: 1 }),
      { ...chat({ chat_id: 13, started: "2025-03-05 09:00:00" }), tenant: "other" },
    ]);
    await facts.insert("chat", [chat({ chat_id: 1, started: "2025-03-05 00:00:00", version: 0, employee_id: 2, ...answered(999, 999) })]);
  });
  afterAll(async () => await facts.close());

  it("counts, times and rates the chats of a day in integers, rounded half up", async () => {
    expect(await ask()).toEqual([
      {
        total: 1,
        on_page: true,
        series: "2025-03-05",
        employee_name: null,
        chats: 9,
        incoming: 8,
        to_bot: 3,
        passed_by_bot: 1,
        finished_by_bot: 1,
        to_agent: 6,
        answered: 4,
        abandoned: 1,
        in_time_of_queued_hundredths: 5000,
        in_time_of_answered_hundredths: 7500,
        wait_min: 0,
        wait_max: 21,
        wait_sum: 46,
        wait_avg: 12,
        talk_min: 3,
        talk_max: 101,
        talk_sum: 204,
        talk_avg: 68,
        sad: 1,
        neutral: 1,
        happy: 3,
        happy_of_faces_hundredths: 6000,
        faces_of_answered_hundredths: 12_500,
      },
    ]);
  });

  it("groups by credited employee: by name, then login, nobody last, an unknown one with an empty name", async () => {
    const rows = await ask({ sum_employees: false });
    expect(rows.map(({ employee_name, chats }) => [employee_name, chats])).toEqual([
      ["", 1],
      ["Ada Lovelace", 3],
      ["Ada Lovelace", 1],
      ["Bo", 1],
      [null, 3],
    ]);
    expect(rows[0]?.total).toBe(5);
  });

  it("adds up: the sum row is the column sum of the employees' rows", async () => {
    const rows = await ask({ sum_employees: false });
    const [sum] = await ask();
    for (const counter of ["chats", "incoming", "to_agent", "answered", "abandoned", "finished_by_bot", "wait_sum", "talk_sum", "happy"] as const) {
      expect(
        rows.reduce((total, row) => total + row[counter], 0),
        counter,
      ).toBe(sum?.[counter]);
    }
  });

  it("takes an answer at the threshold as in time, and one second later not", async () => {
    const hits = async (threshold: number) => (await ask({ threshold }))[0]?.in_time_of_queued_hundredths;
    expect([await hits(0), await hits(19), await hits(20), await hits(21), await hits(2 ** 31 - 1)]).toEqual([1667, 3333, 5000, 6667, 6667]);
  });

  it("filters by login, case-sensitive, and a shared login selects both; nobody's chats are left out, in sums too", async () => {
    const names = async (...employee_logins: string[]) => (await ask({ sum_employees: false, employee_logins })).map((row) => row.employee_name);
    expect(await names("ada")).toEqual(["Ada Lovelace"]);
    expect(await names("ADA")).toEqual([]);
    expect(await names("nobody", "ada2", "bo")).toEqual(["Ada Lovelace", "Bo"]);
    expect(await names("")).toEqual([]);
    const [sum] = await ask({ employee_logins: ["ada", "ada2", "bo", "shared"] });
    expect(sum?.chats).toBe(5);
  });

  it("filters by queue; chats without one are left out", async () => {
    expect((await ask({ queue_ids: [7] }))[0]?.chats).toBe(2);
    expect((await ask({ queue_ids: [7, 8, 9] }))[0]?.chats).toBe(3);
    expect(await ask({ queue_ids: [Number.MAX_SAFE_INTEGER] })).toEqual([]);
  });

  it("pages after it has counted; a page past the end still knows the total", async () => {
    const page = await ask({ sum_employees: false, skip: 1, take: 2 });
    expect(page.filter(({ on_page }) => on_page).map(({ employee_name, chats }) => [employee_name, chats])).toEqual([
      ["Ada Lovelace", 3],
      ["Ada Lovelace", 1],
    ]);
    const past = await ask({ sum_employees: false, skip: 5 });
    expect(past.map(({ total, on_page }) => ({ total, on_page }))).toEqual([{ total: 5, on_page: false }]);
    expect(await ask({ sum_employees: false, skip: Number.MAX_SAFE_INTEGER })).toHaveLength(1);
  });

  it("labels every grain in the account's zone, both passes of the autumn hour alike", async () => {
    const rows = ["2024-10-27 00:30:00", "2024-10-27 01:30:00", "2024-12-29 23:30:00", "2025-03-30 01:00:00"];
    await facts.insert(
      "chat",
      rows.map((started, index) => ({ ...chat({ chat_id: index + 1, started }), tenant: "zones" })),
    );
    const series = async (grain: ChatsReportParams["grain"]) =>
      (await ask({ grain, zone: "Europe/Warsaw", from: 0, to: 2 ** 32 }, "zones")).map(({ series: label, chats }) => `${label}=${chats}`);
    expect(await series("hour_of_day")).toEqual(["00=1", "02=2", "03=1"]);
    expect(await series("minute")).toEqual(["2024-10-27 02:30=2", "2024-12-30 00:30=1", "2025-03-30 03:00=1"]);
    expect(await series("hour")).toEqual(["2024-10-27 02:00=2", "2024-12-30 00:00=1", "2025-03-30 03:00=1"]);
    expect(await series("day")).toEqual(["2024-10-27=2", "2024-12-30=1", "2025-03-30=1"]);
    expect(await series("week")).toEqual(["2024-W43=2", "2025-W01=1", "2025-W13=1"]);
    expect(await series("month")).toEqual(["2024-10=2", "2024-12=1", "2025-03=1"]);
    expect(await series("year")).toEqual(["2024=3", "2025=1"]);
  });

  it("rounds 1/3, 2/3 and 1/32 to 33.33, 66.67 and 3.13", async () => {
    const chats = (tenant: string, inTime: number, all: number) =>
      Array.from({ length: all }, (_, index) => ({
        ...chat({ chat_id: index + 1, started: "2025-03-05 10:00:00", ...answered(index < inTime ? 1 : 60, 0) }),
        tenant,
      }));
    await facts.insert("chat", [...chats("third", 1, 3), ...chats("thirds", 2, 3), ...chats("half-up", 1, 32)]);
    const percent = async (tenant: string) => (await ask({}, tenant))[0]?.in_time_of_answered_hundredths;
    expect([await percent("third"), await percent("thirds"), await percent("half-up")]).toEqual([3333, 6667, 313]);
  });
});
