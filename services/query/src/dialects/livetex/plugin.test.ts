import fc from "fast-check";
import type { FastifyInstance } from "fastify";
import { SignJWT } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { hashPassword } from "../../accounts/password-hash.ts";
import { basic, startTestApp, type TestApp, unreachable } from "../../testing/test-app.ts";

const methods = ["employees", "sites", "departments", "summary", "contacts"] as const;
const ann = basic("ann@example.com", "пароль:1");
const form = { "content-type": "application/x-www-form-urlencoded" };

describe("livetex refuses", () => {
  let test: TestApp;
  let app: FastifyInstance;
  let accounts: { tenant: string; livetex: { users: Record<string, unknown>[]; limits?: unknown } }[];
  const get = async (url: string, headers: Record<string, string> = { authorization: ann }) =>
    await app.inject({ method: "GET", url: `/v2/stats/${url}`, headers });
  const token = async (on = app, password = "пароль:1") => {
    const reply = await on.inject({ method: "POST", url: "/oauth2/token", payload: { grant_type: "password", username: "ann@example.com", password } });
    return reply.json<{ results: { access_token: string } }>().results.access_token;
  };
  const faulty = async (method: string, query: Record<string, string> | string) => {
    const reply = await get(`${method}?${typeof query === "string" ? query : new URLSearchParams(query).toString()}`);
    expect(reply.statusCode, reply.body).toBe(422);
    const body = reply.json<{ code: number; message: string; errors: Record<string, string[]> }>();
    expect(body).toEqual({
      code: 422,
      message: "Unprocessable Entity",
      errors: Object.fromEntries(Object.keys(body.errors).map((name) => [name, ["invalid"]])),
    });
    return Object.keys(body.errors).toSorted();
  };

  beforeAll(async () => {
    const password = await hashPassword("пароль:1");
    accounts = [
      {
        tenant: "acme",
        livetex: {
          users: [
            { login: "ann@example.com", password, role: "admin" },
            { login: "op", password, role: "operator", employee_id: 1 },
          ],
        },
      },
      { tenant: "small", livetex: { users: [{ login: "sam", password, role: "admin" }], limits: { per_minute: 2 } } },
    ];
    test = await startTestApp(accounts, unreachable);
    app = test.app;
  });
  afterAll(async () => await app?.close());
  beforeEach(() => {
    test.clock.ms += 120_000;
  });

  it.each([
    "/v2",
    "/v2/",
    "/v2/stats",
    "/v2/stats/",
    "/v2/stats/employees/",
    "/v2/stats/Employees",
    "/v2/stats.employees",
    "/v2/stats/monitor",
    "/v2/oauth2",
    "/oauth2/token/x",
    "/oauth2/%zz",
    "/v2/stats/%zz",
  ])("404 for %s, before it asks who calls", async (url) => {
    const reply = await app.inject({ url });
    expect([reply.statusCode, reply.body]).toEqual([404, '{"code":404,"message":"Not Found"}']);
    expect(reply.headers["content-type"]).toMatch(/^application\/json/);
  });

  it.each(methods.flatMap((method) => (["POST", "PUT", "DELETE", "PATCH", "OPTIONS"] as const).map((verb) => [verb, method] as const)))(
    "405 for %s %s, before it asks who calls or reads the body",
    async (verb, method) => {
      const reply = await app.inject({
        method: verb,
        url: `/v2/stats/${method}`,
        headers: { "content-type": "text/strange" },
        payload: verb === "OPTIONS" ? "" : "x",
      });
      expect([reply.statusCode, reply.headers.allow, reply.json()]).toEqual([405, "GET, HEAD", { code: 405, message: "Method Not Allowed" }]);
    },
  );

  it.each(["/oauth2/token", "/v2/oauth2/token"])("405 for GET %s", async (url) => {
    const reply = await app.inject({ url });
    expect([reply.statusCode, reply.headers.allow]).toEqual([405, "POST"]);
  });

  it.each([
    ["nothing", undefined],
    ["a wrong password", basic("ann@example.com", "wrong")],
    ["an unknown login", basic("bob", "пароль:1")],
    ["no colon", `Basic ${Buffer.from("ann").toString("base64")}`],
    ["a token that is none", "Bearer abc"],
    ["an empty token", "Bearer "],
    ["another scheme", "Digest abc"],
  ])("401 with both challenges for %s, before it looks at role or parameters", async (_case, authorization) => {
    const reply = await get("contacts?limit=x", authorization === undefined ? {} : { authorization });
    expect([reply.statusCode, reply.body]).toEqual([401, '{"code":401,"message":"Unauthorized"}']);
    expect(reply.headers["www-authenticate"]).toBe('Basic realm="livetex", Bearer');
  });

  it("403 for operators who ask for contacts, before it looks at parameters", async () => {
    const reply = await get("contacts?x=1", { authorization: basic("op", "пароль:1") });
    expect([reply.statusCode, reply.json()]).toEqual([403, { code: 403, message: "Forbidden" }]);
  });

  it("429 with Retry-After above the account's limit, before it looks at parameters, until the minute is over", async () => {
    const ask = async () => await get("summary?x=1", { authorization: basic("sam", "пароль:1") });
    expect([(await ask()).statusCode, (await ask()).statusCode]).toEqual([422, 422]);
    const refused = await ask();
    expect([refused.statusCode, refused.headers["retry-after"], refused.json()]).toEqual([429, "60", { code: 429, message: "Too Many Requests" }]);
    test.clock.ms += 60_000;
    expect((await ask()).statusCode).toBe(422);
  });

  it("422 that names every faulty parameter at once, and says where and what in a header", async () => {
    const reply = await get(
      `employees?${new URLSearchParams({ q: "site_ids=1 dates=2020", fields: "id,nope", sort: "last_name:d", limit: "0", offset: "-1", dept: "1" }).toString()}`,
    );
    expect(reply.statusCode).toBe(422);
    expect(Object.keys(reply.json<{ errors: object }>().errors).toSorted()).toEqual(["dept", "fields", "limit", "offset", "q", "sort"]);
    expect(reply.headers["x-invalid-parameters"]).toContain("q: at 12: one of site_ids, department_ids, employee_ids, date, is_online");
    expect(reply.headers["x-invalid-parameters"]).toContain("fields: at 4: one of id, first_name");
    expect(reply.headers["x-invalid-parameters"]).toContain("limit: an integer from 1 to 1000");
  });

  it.each([
    ["employees", { limit: "1001" }, ["limit"]],
    ["employees", { offset: "x" }, ["offset"]],
    ["employees", { employee_ids: "1" }, ["employee_ids"]],
    ["summary", { limit: "1", sort: "chats_total:a", offset: "0" }, ["limit", "offset", "sort"]],
    ["contacts", { q: "date=today", fields: "contacts_total" }, ["fields", "q"]],
    ["sites", { q: "is_online=yes" }, ["q"]],
    ["employees", { fields: "by_department" }, ["fields"]],
    ["employees", { fields: "chats_missed" }, ["fields"]],
    ["employees", { fields: "" }, ["fields"]],
    ["employees", { q: "" }, ["q"]],
    ["departments", { fields: "by_employee" }, ["fields"]],
    ["departments", { fields: "employee_remarks_by_remark" }, ["fields"]],
    ["summary", { fields: "id" }, ["fields"]],
    ["employees", { sort: "visitor_votes_pos:a" }, ["sort"]],
    ["employees", { sort: "chats_total" }, ["sort"]],
    ["employees", { sort: "department(title):a" }, ["sort"]],
    ["sites", { sort: "chats_total:a,department(title):a" }, ["sort"]],
    ["sites", { sort: "employee(last_name):a,employee(first_name):a" }, ["sort"]],
    ["sites", { sort: "url:a,url:a" }, ["sort"]],
    ["employees", { q: `site_ids=${"1,".repeat(1000)}1` }, ["q"]],
    ["employees", { fields: `id,${"id,".repeat(700)}id` }, ["fields"]],
    ["employees", { q: "date>=2020-01-02 date<=2020-01-01" }, ["q"]],
    ["employees", { q: "date>=2020-01-02 date<2020-01-02", limit: "x" }, ["limit", "q"]],
    ["employees", { "__proto__x": "1" }, ["__proto__x"]],
  ] as const)("422: %s with %j names %j", async (method, query, names) => {
    expect(await faulty(method, query)).toEqual(names);
  });

  it("422 for a scalar that comes twice, also when both say the same", async () => {
    expect(await faulty("employees", "limit=1&limit=1")).toEqual(["limit"]);
    expect(await faulty("employees", "q=date=today&q=date=today&fields=id&fields=id")).toEqual(["fields", "q"]);
    expect(await faulty("employees", "__proto__=1")).toEqual(["__proto__"]);
  });

  it("answers nothing but 422 or 503 (the database is away here) to any parameters: never a crash", async () => {
    const piece = fc.constantFrom(
      "site_ids",
      "date",
      "is_online",
      "=",
      ">=",
      "<",
      ",",
      " ",
      "1",
      "9007199254740992",
      "today",
      "2020-02-30",
      "01.02.2020",
      "25:00",
      "(",
      ")",
      ":a",
      "employee",
      "last_name",
      "id",
      "by_date",
      "\u0000",
      "%",
      "\ud800",
    );
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(piece).map((pieces) => pieces.join("")),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...methods),
        fc.dictionary(fc.constantFrom("q", "fields", "sort", "limit", "offset", "x"), text),
        async (method, parameters) => {
          const query = Object.entries(parameters)
            .map(([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`)
            .join("&");
          expect([422, 503]).toContain((await get(`${method}?${query}`)).statusCode);
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each(["/oauth2/token", "/v2/oauth2/token"])("%s gives a token to a form or JSON, and the token opens what the password opens", async (url) => {
    const grant = { grant_type: "password", username: "ann@example.com", password: "пароль:1" };
    const replies = [
      await app.inject({ method: "POST", url, payload: grant }),
      await app.inject({ method: "POST", url, headers: form, payload: new URLSearchParams({ ...grant, client_id: "x", scope: "all" }).toString() }),
    ];
    for (const reply of replies) {
      expect(reply.statusCode, reply.body).toBe(200);
      expect(reply.headers["cache-control"]).toBe("no-store");
      const { results } = reply.json<{ results: { access_token: string } }>();
      expect(results).toEqual({ access_token: expect.any(String) as string, token_type: "Bearer", expires_in: 3600 });
      expect((await get("summary?x=1", { authorization: `Bearer ${results.access_token}` })).statusCode).toBe(422);
    }
  });

  it.each([
    [{}, ["grant_type", "password", "username"]],
    [{ grant_type: "client_credentials", username: "ann@example.com", password: "p" }, ["grant_type"]],
    [{ grant_type: "password", username: "", password: "" }, ["password", "username"]],
    [{ grant_type: "password", username: 7, password: ["p"] }, ["password", "username"]],
    [[1], ["grant_type", "password", "username"]],
  ] as const)("token request %j: 422 names %j", async (payload, names) => {
    const reply = await app.inject({ method: "POST", url: "/oauth2/token", payload: payload as object });
    expect([reply.statusCode, Object.keys(reply.json<{ errors: object }>().errors).toSorted()]).toEqual([422, names]);
  });

  it("a token request that cannot be read, has no body, or repeats a parameter has none; a wrong pair is 401; a huge body 413", async () => {
    const post = async (payload: string, headers: Record<string, string>) => await app.inject({ method: "POST", url: "/oauth2/token", headers, payload });
    const all = ["grant_type", "username", "password"];
    for (const reply of [
      await post("{", { "content-type": "application/json" }),
      await post("grant_type=password", { "content-type": "text/plain" }),
      await app.inject({ method: "POST", url: "/oauth2/token" }),
    ]) {
      expect([reply.statusCode, Object.keys(reply.json<{ errors: object }>().errors)]).toEqual([422, all]);
    }
    const twice = await post("grant_type=password&username=a&username=ann@example.com&password=x", form);
    expect(Object.keys(twice.json<{ errors: object }>().errors)).toEqual(["username"]);
    expect((await post("grant_type=password&username=ann@example.com&password=x", form)).statusCode).toBe(401);
    const huge = await post(`grant_type=${"x".repeat(70_000)}`, form);
    expect([huge.statusCode, huge.json()]).toEqual([413, { code: 413, message: "Payload Too Large" }]);
  });

  it("a token lives an hour, on every process with the same accounts file, also after a restart", async () => {
    const jwt = await token();
    const other = await startTestApp(accounts, unreachable);
    other.clock.ms = test.clock.ms + 3_599_000;
    const ask = async () => (await other.app.inject({ url: "/v2/stats/summary?x=1", headers: { authorization: `bearer ${jwt}` } })).statusCode;
    expect(await ask()).toBe(422);
    other.clock.ms += 1000;
    expect(await ask()).toBe(401);
    await other.app.close();
  });

  it.each([
    ["the password", { password: "new" }],
    ["the role", { role: "manager" }],
    ["the managed sites", { managed_site_ids: [] }],
    ["the login", { login: "anna" }],
  ])("a token dies with %s", async (_what, change) => {
    const jwt = await token();
    const changed = { ...accounts[0]?.livetex.users[0], ...change };
    const user = "password" in change ? { ...changed, password: await hashPassword("пароль:1") } : changed;
    const restarted = await startTestApp([{ tenant: "acme", livetex: { users: [user] } }], unreachable);
    const reply = await restarted.app.inject({ url: "/v2/stats/summary?x=1", headers: { authorization: `Bearer ${jwt}` } });
    expect(reply.statusCode).toBe(401);
    await restarted.app.close();
  });

  it("no token of another user, another key or no signature is taken", async () => {
    const [header, , signature] = (await token()).split(".");
    const claims = (sub: string, exp: number) => Buffer.from(JSON.stringify({ sub, exp })).toString("base64url");
    const none = Buffer.from('{"alg":"none"}').toString("base64url");
    const foreign = await new SignJWT()
      .setProtectedHeader({ alg: "HS256" })
      .setSubject("ann@example.com")
      .setExpirationTime(4_000_000_000)
      .sign(new Uint8Array(32));
    for (const jwt of [`${header}.${claims("sam", 4_000_000_000)}.${signature}`, `${none}.${claims("ann@example.com", 4_000_000_000)}.`, foreign]) {
      expect((await get("summary?x=1", { authorization: `Bearer ${jwt}` })).statusCode).toBe(401);
    }
  });
});
