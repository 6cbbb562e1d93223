import { type ScratchFacts, startScratchFacts } from "@stats/questions/testing";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hashPassword } from "../../accounts/password-hash.ts";
import { basic, startTestApp } from "../../testing/test-app.ts";

const admin = { authorization: basic("admin", "a") };
const [first, second] = [1_234_567, 1_234_595];

/** Chats of an employee and site; `started` is local (Moscow was four hours ahead then). */
let chatId = 0;
function chats(count: number, started: string, fields: Record<string, unknown>) {
  return Array.from({ length: count }, () => ({
    tenant: "acme",
    chat_id: ++chatId,
    version: 1,
    started_at: Date.parse(`${started}+04:00`) / 1000,
    visitor_wrote: 1,
    queued: 1,
    ...fields,
  }));
}
const change = (user_id: number, at: string, status: string, version: number) => ({
  tenant: "acme",
  user_id,
  changed_at: Date.parse(`${at}+04:00`),
  status,
  version,
});

describe("the example rows of the vendor's page", () => {
  let facts: ScratchFacts;
  let app: FastifyInstance;
  const get = async (query: string): Promise<unknown> => {
    const reply = await app.inject({ url: `/v2/stats/${query}`, headers: admin });
    expect(reply.statusCode, reply.body).toBe(200);
    return reply.json();
  };

  beforeAll(async () => {
    facts = await startScratchFacts();
    const accounts = [{ tenant: "acme", livetex: { users: [{ login: "admin", password: await hashPassword("a"), role: "admin" }] } }];
    ({ app } = await startTestApp(accounts, facts.readerFor));
    const object = (kind: string, object_id: number, fields: Record<string, unknown>) => ({ tenant: "acme", kind, object_id, version: 1, ...fields });
    await facts.insert("directory_object", [
      object("employee", first, { first_name: "Денис", last_name: "Колесников", site_ids: [1_234_568] }),
      object("employee", second, { first_name: "Ирина", last_name: "Попова", site_ids: [first] }),
      object("site", 1_234_567, { title: "first.mysyte.ru" }),
      object("site", 1_234_568, { title: "second.mysyte.ru" }),
      object("department", 123_456, { title: "Отдел доставки" }),
      object("department", 123_457, { title: "Отдел продаж" }),
      object("remark", 123_456, { title: "Консультация была эффективной" }),
      object("remark", 123_457, { title: "Консультация была неэффективной" }),
    ]);
    await facts.insert("chat", [
      ...chats(7, "2013-10-15T00:00:00", { employee_id: first, site_id: 1_234_567, department_id: 123_456, remark_id: 123_456 }),
      ...chats(5, "2013-10-16T23:59:59", { employee_id: first, site_id: 1_234_567, department_id: 123_457 }),
      ...chats(8, "2013-10-15T12:00:00", { employee_id: second, site_id: 1_234_568, department_id: 123_456, remark_id: 123_456 }),
      ...chats(7, "2013-10-16T12:00:00", { employee_id: second, site_id: 1_234_568, department_id: 123_457, remark_id: 123_456 }),
    ]);
    const dialog = (employee_id: number, site_id: number, day: string) => ({
      tenant: "acme",
      version: 1,
      employee_id,
      site_id,
      at: Date.parse(`${day}T10:00:00+04:00`) / 1000,
    });
    const calls = [
      dialog(first, 1_234_567, "2013-10-15"),
      dialog(first, 1_234_567, "2013-10-15"),
      ...Array.from({ length: 4 }, () => dialog(second, 1_234_568, "2013-10-16")),
    ];
    await facts.insert(
      "call",
      calls.map(({ at, ...fields }, index) => ({ ...fields, started_at: at, call_id: index + 1, remark_id: index === 0 ? 0 : 123_457 })),
    );
    await facts.insert("call", [{ tenant: "acme", version: 1, call_id: 7, started_at: Date.parse("2013-10-16T09:00:00+04:00") / 1000, remark_id: 123_457 }]);
    await facts.insert(
      "lead",
      Array.from({ length: 7 }, (_, index) => ({
        tenant: "acme",
        version: 1,
        offline_message_id: index + 1,
        received_at: Date.parse("2013-10-16T00:00:00+04:00") / 1000,
      })),
    );
    await facts.insert("status_change", [
      change(first, "2013-10-15T10:00:00", "READY", 1),
      change(first, "2013-10-15T11:00:00", "DND", 2),
      change(first, "2013-10-15T12:00:00", "ONLINE", 3),
      change(first, "2013-10-15T15:04:40", "OFFLINE", 4),
      change(second, "2013-10-15T22:00:00", "AFTER_SERVICE", 5),
      change(second, "2013-10-16T10:01:48", "IN_SERVICE", 6),
      change(second, "2013-10-16T10:01:48", "OFFLINE", 7),
    ]);
  });
  afterAll(async () => {
    await app?.close();
    await facts?.close();
  });

  it("employees", async () => {
    expect(await get("employees")).toEqual({
      total: 2,
      results: [
        { id: first, first_name: "Денис", last_name: "Колесников", online_time_avg: 14_680, chats_total: 12, calls_total: 2, leads_total: 0 },
        { id: second, first_name: "Ирина", last_name: "Попова", online_time_avg: 21_654, chats_total: 15, calls_total: 4, leads_total: 0 },
      ],
    });
  });

  it("employees with by_date", async () => {
    const reply = await app.inject({ url: "/v2/stats/employees?fields=id,first_name,last_name,chats_total,by_date", headers: admin });
    expect(reply.body).toBe(
      JSON.stringify({
        total: 2,
        results: [
          {
            id: first,
            first_name: "Денис",
            last_name: "Колесников",
            chats_total: 12,
            by_date: [
              { date: "2013-10-15", chats_total: 7 },
              { date: "2013-10-16", chats_total: 5 },
            ],
          },
          {
            id: second,
            first_name: "Ирина",
            last_name: "Попова",
            chats_total: 15,
            by_date: [
              { date: "2013-10-15", chats_total: 8 },
              { date: "2013-10-16", chats_total: 7 },
            ],
          },
        ],
      }),
    );
  });

  it("sites: online time is that of the linked employees", async () => {
    expect(await get("sites")).toEqual({
      total: 2,
      results: [
        { id: 1_234_567, url: "first.mysyte.ru", online_time_avg: 21_654, chats_total: 12, calls_total: 2, leads_total: 0 },
        { id: 1_234_568, url: "second.mysyte.ru", online_time_avg: 14_680, chats_total: 15, calls_total: 4, leads_total: 0 },
      ],
    });
  });

  it("sites with by_department: ids are texts there", async () => {
    expect(await get("sites?fields=id,url,chats_total,by_department")).toEqual({
      total: 2,
      results: [
        {
          id: 1_234_567,
          url: "first.mysyte.ru",
          chats_total: 12,
          by_department: [
            { id: "123456", title: "Отдел доставки", chats_total: 7 },
            { id: "123457", title: "Отдел продаж", chats_total: 5 },
          ],
        },
        {
          id: 1_234_568,
          url: "second.mysyte.ru",
          chats_total: 15,
          by_department: [
            { id: "123456", title: "Отдел доставки", chats_total: 8 },
            { id: "123457", title: "Отдел продаж", chats_total: 7 },
          ],
        },
      ],
    });
  });

  it("sites with by_employee", async () => {
    expect(await get("sites?fields=id,url,chats_total,by_employee")).toEqual({
      total: 2,
      results: [
        {
          id: 1_234_567,
          url: "first.mysyte.ru",
          chats_total: 12,
          by_employee: [{ id: String(first), first_name: "Денис", last_name: "Колесников", chats_total: 12 }],
        },
        {
          id: 1_234_568,
          url: "second.mysyte.ru",
          chats_total: 15,
          by_employee: [{ id: String(second), first_name: "Ирина", last_name: "Попова", chats_total: 15 }],
        },
      ],
    });
  });

  it("departments, and the fictitious one first", async () => {
    expect(await get("departments?fields=department,chats_total,by_date")).toEqual({
      total: 3,
      results: [
        { id: 0, title: "", chats_total: 0, by_date: [] },
        { id: 123_456, title: "Отдел доставки", chats_total: 15, by_date: [{ date: "2013-10-15", chats_total: 15 }] },
        { id: 123_457, title: "Отдел продаж", chats_total: 12, by_date: [{ date: "2013-10-16", chats_total: 12 }] },
      ],
    });
  });

  it("summary, with no total; uncredited dialogs and those without a site count here", async () => {
    // pooled: (14680 + 7200 + 36108) / 3 days = 19329.33
    expect(await get("summary")).toEqual({ results: { online_time_avg: 19_329, chats_total: 27, calls_total: 7, leads_total: 7 } });
    expect(await get("summary?fields=chats_total,calls_total,by_date")).toEqual({
      results: {
        chats_total: 27,
        calls_total: 7,
        by_date: [
          { date: "2013-10-15", chats_total: 15, calls_total: 2 },
          { date: "2013-10-16", chats_total: 12, calls_total: 5 },
        ],
      },
    });
  });

  it("summary with employee_remarks_by_remark: ids are numbers there", async () => {
    expect(await get("summary?fields=employee_remarks,employee_remarks_by_remark(id,title)")).toEqual({
      results: {
        employee_remarks: 28,
        employee_remarks_by_remark: [
          { id: 123_456, title: "Консультация была эффективной", employee_remarks: 22 },
          { id: 123_457, title: "Консультация была неэффективной", employee_remarks: 6 },
        ],
      },
    });
  });
});
