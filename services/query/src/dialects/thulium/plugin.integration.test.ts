import { connect, forTenant } from "@stats/facts";
import { type ScratchFacts, startScratchFacts } from "@stats/questions/testing";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hashPassword } from "../../accounts/password-hash.ts";
import { basic, startTestApp } from "../../testing/test-app.ts";
import { chatsReportsSummary } from "./endpoints/chats-reports-summary.ts";

const acme = { authorization: basic("acme", "a") };
const other = { authorization: basic("other", "o") };
const summary = "/api/chats/reports/summary";

const started = (text: string) => Date.parse(text) / 1000;
const chat = (chat_id: number, at: string, fields: Record<string, unknown>) => ({
  tenant: "acme",
  started_at: started(at),
  chat_id,
  version: 1,
  visitor_wrote: 1,
  queued: 1,
  ...fields,
});

describe("thulium chats/reports/summary", () => {
  let facts: ScratchFacts;
  let app: FastifyInstance;
  let accounts: unknown[];
  const get = async (query: string, headers = acme) => await app.inject({ url: `${summary}?${query}`, headers });
  const rows = async (query: string, headers = acme) => {
    const reply = await get(query, headers);
    expect(reply.statusCode, reply.body).toBe(200);
    return chatsReportsSummary.response.parse(reply.json());
  };

  beforeAll(async () => {
    accounts = [
      { tenant: "acme", timezone: "Europe/Warsaw", thulium: { users: [{ login: "acme", password: await hashPassword("a") }] } },
      { tenant: "other", thulium: { users: [{ login: "other", password: await hashPassword("o") }] } },
    ];
    facts = await startScratchFacts();
    ({ app } = await startTestApp(accounts, facts.readerFor));
    await facts.insert("directory_object", [
      { tenant: "acme", kind: "employee", object_id: 1, version: 1, login: "jkowalski", first_name: "Jan", last_name: "Kowalski" },
      { tenant: "other", kind: "employee", object_id: 1, version: 1, login: "jkowalski", first_name: "Other", last_name: "Tenant" },
    ]);
    await facts.insert("chat", [
      chat(1, "2021-12-31T22:59:59Z", { employee_id: 1, queue_id: 3, answered: 1, closed: 1, wait: 0, talk: 48 }),
      chat(2, "2021-12-01T12:00:00Z", { employee_id: 1, queue_id: 4, answered: 1, closed: 1, wait: 100, talk: 360_245, face: "happy" }),
      chat(3, "2021-12-05T12:00:00Z", { employee_id: 1, answered: 1, wait: 21, face: "neutral" }),
      chat(4, "2021-12-05T12:00:00Z", { queue_id: 3, closed: 1 }),
      chat(5, "2021-12-31T23:00:00Z", { queue_id: 3 }),
      { ...chat(6, "2021-12-05T12:00:00Z", {}), tenant: "other" },
    ]);
  });
  afterAll(async () => {
    await app.close();
    await facts.close();
  });

  it("answers the vendor's row, key by key", async () => {
    const reply = await get("user_logins[]=jkowalski&date_from=2021-12-01&date_to=2021-12-31");
    expect(reply.statusCode).toBe(200);
    expect(reply.headers["content-type"]).toMatch(/^application\/json/);
    expect(reply.headers["x-total-count"]).toBe("1");
    expect(reply.headers["x-request-id"]).toMatch(/^[0-9a-f]{32}$/);
    expect(reply.body).toBe(
      JSON.stringify([
        {
          series: "2021-12",
          user_name: "Jan Kowalski",
          incoming: 3,
          incoming_to_agent: 3,
          incoming_including_empty: 3,
          abandoned: 0,
          answered: 3,
          incoming_to_bot: 0,
          transferred_by_bot: 0,
          finished_by_bot: 0,
          service_level_percent: 33.33,
          chat_time: { min: "00:00:48", max: "100:04:05", sum: "100:04:53", avg: "50:02:27" },
          wait_time: { min: "00:00:00", max: "00:01:40", sum: "00:02:01", avg: "00:00:40" },
          sla_percent: 33.33,
          rating: { rate: { sad: 0, neutral: 1, happy: 1 }, satisfaction_percent: 50, rated_percent: 66.67 },
        },
      ]),
    );
  });

  it("rows of nobody come last, and are left out when logins are asked; sums have no name", async () => {
    const span = "date_from=2021-12-01&date_to=2022-01-31";
    const told = async (query: string) => (await rows(`${span}&${query}`)).map((row) => [row.series, row.user_name, row.incoming_including_empty]);
    expect(await told("")).toEqual([
      ["2021-12", "Jan Kowalski", 3],
      ["2021-12", null, 1],
      ["2022-01", null, 1],
    ]);
    expect(await told("sum_users=true")).toEqual([
      ["2021-12", null, 4],
      ["2022-01", null, 1],
    ]);
    expect(await told("sum_users=true&user_logins=jkowalski")).toEqual([["2021-12", null, 3]]);
    expect(await told("user_logins%5B0%5D=jkowalski&user_logins%5B1%5D=nobody")).toEqual([["2021-12", "Jan Kowalski", 3]]);
    expect(await told("user_logins[]=nobody")).toEqual([]);
    expect(await told("chat_queue_ids[]=3&chat_queue_ids[]=3&sum_users=true&aggregate_by=year")).toEqual([
      ["2021", null, 2],
      ["2022", null, 1],
    ]);
    expect(await told("chat_queue_ids[]=0&chat_queue_ids[]=-7&chat_queue_ids[]=99999999999999999999")).toEqual([]);
  });

  it("a chat whose wait is not over stays in the denominator, and its chat_time is zero", async () => {
    const [row] = await rows("date_from=2022-01-01&date_to=2022-01-01&sum_users=true&aggregate_by=hour");
    expect(row).toMatchObject({
      series: "2022-01-01 00:00",
      incoming_to_agent: 1,
      answered: 0,
      abandoned: 0,
      service_level_percent: 0,
      chat_time: { avg: "00:00:00" },
    });
  });

  it("any threshold", async () => {
    const level = async (threshold: string) =>
      (await rows(`date_from=2021-12-01&date_to=2021-12-31&sum_users=true&response_threshold=${threshold}`))[0]?.service_level_percent;
    expect([await level("0"), await level("21"), await level("99"), await level("100"), await level("2147483647")]).toEqual([25, 50, 50, 75, 75]);
  });

  it("pages rows; the total is that before paging, also past the end", async () => {
    const page = async (query: string) => {
      const reply = await get(`date_from=2021-12-01&date_to=2022-01-31&${query}`);
      return [reply.headers["x-total-count"], reply.json<unknown[]>().length];
    };
    expect(await page("limit=2")).toEqual(["3", 2]);
    expect(await page("limit=2&offset=2")).toEqual(["3", 1]);
    expect(await page("limit=2&offset=3")).toEqual(["3", 0]);
    expect(await page("offset=9007199254740991")).toEqual(["3", 0]);
    expect((await get("date_from=1999-01-01&date_to=1999-01-01")).headers["x-total-count"]).toBe("0");
  });

  it("dates before and after all that can be stored are answered, not refused", async () => {
    expect(await rows("date_from=0000-01-01&date_to=9999-12-31&sum_users=true&aggregate_by=year")).toHaveLength(2);
    expect(await rows("date_from=9998-01-01&date_to=9999-12-31")).toEqual([]);
  });

  it("strange texts in a login are only texts", async () => {
    for (const login of ["'; drop table chat --", "\\", "\u0000", "a\nb\n\nc", "{tenant:String}", "żółw", "[]", "']"]) {
      expect(await rows(`date_from=2021-12-01&date_to=2021-12-31&user_logins[]=${encodeURIComponent(login)}`), JSON.stringify(login)).toEqual([]);
    }
  });

  it("no account sees another's chats or names", async () => {
    expect((await rows("date_from=2021-01-01&date_to=2022-12-31&aggregate_by=year", other)).map((row) => [row.user_name, row.incoming])).toEqual([[null, 1]]);
    expect(await rows("date_from=2021-01-01&date_to=2022-12-31&user_logins[]=jkowalski", other)).toEqual([]);
  });

  it("HEAD has the headers and no body", async () => {
    const reply = await app.inject({ method: "HEAD", url: `${summary}?date_from=2021-12-01&date_to=2021-12-31`, headers: acme });
    expect([reply.statusCode, reply.headers["x-total-count"], reply.body]).toEqual([200, "2", ""]);
  });

  it("503 in its own shape when the engine is away, never an empty answer, and the log holds no password", async () => {
    const client = connect({ url: "http://127.0.0.1:1", database: "stats" });
    const logged: string[] = [];
    const away = await startTestApp(accounts, (tenant) => forTenant(client, tenant), logged);
    const reply = await away.app.inject({ url: `${summary}?date_from=2021-12-01&date_to=2021-12-31`, headers: acme });
    expect(reply.statusCode).toBe(503);
    expect(reply.json()).toEqual({
      request_id: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      errors: [{ message: expect.any(String) as string, code: 5030 }],
    });
    expect(logged.join("")).toContain("QuestionUnanswered");
    expect(logged.join("")).not.toContain(acme.authorization.slice(6));
    await away.app.close();
    await client.close();
  });
});
