import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventsOf } from "../system/event.ts";
import { startSystem, type TestSystem } from "../system/start-system.ts";
import { createTestAccount, type TestAccount } from "../system/test-account.ts";
import { chunked, rawExchange } from "./raw-exchange.ts";

interface Refusal {
  readonly code: number;
  readonly message: string;
  readonly data: {
    readonly mnemonic: string;
    readonly field: string | null;
    readonly value: string | null;
    readonly params: object;
    readonly extended_helper: null;
  };
}
interface Reply {
  readonly jsonrpc: string;
  readonly id: unknown;
  readonly result?: { readonly data: unknown; readonly metadata: Readonly<Record<string, unknown>> };
  readonly error?: Refusal;
}

const limitNames = ["day_limit", "day_remaining", "day_reset", "minute_limit", "minute_remaining", "minute_reset"];

describe("replies of the Data API", () => {
  let system: TestSystem;
  let account: TestAccount;
  let hurried: TestAccount;
  const post = async (body: string | Uint8Array<ArrayBuffer>, headers: Readonly<Record<string, string>> = {}, url = "/v2.0") =>
    await fetch(`${system.origin}${url}`, { method: "POST", body, headers });
  const call = async (method: string, params: object, by: TestAccount = account): Promise<Reply> => {
    const reply = await post(JSON.stringify({ jsonrpc: "2.0", id: "x1", method, params: { access_token: by.comagic.accessToken, ...params } }));
    expect([reply.status, reply.headers.get("content-type")]).toEqual([200, "application/json; charset=utf-8"]);
    const body = (await reply.json()) as Reply;
    expect([body.jsonrpc, body.id]).toEqual(["2.0", "x1"]);
    return body;
  };
  /** Five members of the right kinds, whatever else there is. */
  function refuses(body: unknown, code: number, mnemonic: string): Refusal["data"] {
    const { error } = body as Reply;
    expect(error?.code, JSON.stringify(body)).toBe(code);
    expect(error?.message).toMatch(/\w/);
    const { mnemonic: told, field, value, params, extended_helper } = error?.data ?? ({} as Refusal["data"]);
    expect([told, extended_helper, typeof params]).toEqual([mnemonic, null, "object"]);
    for (const text of [field, value]) expect(text === null || typeof text === "string").toBe(true);
    return error?.data ?? ({} as Refusal["data"]);
  }

  beforeAll(async () => {
    account = await createTestAccount({ tenant: "acme", accountId: 1001, timezone: "Europe/Moscow" });
    hurried = await createTestAccount({ tenant: "hurried", accountId: 1002, comagic: { limits: { day: 5, minute: 3 } } });
    system = await startSystem([account, hurried]);
    const event = eventsOf("acme");
    await system.publish(account, [
      event("session.started.v1", "2025-03-01T09:00:00Z", { visitor_session_id: 900, site_id: 1, visitor: { visitor_id: 77, city: "Казань" } }),
      event("chat.started.v1", "2025-03-01T10:00:00Z", { chat_id: 42, initiator: "visitor", visitor: { visitor_id: 70 } }),
    ]);
    await system.settled();
  });
  afterAll(async () => await system?.stop());

  it("repeat the id with its JSON type, as it stood", async () => {
    for (const id of ["7", "9007199254740993", "-1.50", '"7"', '"ж"', '"6ba7b810-9dad-11d1-80b4-00c04fd430c8"']) {
      const body = `{"jsonrpc":"2.0","id":${id},"method":"get.account","params":{"access_token":"${account.comagic.accessToken}"}}`;
      expect(await (await post(body)).text()).toContain(`"id":${id},"result"`);
      expect(await (await post(body.replace("get.account", "get.nothing"))).text()).toContain(`"id":${id},"error"`);
    }
  });

  it("do not depend on the declared type of the body, nor on how it is sent", async () => {
    const text = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "get.account", params: { access_token: account.comagic.accessToken } });
    const head = ["POST /v2.0/ HTTP/1.1", "Host: x", "Connection: close"];
    for (const type of [[], ["Content-Type: application/json; charset=UTF-8"], ["Content-Type: text/plain"], ["Content-Type: json"]]) {
      const whole = await rawExchange(system.origin, [...head, ...type, `Content-Length: ${Buffer.byteLength(text)}`, "", text].join("\n"));
      const pieces = await rawExchange(system.origin, [...head, ...type, "Transfer-Encoding: chunked", "", chunked(text)].join("\n"));
      for (const { status, body } of [whole, pieces])
        expect([status, body], type[0]).toEqual([200, expect.stringContaining('"timezone":"Europe/Moscow"') as string]);
    }
  });

  it("tell what is no request with HTTP 200: -32700, -32600, -32099", async () => {
    const refusal = async (body: string | Uint8Array<ArrayBuffer>, headers?: Readonly<Record<string, string>>) => {
      const reply = await post(body, headers);
      expect(reply.status).toBe(200);
      const json = (await reply.json()) as Reply;
      expect(json.id).toBeNull();
      return json;
    };
    refuses(await refusal("{"), -32700, "parse_error");
    refuses(await refusal(""), -32700, "parse_error");
    refuses(await refusal(new Uint8Array(gzipSync("{}")), { "content-encoding": "gzip" }), -32700, "parse_error");
    refuses(await refusal("[]"), -32099, "batch_opreations_not_supported");
    refuses(await refusal('{"jsonrpc":"2.0","method":"get.account","params":{}}'), -32099, "notifications_not_supported");
    refuses(await refusal('{"jsonrpc":"2.0","id":null,"method":"get.account","params":{}}'), -32099, "notifications_not_supported");
    refuses(await refusal('{"jsonrpc":"2.0","id":{},"method":"get.account","params":{}}'), -32600, "invalid_request");
  });

  it("413 for a body over a mebibyte, 405 for other methods, 404 for other paths", async () => {
    expect((await post(" ".repeat(1024 * 1024 + 1))).status).toBe(413);
    for (const method of ["GET", "PUT", "DELETE", "OPTIONS"]) {
      const reply = await fetch(`${system.origin}/v2.0`, { method });
      expect([reply.status, reply.headers.get("allow")]).toEqual([405, "POST"]);
    }
    for (const path of ["/v2.0/get.account", "/v2.0/v2.0"]) expect((await post("{}", {}, path)).status).toBe(404);
    expect((await post("{}", {}, "/v2.1")).status).toBe(404);
  });

  it("always carry all six limits, and count successful calls alone", async () => {
    const { result } = await call("get.account", {});
    expect(Object.keys(result?.metadata["limits"] as object)).toEqual(limitNames);
    expect(result?.metadata).toMatchObject({ version: null, total_items: 1, limits: { day_limit: 1_000_000, minute_limit: 10_000 } });
    const remaining = (reply: Reply) => (reply.result?.metadata["limits"] as Record<string, number> | undefined)?.["day_remaining"];
    const first = remaining(await call("get.account", {}, hurried));
    const unexpected = refuses(await call("get.account", { wibble: 1 }, hurried), -32602, "unexpected_parameters");
    expect(unexpected).toMatchObject({ field: "wibble", value: "1", metadata: { limits: { day_remaining: first } } });
    expect(remaining(await call("get.account", {}, hurried))).toBe((first ?? 0) - 1);
    const outcomes = [await call("get.account", {}, hurried), await call("get.account", {}, hurried), await call("get.account", {}, hurried)];
    const { params } = refuses(outcomes.at(-1), -32029, "limit_exceeded");
    // the minute of the clock may have ended meanwhile, the day may not
    expect([
      { limit_type: "minute", limit_max_value: 3 },
      { limit_type: "day", limit_max_value: 5 },
    ]).toContainEqual(params);
    expect(await call("get.account", {})).toHaveProperty("result");
  });

  it("log in and out: a session is good until it is ended, and not for a wrong password", async () => {
    const { login, password } = account.comagic;
    const begin = async (given: object) => (await (await post(JSON.stringify({ jsonrpc: "2.0", id: 1, method: "login.user", params: given }))).json()) as Reply;
    refuses(await begin({ login, password: "wrong" }), -32001, "auth_error");
    const { result } = await begin({ login, password });
    const { access_token, expire_at, app_id } = (result ?? { data: {} }).data as { access_token: string; expire_at: number; app_id: number };
    expect(app_id).toBe(1001);
    expect(Math.abs(expire_at - Date.now() / 1000 - 3600)).toBeLessThan(60);
    expect(await call("get.account", { access_token })).toHaveProperty("result");
    expect((await call("logout.user", { access_token })).result?.data).toEqual({});
    refuses(await call("get.account", { access_token }), -32001, "access_token_invalid");
    refuses(await call("logout.user", { access_token }), -32001, "access_token_invalid");
  });

  it("the write is answered by what is known, and its event goes through the log like all others", async () => {
    const assign = async (params: object) =>
      await call("set.visitor_communication", { communication_type: "chat", communication_id: 42, visitor_id: 77, ...params });
    expect(refuses(await assign({ communication_id: 43 }), -32602, "entity_not_found").field).toBe("communication_id");
    expect(refuses(await assign({ visitor_id: 78 }), -32602, "entity_not_found").field).toBe("visitor_id");
    refuses(await assign({ communication_type: "call" }), -32602, "invalid_parameters_combination");
    expect((await assign({})).result).toEqual({ data: {}, metadata: { version: null, limits: expect.any(Object) as object } });
    await system.settled();
    // the visitor that it had is nobody's any more: he is known by nothing else
    expect(refuses(await assign({ visitor_id: 70 }), -32602, "entity_not_found").field).toBe("visitor_id");
    const metrics = await (await fetch(`${system.origin}/metrics`)).text();
    expect(metrics).toMatch(/^stats_request_log_events_total\{outcome="published"\} [1-9]/m);
    const { dead_letters } = (await (await fetch(`${system.origin}/status.json`)).json()) as { dead_letters: { total: number } };
    expect(dead_letters.total).toBe(0);
  });

  it("requests are reported to the account that made them, itself included, without their secrets", async () => {
    const day = (at: number) => new Date(at + 3 * 3600_000).toISOString().slice(0, 10);
    const period = { date_from: day(Date.now() - 86_400_000), date_till: day(Date.now() + 86_400_000) };
    const fields = ["method", "type", "method_type", "result", "error_mnemocode", "ip_address", "request_id", "raw"];
    await call("get.api_requests_report", { ...period, fields });
    await system.settled();
    const { result } = await call("get.api_requests_report", { ...period, fields, limit: 1000 });
    const rows = result?.data as Readonly<Record<string, unknown>>[];
    const of = (method: string) => rows.filter((row) => row["method"] === method);
    expect(of("get.api_requests_report")).toEqual([
      expect.objectContaining({ type: "rpc_api", method_type: "heavy", result: "success", error_mnemocode: null, ip_address: "127.0.0.1", request_id: "x1" }),
    ]);
    expect(of("set.visitor_communication").map((row) => row["error_mnemocode"])).toEqual(
      expect.arrayContaining([null, "entity_not_found", "invalid_parameters_combination"]),
    );
    expect(of("login.user").map((row) => row["result"])).toEqual(["success"]);
    const text = JSON.stringify(rows);
    expect(text).toContain("***");
    for (const secret of [account.comagic.accessToken, account.comagic.password]) expect(text).not.toContain(secret);
  });
});
