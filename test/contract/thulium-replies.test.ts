import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chatStory, rowsOfJanKowalski } from "../conformance/chat-story.ts";
import { startSystem, type TestSystem } from "../system/start-system.ts";
import { basic, createTestAccount, type TestAccount } from "../system/test-account.ts";

const path = "/api/chats/reports/summary";
const dates = "date_from=2024-12-19&date_to=2025-01-18";

interface ErrorBody {
  readonly request_id: string;
  readonly errors: readonly { readonly message: string; readonly code: number }[];
}

describe("replies of the chat report", () => {
  let system: TestSystem;
  let account: TestAccount;
  let powerless: TestAccount;
  let hurried: TestAccount;
  const get = async (query: string, headers: Readonly<Record<string, string>> = {}, url = path, method = "GET") =>
    await fetch(`${system.origin}${url}?${query}`, { method, headers: { authorization: basic(account.thulium), ...headers } });
  /** Status, JSON, one request id in body and header, entries of message and integer code. */
  async function refuses(reply: Response, status: number): Promise<readonly string[]> {
    const body = (await reply.json()) as ErrorBody;
    expect(reply.status, JSON.stringify(body)).toBe(status);
    expect(reply.headers.get("content-type")).toMatch(/^application\/json\b/);
    expect(Object.keys(body)).toEqual(["request_id", "errors"]);
    expect(body.request_id).toMatch(/^[0-9a-f]{32}$/);
    expect(reply.headers.get("x-request-id")).toBe(body.request_id);
    expect(body.errors.length).toBeGreaterThan(0);
    for (const error of body.errors) expect(error).toEqual({ message: expect.stringMatching(/\w/) as string, code: expect.any(Number) as number });
    return body.errors.map(({ message }) => message);
  }

  beforeAll(async () => {
    account = await createTestAccount({ tenant: "acme", accountId: 1001 });
    powerless = await createTestAccount({ tenant: "powerless", accountId: 1002, methods: [] });
    hurried = await createTestAccount({ tenant: "hurried", accountId: 1003, perMinute: 3, methods: ["chats/reports/summary"] });
    system = await startSystem([account, powerless, hurried]);
    await system.publish(account, chatStory("acme"));
    await system.settled();
  });
  afterAll(async () => await system?.stop());

  it("200: a bare array of rows, JSON, the total and a request id in headers", async () => {
    const reply = await get(`${dates}&user_logins[]=jkowalski&aggregate_by=day`);
    expect(reply.status).toBe(200);
    expect(reply.headers.get("content-type")).toMatch(/^application\/json\b/);
    expect(reply.headers.get("x-total-count")).toBe("2");
    expect(reply.headers.get("x-request-id")).toMatch(/^[0-9a-f]{32}$/);
    expect(await reply.text()).toBe(JSON.stringify(rowsOfJanKowalski));
  });

  it.each([
    ["year", ["2024", "2025"]],
    ["month", ["2024-12", "2025-01"]],
    ["week", ["2024-W51", "2025-W01"]],
    ["day", ["2024-12-20", "2025-01-05"]],
    ["hour", ["2024-12-20 10:00", "2024-12-20 11:00", "2025-01-05 00:00"]],
    ["minute", ["2024-12-20 10:00", "2024-12-20 11:00", "2025-01-05 00:30"]],
    ["hour_of_day", ["00", "10", "11"]],
  ])("aggregate_by=%s labels in the account's zone", async (grain, series) => {
    const rows = (await (await get(`${dates}&user_logins[]=jkowalski&aggregate_by=${grain}`)).json()) as { series: string; incoming: number }[];
    expect(rows.map((row) => row.series)).toEqual(series);
    expect(rows.reduce((sum, row) => sum + row.incoming, 0)).toBe(3);
  });

  it("sum_users=true adds up the rows of all users", async () => {
    const rows = (await (await get(`${dates}&aggregate_by=day`)).json()) as { series: string; user_name: string; incoming: number }[];
    const sums = (await (await get(`${dates}&aggregate_by=day&sum_users=true`)).json()) as typeof rows;
    expect(rows.map(({ series, user_name, incoming }) => [series, user_name, incoming])).toEqual([
      ["2024-12-20", "Anna Nowak", 1],
      ["2024-12-20", "Jan Kowalski", 2],
      ["2025-01-05", "Jan Kowalski", 1],
    ]);
    expect(sums.map(({ series, user_name, incoming }) => [series, user_name, incoming])).toEqual([
      ["2024-12-20", null, 3],
      ["2025-01-05", null, 1],
    ]);
  });

  it("404 for what is no method, before it asks who calls", async () => {
    await refuses(await get("", { authorization: "" }, "/api/agents"), 404);
    await refuses(await get("", { authorization: "" }, "/api"), 404);
    await refuses(await get("", { authorization: "" }, `${path}/1`), 404);
  });

  it("405 with Allow for other methods, before it asks who calls", async () => {
    for (const method of ["POST", "PUT", "DELETE", "PATCH"]) {
      const reply = await get(dates, { authorization: "" }, path, method);
      expect(reply.headers.get("allow")).toMatch(/\bGET\b/);
      await refuses(reply, 405);
    }
  });

  it("401 with a challenge for missing and wrong credentials", async () => {
    for (const authorization of [
      "",
      "Basic",
      "Basic %%%",
      "Bearer x",
      basic({ login: "nobody", password: "x" }),
      basic({ ...account.thulium, password: "wrong" }),
    ]) {
      const reply = await get("limit=0", { authorization });
      expect(reply.headers.get("www-authenticate")).toBe('Basic realm="thulium"');
      await refuses(reply, 401);
    }
  });

  it("403 for a user whom no method is granted", async () => {
    await refuses(await get("limit=0", { authorization: basic(powerless.thulium) }), 403);
  });

  it("429 with Retry-After above the account's requests per minute, while other accounts go on", async () => {
    const statuses: number[] = [];
    for (let count = 0; count < 4; count += 1) statuses.push((await get(dates, { authorization: basic(hurried.thulium) })).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    const reply = await get(dates, { authorization: basic(hurried.thulium) });
    expect(Number(reply.headers.get("retry-after"))).toBeGreaterThan(0);
    await refuses(reply, 429);
    expect((await get(dates)).status).toBe(200);
  });

  it("400 with one entry per faulty parameter, in the vendor's order", async () => {
    const faulty =
      "limit=0&offset=-1&user_logins[]=&date_from=yesterday&date_to=2025-02-30&sum_users=yes&aggregate_by=decade&chat_queue_ids[]=x&response_threshold=1.5&colour=red";
    const names = ["limit", "offset", "user_logins", "date_from", "date_to", "sum_users", "aggregate_by", "chat_queue_ids", "response_threshold", "colour"];
    const messages = await refuses(await get(faulty), 400);
    expect(messages.map((message) => names.find((name) => message.includes(`"${name}"`)))).toEqual(names);
    expect(await refuses(await get(""), 400)).toHaveLength(2);
    expect(await refuses(await get(`${dates}&limit=1&limit=2`), 400)).toHaveLength(1);
    expect(await refuses(await get("date_from=2025-01-02&date_to=2025-01-01"), 400)).toHaveLength(1);
    await refuses(await get(`${dates}&limit=101`), 400);
  });

  it("messages are English, and Polish for who prefers it", async () => {
    const polish = await get("", { "accept-language": "de;q=0.9, pl, en;q=0.5" });
    expect(polish.headers.get("content-language")).toBe("pl");
    expect((await refuses(polish, 400))[0]).toMatch(/wymagany/);
    const english = await get("", { "accept-language": "pl;q=0.1, en;q=0.5" });
    expect((await refuses(english, 400))[0]).toMatch(/required/);
  });

  it("HEAD has the headers of GET and no body", async () => {
    const reply = await get(dates, {}, path, "HEAD");
    expect([reply.status, reply.headers.get("x-total-count"), await reply.text()]).toEqual([200, "3", ""]);
  });
});
