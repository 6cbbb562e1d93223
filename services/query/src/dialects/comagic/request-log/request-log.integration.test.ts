import { mkdtemp, rm } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { topics } from "@stats/events";
import { createTelemetry } from "@stats/kit";
import { type AppendRecord, type Log, openSqliteLog } from "@stats/log";
import type { FastifyInstance } from "fastify";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hashKey } from "../../../accounts/key-hash.ts";
import { hashPassword } from "../../../accounts/password-hash.ts";
import { readOnly, startTestApp, type TestApp, unreachable } from "../../../testing/test-app.ts";

const key = "k".repeat(48);

interface Completed {
  readonly id: string;
  readonly time: string;
  readonly tenant: string;
  readonly data: Readonly<Record<string, unknown>>;
}

describe("the log of requests", () => {
  let dir: string;
  let log: Log;
  let test: TestApp;
  let app: FastifyInstance;
  let telemetry: ReturnType<typeof createTelemetry>;
  /** What an append does before it appends. */
  let before: (records: readonly AppendRecord[]) => Promise<void>;

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), "request-log-"));
    log = await openSqliteLog({ file: join(dir, "log.sqlite"), partitions: Object.fromEntries(topics.map((topic) => [topic, 3])) });
    telemetry = createTelemetry();
    before = async () => undefined;
    const append = async (records: readonly AppendRecord[]) => {
      await before(records);
      await log.append(records);
    };
    const users = [{ login: "ann", password: await hashPassword("pw") }];
    test = await startTestApp(
      [
        { tenant: "acme", comagic: { app_id: 7, users, tokens: [{ key: hashKey(key) }, { key: hashKey("blocked"), blocked: true }] } },
        { tenant: "fenced", comagic: { app_id: 8, users: [], tokens: [{ key: hashKey("fenced-key") }], allowed_ips: ["10.0.0.0/8"] } },
      ],
      unreachable,
      [],
      { ...readOnly, log: { append }, telemetry },
    );
    app = test.app;
  });
  afterEach(async () => {
    await app.close();
    await log.close();
    await rm(dir, { recursive: true, force: true });
  });

  const post = async (payload: string) => await app.inject({ method: "POST", url: "/v2.0", payload });
  const body = (method: unknown, params: unknown, more: Record<string, unknown> = {}) => JSON.stringify({ jsonrpc: "2.0", id: 1, method, params, ...more });
  /** What is in the log once the surface is closed, by key. */
  async function logged(): Promise<readonly Completed[]> {
    await app.close();
    const events: Completed[] = [];
    for (const { topic, partition, low, end } of await log.ranges(topics)) {
      for await (const records of log.read({ topic, partition, from: low, to: end })) {
        for (const { value, key: recordKey } of records) {
          const event = JSON.parse(String(value)) as Completed;
          expect([topic, String(recordKey)]).toEqual(["api-request-events", `${event.tenant}:api_request:${event.id}`]);
          events.push(event);
        }
      }
    }
    return events;
  }

  it("holds an answered request as the contract says, without its token", async () => {
    const text = body("get.account", { access_token: key });
    await post(text);
    const [event, ...others] = await logged();
    expect(others).toEqual([]);
    expect(event).toEqual({
      specversion: "1.0",
      id: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) as string,
      source: "urn:stats:comagic",
      type: "api_request.completed.v1",
      time: "2025-06-01T00:00:00.000Z",
      tenant: "acme",
      data: {
        api_request_id: event?.id,
        request_id: 1,
        api_type: "rpc_api",
        component: "data_api",
        ip_address: "127.0.0.1",
        method: "get.account",
        method_type: "light",
        result: "success",
        raw: text.replace(key, "***"),
        execution_time: 0,
      },
    });
  });

  it.each<[string, string, Record<string, unknown>]>([
    [
      "a refused parameter",
      body("get.account", { access_token: key, x: 1 }),
      { result: "error", error_code: "-32602", error_mnemocode: "unexpected_parameters" },
    ],
    [
      "a method that does not exist",
      body("get.nothing", { access_token: key }),
      { method: "get.nothing", error_code: "-32601", error_mnemocode: "method_not_found" },
    ],
    [
      "a notification",
      body("get.account", { access_token: key }, { id: undefined }),
      { method: "get.account", error_mnemocode: "notifications_not_supported" },
    ],
    [
      "another version",
      body("get.account", { access_token: key }, { jsonrpc: "1.0" }),
      { request_id: 1, error_code: "-32600", error_mnemocode: "invalid_request" },
    ],
    ["a foreign address", body("get.account", { access_token: "fenced-key" }), { error_code: "-32003", error_mnemocode: "ip_not_whitelisted" }],
    [
      "a login",
      body("login.user", { login: "ann", password: "pw" }),
      { method_type: "light", result: "success", raw: body("login.user", { login: "ann", password: "***" }) },
    ],
    ["a text as its id", body("get.account", { access_token: key }, { id: "ж 1" }), { request_id: "ж 1" }],
    ["an id that a double rounds", body("get.account", { access_token: key }).replace('"id":1', '"id":9007199254740993'), { request_id: "9007199254740993" }],
    ["a method with a long name", body("ж".repeat(200), { access_token: key }), { method: "ж".repeat(128) }],
    ["a long body", body("get.account", { access_token: key, x: "ж".repeat(20_000) }), { result: "error" }],
  ])("holds %s", async (_what, payload, data) => {
    await post(payload);
    const [event] = await logged();
    expect(event?.data).toMatchObject(data);
    expect(JSON.stringify(event)).not.toMatch(new RegExp(`${key}|fenced-key`));
    expect(Buffer.byteLength(String(event?.data["raw"]))).toBeLessThanOrEqual(16 * 1024);
  });

  it.each([
    ["an unknown token", body("get.account", { access_token: "unknown" })],
    ["a blocked key", body("get.account", { access_token: "blocked" })],
    ["a wrong password", body("login.user", { login: "ann", password: "x" })],
    ["a method that does not exist, of nobody", body("get.nothing", { access_token: "unknown" })],
    ["no token", body("get.nothing", {})],
    ["no JSON", "{"],
    ["a batch", `[${body("get.account", { access_token: key })}]`],
    ["no method", body(undefined, { access_token: key })],
  ])("does not hold %s", async (_what, payload) => {
    await post(payload);
    expect(await logged()).toEqual([]);
  });

  it("never delays an answer, and is flushed when the surface is closed", async () => {
    const taken = Promise.withResolvers<void>();
    before = async () => await taken.promise;
    for (let count = 0; count < 20; count += 1) expect((await post(body("get.account", { access_token: key }))).json()).toHaveProperty("result");
    taken.resolve();
    expect(await logged()).toHaveLength(20);
    expect(await telemetry.registry.metrics()).toMatch(/^stats_request_log_events_total\{outcome="published"\} 20$/m);
  });

  it("counts what is lost", async () => {
    before = async () => await Promise.reject(new Error("the disk is full"));
    await post(body("get.account", { access_token: key }));
    expect(await logged()).toEqual([]);
    expect(await telemetry.registry.metrics()).toMatch(/^stats_request_log_events_total\{outcome="dropped"\} 1$/m);
  });

  it("holds the request of a caller who went away", async () => {
    const { port } = new URL(await app.listen({ host: "127.0.0.1", port: 0 }));
    const login = body("login.user", { login: "ann", password: "pw" });
    await new Promise<void>((resolve) => {
      const gone = httpRequest({ port, host: "127.0.0.1", path: "/v2.0", method: "POST" }, () => resolve());
      gone.on("error", () => resolve());
      // the password takes a while to be checked
      gone.end(login, () => setImmediate(() => gone.destroy()));
    });
    await expect.poll(async () => await telemetry.registry.metrics(), { timeout: 20_000 }).toMatch(/outcome="published"\} 1$/m);
    expect((await logged()).map(({ data }) => data["method"])).toEqual(["login.user"]);
  });
});
