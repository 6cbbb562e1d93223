import type { FastifyInstance, InjectOptions } from "fastify";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { hashKey } from "../../../accounts/key-hash.ts";
import { hashPassword } from "../../../accounts/password-hash.ts";
import { startTestApp, type TestApp, unreachable } from "../../../testing/test-app.ts";

const key = "k".repeat(48);
const limits = {
  day_limit: 1_000_000,
  day_remaining: expect.any(Number) as number,
  day_reset: expect.any(Number) as number,
  minute_limit: 10_000,
  minute_remaining: expect.any(Number) as number,
  minute_reset: expect.any(Number) as number,
};

describe("POST /v2.0", () => {
  let test: TestApp;
  let app: FastifyInstance;
  const post = async (payload: string | Buffer, more: InjectOptions = {}) => await app.inject({ method: "POST", url: "/v2.0", payload, ...more });
  const request = (method: string, params: unknown, id: unknown = 1) => JSON.stringify({ jsonrpc: "2.0", id, method, params });
  const call = async (method: string, params: unknown, more: InjectOptions = {}) => {
    const reply = await post(request(method, params), more);
    expect([reply.statusCode, reply.headers["content-type"]]).toEqual([200, "application/json; charset=utf-8"]);
    return reply.json<Record<string, unknown>>();
  };
  const error = (code: number, mnemonic: string, more: Record<string, unknown> = {}, id: unknown = 1) => ({
    jsonrpc: "2.0",
    id,
    error: {
      code,
      message: expect.stringMatching(/\w/) as string,
      data: { mnemonic, field: null, value: null, params: {}, extended_helper: null, ...more },
    },
  });

  beforeAll(async () => {
    test = await startTestApp(
      [
        {
          tenant: "acme",
          timezone: "Asia/Kolkata",
          comagic: {
            app_id: 77,
            users: [{ login: "ann", password: await hashPassword("p") }],
            tokens: [
              { key: hashKey(key) },
              { key: hashKey("old"), expires_at: "2025-06-01T03:00:00+03:00" },
              { key: hashKey("until-noon"), expires_at: "2025-06-01T12:00:00Z" },
              { key: hashKey("blocked"), blocked: true },
            ],
          },
        },
        {
          tenant: "fenced",
          comagic: {
            app_id: 78,
            users: [{ login: "fay", password: await hashPassword("f") }],
            tokens: [{ key: hashKey("fenced") }],
            allowed_ips: ["10.0.0.0/8"],
          },
        },
        { tenant: "small", comagic: { app_id: 79, users: [], tokens: [{ key: hashKey("small") }], limits: { day: 3, minute: 2 } } },
      ],
      unreachable,
    );
    app = test.app;
  });
  afterAll(async () => await app.close());
  beforeEach(() => {
    test.clock.ms = Date.UTC(2025, 5, 1, 11, 59);
  });

  it.each<[string, Record<string, string>]>([
    ["no type", {}],
    ["JSON", { "content-type": "application/json; charset=UTF-8" }],
    ["plain text", { "content-type": "text/plain" }],
    ["a form", { "content-type": "application/x-www-form-urlencoded" }],
    ["a form of parts", { "content-type": "multipart/form-data" }],
    ["what is no type", { "content-type": "json" }],
    ["two types", { "content-type": "application/json, text/plain" }],
    ["an empty type", { "content-type": "" }],
    ["no wish for JSON", { "accept": "text/html", "accept-encoding": "gzip" }],
  ])("reads the body whatever its type: %s", async (_what, headers) => {
    expect(await call("get.account", { access_token: key }, { headers })).toEqual({
      jsonrpc: "2.0",
      id: 1,
      result: { data: [{ app_id: 77, name: "acme", timezone: "Asia/Kolkata" }], metadata: { total_items: 1, version: null, limits } },
    });
  });

  it("also with a slash at the end", async () => {
    expect((await post(request("get.account", { access_token: key }), { url: "/v2.0/" })).json()).toHaveProperty("result");
    expect((await post(request("get.account", { access_token: key }), { url: "/v2.0?x=%zz" })).json()).toHaveProperty("result");
  });

  it.each(["9007199254740993", "1.50", '"9007199254740993"', '"число"', "0", "-1"])("repeats the id %s with its type, in results and refusals", async (id) => {
    const text = (method: string) => request(method, { access_token: key }, 1).replace('"id":1', `"id":${id}`);
    for (const method of ["get.account", "get.nothing"])
      expect((await post(text(method))).body).toMatch(new RegExp(`^\\{"jsonrpc":"2.0","id":${id},"(result|error)":`));
  });

  it.each<[string, string | Buffer, number, string]>([
    ["no JSON", "{", -32700, "parse_error"],
    ["no UTF-8", Buffer.from([0x22, 0xff, 0x22]), -32700, "parse_error"],
    ["no body", "", -32700, "parse_error"],
    ["a batch", "[]", -32099, "batch_opreations_not_supported"],
    ["a notification", '{"jsonrpc":"2.0","method":"get.account","params":{}}', -32099, "notifications_not_supported"],
    ["no object", "5", -32600, "invalid_request"],
  ])("refuses %s with HTTP 200 and a null for the id", async (_what, payload, code, mnemonic) => {
    const reply = await post(payload);
    const field = mnemonic === "notifications_not_supported" ? { field: "id" } : {};
    expect([reply.statusCode, reply.json()]).toEqual([200, error(code, mnemonic, field, null)]);
  });

  it("refuses a compressed body, and one over a mebibyte with 413", async () => {
    const compressed = await post(Buffer.from([0x1f, 0x8b, 8, 0]), { headers: { "content-encoding": "gzip" } });
    expect([compressed.statusCode, compressed.json()]).toEqual([200, error(-32700, "parse_error", {}, null)]);
    const padded = (bytes: number) => request("get.account", { access_token: key }).padEnd(bytes);
    expect((await post(padded(1024 * 1024))).json()).toHaveProperty("result");
    const large = await post(padded(1024 * 1024 + 1));
    expect([large.statusCode, large.json()]).toEqual([413, error(-32600, "invalid_request", {}, null)]);
  });

  it.each(["GET", "PUT", "DELETE", "PATCH", "OPTIONS"] as const)("405 for %s", async (method) => {
    const reply = await app.inject({ method, url: "/v2.0/", headers: { "content-type": "strange" }, payload: method === "GET" ? "" : "x" });
    expect([reply.statusCode, reply.headers.allow, reply.json()]).toEqual([405, "POST", error(-32600, "invalid_request", {}, null)]);
  });

  it.each(["/v2.0/x", "/v2.0/get.account", "/v2.0//", "/v2.0/%zz"])("404 for %s", async (url) => {
    const reply = await app.inject({ method: "POST", url, payload: "{}" });
    expect([reply.statusCode, reply.json()]).toEqual([404, error(-32600, "invalid_request", {}, null)]);
  });

  it("of several faults tells the first: shape, method, token, address, parameters, limits", async () => {
    expect(await call("get.nothing", { wibble: 1 })).toEqual(error(-32601, "method_not_found", { field: "method", value: "get.nothing" }));
    expect(await call("constructor", {})).toEqual(error(-32601, "method_not_found", { field: "method", value: "constructor" }));
    expect(await call("get.account", { wibble: 1 })).toEqual(error(-32602, "required_parameter_missed", { field: "access_token" }));
    expect(await call("get.account", { access_token: "x", wibble: 1 })).toEqual(error(-32001, "access_token_invalid"));
    expect(await call("get.account", { access_token: "fenced", wibble: 1 })).toEqual(error(-32003, "ip_not_whitelisted", { params: { ip: "127.0.0.1" } }));
    for (let time = 0; time < 2; time += 1) await call("get.account", { access_token: "small" });
    const { error: unexpected } = (await call("get.account", { access_token: "small", wibble: 1 })) as { error: { data: Record<string, unknown> } };
    expect(unexpected.data).toMatchObject({ mnemonic: "unexpected_parameters", field: "wibble", value: "1" });
    const { error: exceeded } = (await call("get.account", { access_token: "small" })) as { error: { data: Record<string, unknown> } };
    expect(exceeded.data).toMatchObject({ mnemonic: "limit_exceeded", params: { limit_type: "minute", limit_max_value: 2 } });
  });

  it("adds the limits to a refusal once it is known whose request it is", async () => {
    expect(await call("get.account", { access_token: key, wibble: "x" })).toEqual(
      error(-32602, "unexpected_parameters", { field: "wibble", value: "x", metadata: { version: null, limits } }),
    );
  });

  it("takes the customer's id of an agent, and a call that failed costs nothing", async () => {
    test.clock.ms += 24 * 3600_000;
    const remaining = async (params: object) => {
      const { result } = (await call("get.account", { access_token: "small", ...params })) as { result?: { metadata: { limits: { day_remaining: number } } } };
      return result?.metadata.limits.day_remaining;
    };
    expect([
      await remaining({ user_id: 5 }),
      await remaining({ user_id: "5" }),
      await remaining({ wibble: 1 }),
      await remaining({ customer_id: 5, user_id: null }),
    ]).toEqual([2, undefined, undefined, 1]);
  });

  it.each([
    ["nothing", {}, "required_parameter_missed", "access_token"],
    ["null", { access_token: null }, "required_parameter_missed", "access_token"],
    ["an empty token", { access_token: "" }, "required_parameter_missed", "access_token"],
    ["a number", { access_token: 5 }, "data_type_error", "access_token"],
    ["an unknown token", { access_token: `${key}x` }, "access_token_invalid", null],
    ["the hash of a key", { access_token: hashKey(key) }, "access_token_invalid", null],
    ["a token of three parts", { access_token: "a.b.c" }, "access_token_invalid", null],
    ["an expired key", { access_token: "old" }, "access_token_expired", null],
    ["a blocked key", { access_token: "blocked" }, "access_token_blocked", null],
  ])("refuses %s", async (_what, params, mnemonic, field) => {
    expect(await call("get.account", params)).toMatchObject({ error: { data: { mnemonic, field } } });
  });

  it("takes a temporary key until its end", async () => {
    const outcome = async () => Object.keys(await call("get.account", { access_token: "until-noon" }));
    test.clock.ms = Date.UTC(2025, 5, 1, 11, 59, 59, 999);
    expect(await outcome()).toContain("result");
    test.clock.ms += 1;
    expect(await outcome()).toContain("error");
  });

  it.each([
    ["no login", { password: "p" }, "required_parameter_missed", "login"],
    ["no password", { login: "ann" }, "required_parameter_missed", "password"],
    ["a number for a login", { login: 5, password: "p" }, "data_type_error", "login"],
    ["a wrong password", { login: "ann", password: "q" }, "auth_error", null],
    ["an unknown login", { login: "bob", password: "p" }, "auth_error", null],
    ["a login from a foreign address", { login: "fay", password: "f" }, "ip_not_whitelisted", null],
    ["another parameter", { login: "ann", password: "p", wibble: 1 }, "unexpected_parameters", "wibble"],
  ])("login.user refuses %s", async (_what, params, mnemonic, field) => {
    expect(await call("login.user", params)).toMatchObject({ error: { data: { mnemonic, field } } });
  });

  it("login.user answers a token, its end in epoch seconds, and the account's id; it costs a call", async () => {
    test.clock.ms += 48 * 3600_000;
    const { result } = (await call("login.user", { login: "ann", password: "p" })) as { result: Record<string, unknown> };
    expect(result).toEqual({
      data: { access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/) as string, expire_at: test.clock.ms / 1000 + 3600, app_id: 77 },
      metadata: { version: null, limits: { ...limits, day_remaining: 999_999 } },
    });
  });

  it("logout.user ends no permanent key", async () => {
    expect(await call("logout.user", { access_token: key })).toMatchObject({ result: { data: {} } });
    expect(await call("get.account", { access_token: key })).toHaveProperty("result");
  });
});
