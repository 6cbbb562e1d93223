import { describe, expect, it } from "vitest";
import { chatFact, type ChatFact } from "./chat-fact.ts";
import { chatsReport, type ChatsReportParams } from "./chats-report.ts";
import type { DirectoryFact } from "./directory-fact.ts";
import { chatStory } from "./given-events.ts";

let nextId = 1;
/** An empty open chat without bot that started at the given time of day; the rest as told. */
function chat(time: string, told: Partial<ChatFact> = {}): ChatFact {
  const empty = chatFact(chatStory([time, "started", { initiator: "visitor" }]));
  if (!empty) throw new Error("a chat that has started has a row");
  return { ...empty, chat_id: nextId++, ...told };
}
const answered = (time: string, employeeId: number, wait: number, talk: number, told: Partial<ChatFact> = {}) =>
  chat(time, { visitor_wrote: 1, answered: 1, closed: 1, employee_id: employeeId, wait, talk, ...told });

function employee(id: number, login: string, first: string, last: string | null): DirectoryFact {
  return {
    tenant: "acme",
    kind: "employee",
    object_id: id,
    is_deleted: 0,
    title: "",
    login,
    first_name: first,
    last_name: last,
    patronymic: "P",
    email: null,
    phone: null,
    domain_name: null,
    department_ids: [],
    site_ids: [],
    managed_department_ids: null,
    managed_site_ids: null,
  };
}
const staff = [employee(1, "anowak", "Anna", "Nowak"), employee(2, "jk", "Jan", null), employee(3, "a2", "Anna", "Nowak")];

const report = (chats: readonly ChatFact[], params: Partial<ChatsReportParams> = {}) =>
  chatsReport(chats, staff, "UTC", { date_from: "2026-03-10", date_to: "2026-03-10", ...params });
const zero = { min: "00:00:00", max: "00:00:00", sum: "00:00:00", avg: "00:00:00" };

describe("a row", () => {
  it("has every figure of the definition", () => {
    const bot = { visitor_wrote: 1, with_bot: 1, queued: 0, queued_at: 0, employee_id: 1 } as const;
    const { rows } = report([
      answered("08:00:00", 1, 20, 100, { face: "happy" }), // in time: the threshold is inclusive
      answered("08:00:00", 1, 21, 4_000, { face: "sad" }),
      answered("08:00:00", 1, 0, 0, { closed: 0, with_bot: 1 }), // still open: no chat time
      chat("08:00:00", { visitor_wrote: 1, employee_id: 1 }), // T6: still waiting
      chat("08:00:00", { visitor_wrote: 1, closed: 1, employee_id: 1 }), // abandoned
      chat("08:00:00", { ...bot, closed: 1 }), // finished by the bot
      chat("08:00:00", bot), // still with the bot
      chat("08:00:00", { closed: 1, employee_id: 1, face: "happy" }), // X4: empty, so not abandoned; T4: its face counts
    ]);
    expect(rows).toEqual([
      {
        series: "2026-03",
        user_name: "Anna Nowak",
        incoming: 7,
        incoming_to_agent: 5,
        incoming_including_empty: 8,
        abandoned: 1,
        answered: 3,
        incoming_to_bot: 3,
        transferred_by_bot: 1,
        finished_by_bot: 1,
        service_level_percent: 40, // 2 of 5
        chat_time: { min: "00:01:40", max: "01:06:40", sum: "01:08:20", avg: "00:34:10" },
        wait_time: { min: "00:00:00", max: "00:00:21", sum: "00:00:41", avg: "00:00:14" }, // 13.67
        sla_percent: 66.67, // 2 of 3
        rating: { rate: { sad: 1, neutral: 0, happy: 2 }, satisfaction_percent: 66.67, rated_percent: 100 },
      },
    ]);
    expect(Object.keys(rows[0] ?? {})).toEqual([
      "series",
      "user_name",
      "incoming",
      "incoming_to_agent",
      "incoming_including_empty",
      "abandoned",
      "answered",
      "incoming_to_bot",
      "transferred_by_bot",
      "finished_by_bot",
      "service_level_percent",
      "chat_time",
      "wait_time",
      "sla_percent",
      "rating",
    ]);
  });

  it("T6: answered, but all still open: no chat time", () => {
    expect(report([answered("08:00:00", 1, 5, 0, { closed: 0 })]).rows[0]).toMatchObject({ answered: 1, chat_time: zero });
  });

  it("X4: an answered chat in which the visitor never wrote counts as started only", () => {
    const row = report([answered("08:00:00", 1, 5, 60, { visitor_wrote: 0 })]).rows[0];
    expect(row).toMatchObject({ incoming_including_empty: 1, incoming: 0, answered: 0, wait_time: zero, chat_time: zero, service_level_percent: 0 });
  });

  it("counts with the threshold that is asked for", () => {
    const chats = [answered("08:00:00", 1, 0, 1), answered("08:00:00", 1, 50, 1), answered("08:00:00", 1, 51, 1)];
    expect([0, 50, 51].map((response_threshold) => report(chats, { response_threshold }).rows[0]?.sla_percent)).toEqual([33.33, 66.67, 100]);
  });
});

describe("rows and their order", () => {
  it("T2: series, name in code points with null last, login, id", () => {
    const chats = [
      chat("10:00:00"),
      chat("10:00:00", { employee_id: 2 }),
      chat("10:00:00", { employee_id: 1 }),
      chat("10:00:00", { employee_id: 3 }),
      chat("10:00:00", { employee_id: 77 }),
      chat("09:00:00", { employee_id: 2 }),
    ];
    const { rows, total } = report(chats, { aggregate_by: "hour" });
    expect(rows.map(({ series, user_name }) => [series, user_name])).toEqual([
      ["2026-03-10 09:00", "Jan"],
      ["2026-03-10 10:00", ""], // X14: never upserted
      ["2026-03-10 10:00", "Anna Nowak"], // a2, number 3
      ["2026-03-10 10:00", "Anna Nowak"], // anowak, number 1
      ["2026-03-10 10:00", "Jan"],
      ["2026-03-10 10:00", null],
    ]);
    expect(total).toBe(6);
  });

  it("X17: code points, not UTF-16 units", () => {
    const people = [employee(1, "a", "\u{1d4b5}", null), employee(2, "b", "\uff21", null)];
    const { rows } = chatsReport([chat("10:00:00", { employee_id: 1 }), chat("10:00:00", { employee_id: 2 })], people, "UTC", {
      date_from: "2026-03-10",
      date_to: "2026-03-10",
    });
    expect(rows.map(({ user_name }) => user_name)).toEqual(["\uff21", "\u{1d4b5}"]);
  });

  it("sums the users into one row a series without a name", () => {
    const { rows } = report([chat("10:00:00"), chat("10:00:00", { employee_id: 2 }), chat("10:00:00", { employee_id: 1 })], { sum_users: true });
    expect(rows).toMatchObject([{ user_name: null, incoming_including_empty: 3 }]);
  });

  it("pages after counting", () => {
    const chats = [chat("08:00:00"), chat("09:00:00"), chat("10:00:00")];
    const { rows, total } = report(chats, { aggregate_by: "hour_of_day", limit: 1, offset: 1 });
    expect({ series: rows.map(({ series }) => series), total }).toEqual({ series: ["09"], total: 3 });
    expect(report(chats, { offset: 9 })).toEqual({ rows: [], total: 1 });
  });
});

describe("filters", () => {
  const chats = [
    chat("10:00:00"),
    chat("10:00:00", { employee_id: 1, queue_id: 5 }),
    chat("10:00:00", { employee_id: 2, queue_id: 6 }),
    chat("10:00:00", { employee_id: 77, queue_id: 5 }),
  ];

  it("T7, T9: logins are exact, unknown ones match nothing, and the uncredited are left out in sums too", () => {
    expect(report(chats, { user_logins: ["anowak", "nobody"] }).rows.map(({ user_name }) => user_name)).toEqual(["Anna Nowak"]);
    expect(report(chats, { user_logins: ["ANOWAK"] }).rows).toEqual([]);
    expect(report(chats, { user_logins: ["anowak", "jk"], sum_users: true }).rows).toMatchObject([{ incoming_including_empty: 2 }]);
  });

  it("T7: a login that two share selects both", () => {
    const shared = [employee(1, "x", "A", null), employee(2, "x", "B", null)];
    const { rows } = chatsReport(chats, shared, "UTC", { date_from: "2026-03-10", date_to: "2026-03-10", user_logins: ["x"] });
    expect(rows.map(({ user_name }) => user_name)).toEqual(["A", "B"]);
  });

  it("T9: with queues, chats without a queue are left out", () => {
    expect(report(chats, { chat_queue_ids: [5], sum_users: true }).rows).toMatchObject([{ incoming_including_empty: 2 }]);
  });

  it("both ends of the interval are inclusive, to the second", () => {
    const around = [chat("09:59:59"), chat("10:00:00"), chat("10:30:00"), chat("10:30:01")];
    expect(report(around, { date_from: "2026-03-10 10:00:00", date_to: "2026-03-10 10:30:00", sum_users: true }).rows[0]?.incoming_including_empty).toBe(2);
  });
});
