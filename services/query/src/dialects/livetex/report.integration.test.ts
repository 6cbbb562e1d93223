import { connect, forTenant } from "@stats/facts";
import { type ScratchFacts, startScratchFacts } from "@stats/questions/testing";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hashPassword } from "../../accounts/password-hash.ts";
import { basic, startTestApp } from "../../testing/test-app.ts";

const users = ["acme", "long", "named", "fields", "empty"] as const;
type Row = Record<string, unknown>;

describe("reports", () => {
  let facts: ScratchFacts;
  let app: FastifyInstance;
  let accounts: unknown[];
  const get = async (login: string, url: string) => await app.inject({ url: `/v2/stats/${url}`, headers: { authorization: basic(login, "p") } });
  const answer = async (login: string, method: string, query: Record<string, string> = {}) => {
    const reply = await get(login, `${method}?${new URLSearchParams(query).toString()}`);
    expect(reply.statusCode, reply.body).toBe(200);
    return reply.json<{ total: number; results: Row[] }>();
  };
  const summary = async (login: string, query: Record<string, string>) => (await answer(login, "summary", query)).results as unknown as Row;

  beforeAll(async () => {
    facts = await startScratchFacts();
    const password = await hashPassword("p");
    accounts = users.map((tenant) => ({ tenant, timezone: "UTC", livetex: { users: [{ login: tenant, password, role: "admin" }] } }));
    ({ app } = await startTestApp(accounts, facts.readerFor));
    const object = (tenant: string, kind: string, object_id: number, fields: Row) => ({ tenant, kind, object_id, version: 1, ...fields });
    const chat = (tenant: string, chat_id: number, at: string, fields: Row = {}) => ({
      tenant,
      chat_id,
      version: 1,
      started_at: Date.parse(`${at}Z`) / 1000,
      ...fields,
    });
    const change = (tenant: string, user_id: number, at: string, status: string) => ({ tenant, user_id, version: 1, changed_at: Date.parse(`${at}Z`), status });
    await facts.insert("directory_object", [
      ...["\uFF5E", "\u{1F600}", "a", "B", "a"].map((last_name, index) => object("named", "employee", index + 1, { last_name, first_name: "x" })),
      object("named", "employee", 6, { first_name: "x", last_name: null }),
      object("acme", "employee", 1, { first_name: "Ann", last_name: "Z", login: "ann", email: "a@x", site_ids: [1], department_ids: [1, 2] }),
      object("acme", "employee", 2, { first_name: "Zed", last_name: "A", is_deleted: 1, site_ids: [2] }),
      object("acme", "employee", 3, { first_name: "Idle", last_name: "I" }),
      object("acme", "employee", 4, { first_name: "Gone", last_name: "G", is_deleted: 1 }),
      // only ever said to be deleted
      object("acme", "employee", 8, { first_name: null, last_name: null, is_deleted: 1 }),
      object("acme", "site", 1, { title: "one" }),
      object("acme", "site", 2, { title: "two", is_deleted: 1 }),
      object("acme", "site", 3, { title: "idle" }),
      object("acme", "site", 4, { title: "gone", is_deleted: 1 }),
      object("acme", "department", 1, { title: "Sales" }),
      object("acme", "department", 2, { title: "Care" }),
    ]);
    await facts.insert("chat", [
      chat("acme", 1, "2025-05-01T10:00:00", { employee_id: 1, site_id: 1, department_id: 1, visitor_wrote: 1, answered: 1, wait: 0, vote: "positive" }),
      chat("acme", 2, "2025-05-02T10:00:00", { employee_id: 2, site_id: 1, visitor_wrote: 1, answered: 1, wait: 5, vote: "negative" }),
      chat("acme", 3, "2025-05-02T10:00:00", { employee_id: 77, site_id: 2, department_id: 88, visitor_wrote: 0, answered: 1, wait: 900 }),
      chat("acme", 4, "2025-05-03T10:00:00", { site_id: 1, department_id: 1 }),
      chat("acme", 5, "2025-06-01T09:00:00", { site_id: 99 }),
      ...Array.from({ length: 367 }, (_, day) => ({
        tenant: "long",
        chat_id: day + 1,
        version: 1,
        started_at: Date.UTC(2023, 0, 1 + day) / 1000,
        employee_id: 1 + (day % 2),
        site_id: 1,
      })),
    ]);
    await facts.insert("lead", [{ tenant: "long", offline_message_id: 1, version: 1, received_at: Date.UTC(2022, 0, 1) / 1000 }]);
    await facts.insert("status_change", [
      change("acme", 1, "2025-05-01T00:00:00", "READY"),
      change("acme", 1, "2025-05-01T00:00:10", "DND"),
      change("acme", 2, "2025-05-31T23:59:30", "IN_SERVICE"),
      change("acme", 50, "2025-06-01T00:00:00", "ONLINE"),
      change("acme", 50, "2025-06-01T00:00:01", "OFFLINE"),
    ]);
  });
  afterAll(async () => {
    await app?.close();
    await facts?.close();
  });

  it("names order by code point, null as empty; ties by id, also where a statistic descends", async () => {
    const ids = async (query: Record<string, string>) => (await answer("named", "employees", { fields: "id", ...query })).results.map(({ id }) => id);
    expect(await ids({})).toEqual([6, 4, 3, 5, 1, 2]);
    expect(await ids({ sort: "first_name:a" })).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await ids({ sort: "chats_total:d" })).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it("pages after it has ordered; total is that of the selection, also past the end", async () => {
    const page = async (query: Record<string, string>) => {
      const { total, results } = await answer("named", "employees", { fields: "id", ...query });
      return [total, results.map(({ id }) => id)];
    };
    expect(await page({ limit: "2", offset: "1" })).toEqual([6, [4, 3]]);
    expect(await page({ limit: "1000", offset: "6" })).toEqual([6, []]);
    expect(await page({ offset: "9007199254740991" })).toEqual([6, []]);
  });

  it("employees: deleted participants and ids that nobody wrote to the directory are listed, deleted idle ones are not", async () => {
    const attributes = "id,first_name,last_name,patronymic,login,email,phone,state,is_deleted";
    const blank = { patronymic: null, email: null, phone: null, login: "" };
    expect((await answer("acme", "employees", { fields: attributes, sort: "chats_total:a" })).results).toEqual([
      { ...blank, id: 3, first_name: "Idle", last_name: "I", state: "offline", is_deleted: false },
      { ...blank, id: 50, first_name: "", last_name: "", state: "online", is_deleted: false },
      { ...blank, id: 1, first_name: "Ann", last_name: "Z", login: "ann", email: "a@x", state: "busy", is_deleted: false },
      { ...blank, id: 2, first_name: "Zed", last_name: "A", state: "online", is_deleted: true },
      { ...blank, id: 77, first_name: "", last_name: "", state: "offline", is_deleted: false },
    ]);
    expect((await answer("acme", "employees", { q: "employee_ids=8", fields: "id,first_name,last_name,is_deleted" })).results).toEqual([
      { id: 8, first_name: "", last_name: "", is_deleted: true },
    ]);
    expect((await answer("acme", "employees", { q: "employee_ids=4,5,77", fields: "id,is_deleted" })).results).toEqual([
      { id: 77, is_deleted: false },
      { id: 4, is_deleted: true },
    ]);
  });

  it("is_online looks at the second of now and not after it; busy is not online; both at once is nobody", async () => {
    const ids = async (q: string) => (await answer("acme", "employees", { q, fields: "id", sort: "calls_total:a" })).results.map(({ id }) => id);
    expect(await ids("is_online=true")).toEqual([2, 50]);
    expect(await ids("is_online=no")).toEqual([1, 3, 77]);
    expect(await ids("is_online=1 employee_ids=1,50")).toEqual([50]);
    expect(await ids("is_online=yes is_online=no")).toEqual([]);
  });

  it("sites and departments: participants deleted or unknown, idle ones that are not deleted, and the fictitious department", async () => {
    expect((await answer("acme", "sites", { fields: "id,url,is_deleted,chats_total" })).results).toEqual([
      { id: 99, url: "", is_deleted: false, chats_total: 1 },
      { id: 3, url: "idle", is_deleted: false, chats_total: 0 },
      { id: 1, url: "one", is_deleted: false, chats_total: 3 },
      { id: 2, url: "two", is_deleted: true, chats_total: 1 },
    ]);
    const departments = { fields: "id,title,is_deleted,chats_total,online_time_avg" };
    expect((await answer("acme", "departments", { ...departments, sort: "chats_total:d" })).results).toEqual([
      { id: 0, title: "", is_deleted: false, chats_total: 2, online_time_avg: 0 },
      { id: 1, title: "Sales", is_deleted: false, chats_total: 2, online_time_avg: 10 },
      { id: 88, title: "", is_deleted: false, chats_total: 1, online_time_avg: 0 },
      { id: 2, title: "Care", is_deleted: false, chats_total: 0, online_time_avg: 10 },
    ]);
    expect(await answer("acme", "departments", { fields: "id", q: "department_ids=1,2,3" })).toEqual({ total: 2, results: [{ id: 2 }, { id: 1 }] });
  });

  it("breakdown entries: only with something behind a requested figure, a wait of 0 s included; by name or by the rows' statistic", async () => {
    const site = async (query: Record<string, string>) => (await answer("acme", "sites", { q: "site_ids=1", ...query })).results[0];
    expect(await site({ fields: "chats_first_answer_avg,by_date,by_department,by_employee" })).toEqual({
      chats_first_answer_avg: 3,
      by_date: [
        { date: "2025-05-01", chats_first_answer_avg: 0 },
        { date: "2025-05-02", chats_first_answer_avg: 5 },
      ],
      by_department: [
        { id: "0", title: "", chats_first_answer_avg: 5 },
        { id: "1", title: "Sales", chats_first_answer_avg: 0 },
      ],
      by_employee: [
        { id: "2", first_name: "Zed", last_name: "A", chats_first_answer_avg: 5 },
        { id: "1", first_name: "Ann", last_name: "Z", chats_first_answer_avg: 0 },
      ],
    });
    expect(await site({ fields: "chats_total,by_employee,employee(id)", sort: "employee(first_name):a" })).toEqual({
      chats_total: 3,
      by_employee: [
        { id: "1", chats_total: 1 },
        { id: "2", chats_total: 1 },
      ],
    });
    expect(await site({ fields: "online_time_avg,by_department,by_employee,employee(login),department(id)", sort: "online_time_avg:d" })).toEqual({
      online_time_avg: 10,
      by_department: [
        { id: "1", online_time_avg: 10 },
        { id: "2", online_time_avg: 10 },
      ],
      // 30 s to midnight, and none after it: now is midnight
      by_employee: [
        { login: "", online_time_avg: 30 },
        { login: "ann", online_time_avg: 10 },
      ],
    });
    expect(await site({ fields: "id,by_date,by_department,by_employee" })).toEqual({ id: 1, by_date: [], by_department: [], by_employee: [] });
  });

  it("votes count by the latest vote, and averages skip chats that no visitor wrote in", async () => {
    expect(await summary("acme", { fields: "visitor_votes_pos,visitor_votes_neg,chats_first_answer_avg" })).toEqual({
      visitor_votes_pos: 1,
      visitor_votes_neg: 1,
      chats_first_answer_avg: 3,
    });
  });

  it("a dialog after now counts, online time after now does not", async () => {
    expect(await summary("acme", { q: "date>=2025-06-01", fields: "chats_total,online_time_avg" })).toEqual({ chats_total: 1, online_time_avg: 0 });
  });

  it("366 listed dates are answered, 367 refused, over all rows together and whatever the page; days that list nothing do not count", async () => {
    const status = async (method: string, query: Record<string, string>) =>
      (await get("long", `${method}?${new URLSearchParams(query).toString()}`)).statusCode;
    expect(await status("summary", { fields: "chats_total,by_date" })).toBe(422);
    expect(await status("employees", { fields: "chats_total,by_date", limit: "1" })).toBe(422);
    expect(await status("employees", { fields: "chats_total,by_date", q: "employee_ids=1" })).toBe(200);
    expect((await summary("long", { fields: "chats_total,by_date", q: "date>=2023-01-02" }))["by_date"]).toHaveLength(366);
    expect((await summary("long", { fields: "leads_total,by_date" }))["by_date"]).toEqual([{ date: "2022-01-01", leads_total: 1 }]);
    expect(await status("summary", { fields: "chats_total" })).toBe(200);
  });

  it("an account without facts is zeros and no rows", async () => {
    expect(await summary("empty", {})).toEqual({ online_time_avg: 0, chats_total: 0, calls_total: 0, leads_total: 0 });
    expect(await summary("empty", { fields: "employee_remarks_by_remark,by_date" })).toEqual({ employee_remarks_by_remark: [], by_date: [] });
    expect(await answer("empty", "employees")).toEqual({ total: 0, results: [] });
    expect(Object.values((await get("empty", "contacts")).json<{ results: Row }>().results)).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  it("503 in its own shape when the engine is away, never an empty answer", async () => {
    const client = connect({ url: "http://127.0.0.1:1", database: "stats" });
    const logged: string[] = [];
    const away = await startTestApp(accounts, (tenant) => forTenant(client, tenant), logged);
    for (const method of ["employees", "summary", "contacts"]) {
      const reply = await away.app.inject({ url: `/v2/stats/${method}`, headers: { authorization: basic("acme", "p") } });
      expect([reply.statusCode, reply.body]).toEqual([503, '{"code":503,"message":"Service Unavailable"}']);
    }
    expect(logged.join("")).toContain("QuestionUnanswered");
    await away.app.close();
    await client.close();
  });
});
