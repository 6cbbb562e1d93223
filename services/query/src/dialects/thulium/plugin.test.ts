import fc from "fast-check";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { hashPassword } from "../../accounts/password-hash.ts";
import { basic, startTestApp, type TestApp, unreachable } from "../../testing/test-app.ts";

const path = "/api/chats/reports/summary";
const dates = "date_from=2025-03-01&date_to=2025-03-31";
const ann = basic("ann", "żółw:1");

describe("thulium refuses", () => {
  let test: TestApp;
  let app: FastifyInstance;
  const get = async (url: string, headers: Record<string, string> = { authorization: ann }) => await app.inject({ method: "GET", url, headers });
  const messages = async (query: string, headers?: Record<string, string>) => {
    const reply = await get(`${path}?${query}`, { authorization: ann, ...headers });
    expect(reply.statusCode).toBe(400);
    return reply.json<{ errors: { message: string; code: number }[] }>().errors;
  };

  beforeAll(async () => {
    test = await startTestApp(
      [
        {
          tenant: "acme",
          thulium: {
            users: [
              { login: "ann", password: await hashPassword("żółw:1") },
              { login: "none", password: await hashPassword("x"), methods: [] },
            ],
          },
        },
        {
          tenant: "small",
          thulium: { users: [{ login: "sam", password: await hashPassword("s"), methods: ["chats/reports/summary"] }], limits: { per_minute: 2 } },
        },
      ],
      unreachable,
    );
    app = test.app;
  });
  afterAll(async () => await app.close());
  beforeEach(() => {
    test.clock.ms += 120_000;
  });

  it("in its own shape, with a request id of 32 hexadecimal digits in body and header", async () => {
    for (const reply of [await get(path, {}), await get("/api/nothing"), await get(path), await app.inject({ method: "POST", url: path })]) {
      const body = reply.json<{ request_id: string; errors: unknown[] }>();
      expect(Object.keys(body)).toEqual(["request_id", "errors"]);
      expect(body.request_id).toMatch(/^[0-9a-f]{32}$/);
      expect(reply.headers["x-request-id"]).toBe(body.request_id);
      expect(reply.headers["content-type"]).toMatch(/^application\/json/);
      for (const error of body.errors) expect(error).toEqual({ message: expect.any(String) as string, code: expect.any(Number) as number });
    }
  });

  it.each(["/api", "/api/", "/api/chats", "/api/chats/reports/summary/more", "/api/Chats/reports/summary", "/api/%zz"])(
    "404 for %s, before it asks who calls",
    async (url) => {
      expect((await get(url, {})).statusCode).toBe(404);
    },
  );

  it.each(["POST", "PUT", "DELETE", "PATCH", "OPTIONS"] as const)("405 for %s, before it asks who calls or reads the body", async (method) => {
    const reply = await app.inject({ method, url: path, headers: { "content-type": "text/strange" }, payload: method === "OPTIONS" ? "" : "x" });
    expect(reply.statusCode).toBe(405);
    expect(reply.headers.allow).toBe("GET, HEAD");
  });

  it.each([
    ["nothing", undefined],
    ["a wrong password", basic("ann", "wrong")],
    ["an unknown login", basic("bob", "żółw:1")],
    ["a login in the wrong case", basic("Ann", "żółw:1")],
    ["a token", "Bearer abc"],
    ["no colon", `Basic ${Buffer.from("ann").toString("base64")}`],
    ["not base64", "Basic %%%"],
  ])("401 with a challenge for %s, before it looks at parameters", async (_case, authorization) => {
    const reply = await get(`${path}?limit=x`, authorization === undefined ? {} : { authorization });
    expect(reply.statusCode).toBe(401);
    expect(reply.headers["www-authenticate"]).toBe('Basic realm="thulium"');
  });

  it("403 for a user without the method, before it looks at parameters", async () => {
    expect((await get(`${path}?limit=x`, { authorization: basic("none", "x") })).statusCode).toBe(403);
  });

  it("429 with Retry-After once the account's requests of a minute are spent; other accounts go on", async () => {
    const sam = { authorization: basic("sam", "s") };
    const statuses = [await get(path, sam), await get(path, sam), await get(path, sam)].map(({ statusCode }) => statusCode);
    expect(statuses).toEqual([400, 400, 429]);
    expect((await get(path, { authorization: ann })).statusCode).toBe(400);
    test.clock.ms += 59_001;
    const last = await get(path, sam);
    expect([last.statusCode, last.headers["retry-after"]]).toEqual([429, "1"]);
    test.clock.ms += 999;
    expect((await get(path, sam)).statusCode).toBe(400);
  });

  it("400 with one entry per faulty parameter, in the vendor's order, unknown ones last", async () => {
    const errors = await messages("colour=red&response_threshold=-1&chat_queue_ids[]=x&aggregate_by=decade&sum_users=1&user_logins[]=&offset=-1&limit=101");
    expect(errors.map(({ message }) => /"(\w+)"/.exec(message)?.[1])).toEqual([
      "limit",
      "offset",
      "user_logins",
      "date_from",
      "date_to",
      "sum_users",
      "aggregate_by",
      "chat_queue_ids",
      "response_threshold",
      "colour",
    ]);
    expect(errors[0]?.message).toBe('Parameter "limit" is invalid; allowed: an integer from 1 to 100');
    expect(errors[3]?.message).toContain("is required");
  });

  it.each([
    "limit=0",
    "limit=1.5",
    "limit=%2B1",
    "limit=",
    "limit=1&limit=1",
    "limit[]=1",
    "offset=1e3",
    "offset=99999999999999999999",
    "sum_users=TRUE",
    "sum_users=",
    "aggregate_by=Month",
    "chat_queue_ids[]=",
    "chat_queue_ids=1,2",
    "chat_queue_ids[]=1.0",
    "user_logins[]=a&user_logins[1]=",
    "user_logins[x]=a",
    "response_threshold=2147483648",
    "__proto__=1",
    "Limit=1",
  ])("400 with one entry: %s", async (query) => {
    expect(await messages(`${dates}&${query}`)).toHaveLength(1);
  });

  it.each([
    "2025-02-30",
    "2025-03-01T10:00",
    "2025-03-01 10:00:00Z",
    "2025-03-01 24:00",
    "2025-03-01 10:00:60",
    "2025-3-1",
    " 2025-03-01",
    "2025-03-01 ",
    "",
    "today",
    "2025-03-01 10",
  ])("400 for the date '%s'", async (text) => {
    expect(await messages(`date_from=${encodeURIComponent(text)}&date_to=2025-12-31`)).toHaveLength(1);
    expect(await messages(`date_from=2025-01-01&date_to=${encodeURIComponent(text)}`)).toHaveLength(1);
  });

  it("400 for a date_to before date_from, also beside another fault", async () => {
    const [limit, date] = await messages("date_from=2025-03-02&date_to=2025-03-01 23:59:59&limit=x");
    expect(limit?.message).toContain("limit");
    expect(date?.message).toBe('Parameter "date_to" is earlier than date_from');
  });

  it("in Polish where the client ranks it first", async () => {
    const first = async (language: string) => (await messages("date_from=2025-03-01", { "accept-language": language }))[0]?.message.split(" ")[0];
    expect([
      await first("pl"),
      await first("pl-PL,en;q=0.8"),
      await first("en,pl;q=0.9"),
      await first("de"),
      await first("pl;q=0"),
      await first("*;;q=,"),
    ]).toEqual(["Parametr", "Parametr", "Parameter", "Parameter", "Parameter", "Parameter"]);
  });

  it("any query string without a crash: 400, or the database is asked", async () => {
    const name = fc.oneof(
      fc.constantFrom("limit", "offset", "user_logins[]", "chat_queue_ids[0]", "date_from", "date_to", "sum_users", "aggregate_by", "response_threshold"),
      fc.string(),
    );
    const value = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("2025-03-01", "0000-01-01", "9999-12-31 23:59", "1", "\u0000", "%", "true"));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(name, value), { maxLength: 12 }), async (pairs) => {
        const query = pairs.map(([key, text]) => `${encodeURIComponent(key.toWellFormed())}=${encodeURIComponent(text.toWellFormed())}`).join("&");
        expect([400, 503]).toContain((await get(`${path}?${query}`)).statusCode);
      }),
      { numRuns: 200 },
    );
  });
});
