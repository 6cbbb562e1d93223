import { connect, forTenant, storeEndedSession, type TenantReader } from "@stats/facts";
import { type ScratchFacts, startScratchFacts } from "@stats/questions/testing";
import { decodeJwt } from "jose";
import type { FastifyInstance } from "fastify";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { hashPassword } from "../../../accounts/password-hash.ts";
import { readOnly, startTestApp, type TestApp } from "../../../testing/test-app.ts";

describe("sessions of login.user", () => {
  let facts: ScratchFacts;
  let hash: string;
  const apps: FastifyInstance[] = [];
  const logged: string[] = [];
  const entry = (password: string, tenant = "acme", login = "ann") => ({ tenant, comagic: { app_id: 7, users: [{ login, password }], tokens: [] } });
  /** Another query process over the same database. */
  async function start(accounts: readonly unknown[], readerFor: (tenant: string) => TenantReader = facts.readerFor): Promise<TestApp> {
    const test = await startTestApp(accounts, readerFor, logged, { ...readOnly, endSession: (ended) => storeEndedSession(facts.database, ended) });
    // the database forgets sessions that are long over by its own clock
    test.clock.ms = Date.UTC(2099, 5, 1);
    apps.push(test.app);
    return test;
  }
  async function call<Data>(app: FastifyInstance, method: string, params: object): Promise<{ data?: Data; mnemonic?: string }> {
    const reply = await app.inject({ method: "POST", url: "/v2.0", payload: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }) });
    const { result, error } = reply.json<{ result?: { data: Data }; error?: { data: { mnemonic: string } } }>();
    return error === undefined ? { data: result?.data as Data } : { mnemonic: error.data.mnemonic };
  }
  const login = async (app: FastifyInstance, params = { login: "ann", password: "p" }) => {
    const { data } = await call<{ access_token: string }>(app, "login.user", params);
    return data?.access_token ?? "";
  };
  const asks = async (app: FastifyInstance, access_token: string) => (await call(app, "get.account", { access_token })).mnemonic ?? "good";

  beforeAll(async () => {
    facts = await startScratchFacts();
    hash = await hashPassword("p");
  });
  afterEach(async () => {
    for (const app of apps.splice(0)) await app.close();
  });
  afterAll(async () => await facts.close());

  it("are good in every process for an hour, and not a second longer", async () => {
    const [one, other] = [await start([entry(hash)]), await start([entry(hash)])];
    const token = await login(one.app);
    expect([await asks(one.app, token), await asks(other.app, token)]).toEqual(["good", "good"]);
    other.clock.ms += 3_599_999;
    expect(await asks(other.app, token)).toBe("good");
    other.clock.ms += 1;
    expect([await asks(one.app, token), await asks(other.app, token)]).toEqual(["good", "access_token_expired"]);
  });

  it("end with the password, also when it becomes the same again under another salt", async () => {
    const token = await login((await start([entry(hash)])).app);
    expect(await asks((await start([entry(await hashPassword("p"))])).app, token)).toBe("access_token_invalid");
    expect(await asks((await start([{ tenant: "acme", comagic: { app_id: 7, users: [], tokens: [] } }])).app, token)).toBe("access_token_invalid");
  });

  it("are of one account: the same login elsewhere is somebody else", async () => {
    const token = await login((await start([entry(hash)])).app);
    expect(await asks((await start([entry(hash, "rival")])).app, token)).toBe("access_token_invalid");
  });

  it("that nobody signed are none", async () => {
    const { app } = await start([entry(hash), entry(await hashPassword("q"), "rival", "bob")]);
    const [head = "", body = "", signature = ""] = (await login(app)).split(".");
    const [, foreign = ""] = (await login(app, { login: "bob", password: "q" })).split(".");
    const unsigned = Buffer.from('{"alg":"none"}').toString("base64url");
    for (const forged of [`${head}.${foreign}.${signature}`, `${head}.${body}.`, `${unsigned}.${body}.`, `${head}.${body}.${signature}AAAA`]) {
      expect(await asks(app, forged)).toBe("access_token_invalid");
    }
  });

  it("that their user ended are over at once in every process, and after a restart; his others go on", async () => {
    const [one, other] = [await start([entry(hash)]), await start([entry(hash)])];
    const [ended, kept] = [await login(one.app), await login(one.app)];
    expect(ended).not.toBe(kept);
    expect(await call(one.app, "logout.user", { access_token: ended })).toEqual({ data: {} });
    for (const { app } of [one, other, await start([entry(hash)])])
      expect([await asks(app, ended), await asks(app, kept)]).toEqual(["access_token_invalid", "good"]);
    expect(await call(other.app, "logout.user", { access_token: ended })).toEqual({ mnemonic: "access_token_invalid" });
  });

  it("the end of a session is remembered for its account alone, until the session would have ended", async () => {
    const { app, clock } = await start([entry(hash)]);
    const token = await login(app);
    await call(app, "logout.user", { access_token: token });
    const { jti = "" } = decodeJwt(token);
    expect(await facts.query("select tenant, toUnixTimestamp(expires_at) as at from ended_session where session_id = {id:String}", { id: jti })).toEqual([
      { tenant: "acme", at: clock.ms / 1000 + 3600 },
    ]);
  });

  it("nobody is let in, and nothing of the database told, when it cannot be asked whether a session is over", async () => {
    const token = await login((await start([entry(hash)])).app);
    const away = connect({ url: "http://127.0.0.1:9", database: "stats", timeoutMs: 500 });
    const { app } = await start([entry(hash)], (tenant) => forTenant(away, tenant));
    const reply = await app.inject({
      method: "POST",
      url: "/v2.0",
      payload: JSON.stringify({ jsonrpc: "2.0", id: "x", method: "get.account", params: { access_token: token } }),
    });
    expect([reply.statusCode, reply.json()]).toEqual([
      200,
      {
        jsonrpc: "2.0",
        id: "x",
        error: {
          code: -32603,
          message: "Internal error, contact the support service",
          data: { mnemonic: "internal_error", field: null, value: null, params: {}, extended_helper: null },
        },
      },
    ]);
    expect(logged.join("\n")).toMatch(/session-ended/);
    await expect(storeEndedSession(away, { tenant: "acme", sessionId: "x", expiresAt: 1 })).rejects.toThrow();
    await away.close();
  });

  it("503 and when to come again, when the database says that it has too much to do", async () => {
    const busy = Object.assign(new Error("Too many simultaneous queries: select 1"), { code: "202" });
    const { app } = await start([entry(hash)], () => {
      const refuse = () => Promise.reject(busy);
      return { select: refuse, selectBatches: refuse, selectJson: refuse };
    });
    const payload = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "get.account", params: { access_token: await login(app) } });
    const reply = await app.inject({ method: "POST", url: "/v2.0", payload });
    expect([reply.statusCode, reply.headers["retry-after"]]).toEqual([503, "2"]);
    expect(reply.json()).toMatchObject({ id: 1, error: { code: -32603, data: { mnemonic: "internal_error", value: null } } });
    expect(reply.body).not.toMatch(/select/i);
  });
});
