import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ChatsReportParams, Oracle, OperatorTimeParams } from "../oracle/index.ts";
import { bearer } from "../system/bearer.ts";
import { eventsOf } from "../system/event.ts";
import type { TestSystem } from "../system/start-system.ts";
import { basic, type TestAccount } from "../system/test-account.ts";
import { busy, oracleOf, storyOf, type Tenant, zones } from "./crowd.ts";
import { chatsReportParams, operatorTimeParams, toChatsQuery, toOperatorFields } from "./requests.ts";
import { startCrowd } from "./start-crowd.ts";

const tenants = Object.keys(zones) as Tenant[];
const method = "/platform_api/GetACDOperatorStatusStatistics";
const wide = { date_from: "2025-02-01", date_to: "2025-03-31", aggregate_by: "hour" } as const;
const wideWindow = { from_date: "2025-02-01 00:00:00", to_date: "2025-04-01 00:00:00", user_id: "all" } as const;

describe("accounts that share every id", () => {
  let system: TestSystem;
  let accounts: ReadonlyMap<Tenant, TestAccount>;
  let oracles: Map<Tenant, Oracle>;
  const of = <T>(map: ReadonlyMap<Tenant, T>, tenant: Tenant): T => {
    const value = map.get(tenant);
    if (value === undefined) throw new Error(`There is no ${tenant}`);
    return value;
  };
  const oneOf = fc.constantFrom(...tenants);
  const pair = fc.tuple(oneOf, oneOf).filter(([one, other]) => one !== other);

  beforeAll(async () => {
    ({ system, accounts, oracles } = await startCrowd());
  });
  afterAll(async () => await system?.stop());

  async function chats(tenant: Tenant, query: URLSearchParams, headers: Readonly<Record<string, string>> = {}) {
    const reply = await fetch(`${system.origin}/api/chats/reports/summary?${query}`, {
      headers: { authorization: basic(of(accounts, tenant).thulium), ...headers },
    });
    return { status: reply.status, total: reply.headers.get("x-total-count"), text: await reply.text() };
  }
  async function operators(
    fields: URLSearchParams,
    headers: Readonly<Record<string, string>> = {},
    query: Readonly<Record<string, string>> = {},
  ): Promise<string> {
    const reply = await fetch(`${system.origin}${method}?${new URLSearchParams(query)}`, { method: "POST", headers, body: fields });
    return await reply.text();
  }
  const expectedChats = (tenant: Tenant, params: ChatsReportParams) => of(oracles, tenant).chatsReport(tenant, params);
  const expectedOperators = (tenant: Tenant, params: Omit<OperatorTimeParams, "nowMs">) =>
    of(oracles, tenant).operatorTime(tenant, { ...params, nowMs: Date.now() });

  it("differ in every report, so that a leak would show", () => {
    for (const [one, other] of [
      ["alpha", "beta"],
      ["beta", "gamma"],
      ["alpha", "gamma"],
    ] as const) {
      expect(expectedChats(one, { ...wide, sum_users: true })).not.toEqual(expectedChats(other, { ...wide, sum_users: true }));
      expect(expectedOperators(one, wideWindow)).not.toEqual(expectedOperators(other, wideWindow));
    }
  });

  it("see their own chats alone, whatever they ask", async () => {
    let rows = 0;
    await fc.assert(
      fc.asyncProperty(oneOf, chatsReportParams, async (tenant, params) => {
        const { status, total, text } = await chats(tenant, toChatsQuery(params));
        const expected = expectedChats(tenant, params);
        expect(status, text).toBe(200);
        expect(JSON.parse(text)).toEqual(expected.rows);
        expect(total).toBe(String(expected.total));
        for (const other of busy) if (other !== tenant) expect(text).not.toContain(`of ${other}`);
        rows += expected.rows.length;
      }),
      { numRuns: 60 },
    );
    expect(rows).toBeGreaterThan(50);
  });

  it("see their own operators alone, whatever they ask and however they log in", async () => {
    let items = 0;
    await fc.assert(
      fc.asyncProperty(oneOf, operatorTimeParams, fc.boolean(), async (tenant, params, byToken) => {
        const account = of(accounts, tenant);
        const legacy = { account_id: String(account.voximplant.accountId), api_key: account.voximplant.apiKey };
        const text = byToken
          ? await operators(toOperatorFields(params), { authorization: await bearer(account) })
          : await operators(toOperatorFields(params), {}, legacy);
        const expected = expectedOperators(tenant, params);
        expect(JSON.parse(text)).toEqual(expected);
        items += expected.result.length;
      }),
      { numRuns: 60 },
    );
    expect(items).toBeGreaterThan(50);
  });

  it("mixed credentials of the operator statistics open nothing, and never the other account", async () => {
    await fc.assert(
      fc.asyncProperty(pair, async ([mine, theirs]) => {
        const [own, other] = [of(accounts, mine), of(accounts, theirs)];
        const ask = async (more: Readonly<Record<string, string>>, authorization?: string) =>
          JSON.parse(await operators(new URLSearchParams({ ...wideWindow, ...more }), authorization === undefined ? {} : { authorization })) as {
            error?: { code: number };
            result?: unknown;
          };
        const theirId = String(other.voximplant.accountId);
        expect(await ask({ account_id: theirId, api_key: own.voximplant.apiKey })).toMatchObject({ error: { code: 100 } });
        // every account's key has the same key_id: only the issuer says which one is meant
        expect(await ask({}, await bearer(own, { issuer: other.voximplant.accountId }))).toMatchObject({ error: { code: 100 } });
        expect(await ask({ account_id: theirId }, await bearer(own))).toMatchObject({ error: { code: 115 } });
        expect(await ask({ account_id: theirId, api_key: other.voximplant.apiKey }, await bearer(own))).toMatchObject({ error: { code: 115 } });
        // a bad token does not fall back to good credentials beside it
        expect(await ask({ account_id: theirId, api_key: other.voximplant.apiKey }, "Bearer x.y.z")).toMatchObject({ error: { code: 447 } });
        // an ignored key of another account changes nothing
        expect(await ask({ api_key: other.voximplant.apiKey, tenant: theirs }, await bearer(own))).toEqual(expectedOperators(mine, wideWindow));
        // and with two account ids the body's counts, for credentials and data alike
        expect(
          JSON.parse(
            await operators(
              new URLSearchParams({ ...wideWindow, account_id: String(own.voximplant.accountId), api_key: own.voximplant.apiKey }),
              {},
              { account_id: theirId },
            ),
          ),
        ).toEqual(expectedOperators(mine, wideWindow));
      }),
      { numRuns: 8 },
    );
  });

  it("mixed credentials of the chat report are refused", async () => {
    for (const [mine, theirs] of [
      ["alpha", "beta"],
      ["beta", "gamma"],
      ["empty", "alpha"],
    ] as const) {
      const authorization = basic({ login: of(accounts, mine).thulium.login, password: of(accounts, theirs).thulium.password });
      expect((await chats(mine, toChatsQuery(wide), { authorization })).status).toBe(401);
    }
  });

  it("no parameter, header or text of a request names another account", async () => {
    for (const name of ["tenant", "account", "account_id", "tenant[]"]) {
      expect((await chats("alpha", new URLSearchParams({ ...wide, [name]: "beta" }))).status, name).toBe(400);
    }
    const headers = { "x-tenant": "beta", "tenant": "beta", "x-clickhouse-user": "beta", "ce-tenant": "beta" };
    expect(JSON.parse((await chats("alpha", toChatsQuery(wide), headers)).text)).toEqual(expectedChats("alpha", wide).rows);
    for (const login of ["beta", "agent1' or tenant = 'beta", "agent1\\", "{tenant:String}", "agent1\u0000"]) {
      expect((await chats("alpha", toChatsQuery({ ...wide, user_logins: [login] }))).text, login).toBe("[]");
    }
    const text = await operators(new URLSearchParams({ ...wideWindow, tenant: "beta", param_tenant: "beta" }), {
      ...headers,
      authorization: await bearer(of(accounts, "alpha")),
    });
    expect(JSON.parse(text)).toEqual(expectedOperators("alpha", wideWindow));
  });

  it("an account without events sees nothing", async () => {
    expect(await chats("empty", toChatsQuery({ date_from: "2000-01-01", date_to: "2100-01-01", sum_users: true, aggregate_by: "year" }))).toEqual({
      status: 200,
      total: "0",
      text: "[]",
    });
    expect(await operators(new URLSearchParams(wideWindow), { authorization: await bearer(of(accounts, "empty")) })).toBe('{"result":[]}');
  });

  it("a publish key writes into its own account alone, and changes no other's reports", async () => {
    const ends = async () =>
      ((await (await fetch(`${system.origin}/status.json`)).json()) as { lag: { partitions: { end_offset: number }[] } }).lag.partitions.reduce(
        (sum, one) => sum + one.end_offset,
        0,
      );
    const before = await ends();
    const forged = eventsOf("beta")("chat.started.v1", "2025-03-02T10:00:00Z", { chat_id: 1, initiator: "visitor" });
    for (const events of [[forged], [{ ...forged, tenant: "alpha" }, forged]])
      await expect(system.publish(of(accounts, "alpha"), events)).rejects.toThrow(/403/);
    expect(await ends()).toBe(before);

    // the same chat ids, moved and rated anew, and the same (source, id) as events of the others
    const moved = storyOf("beta")
      .filter(({ type }) => type.startsWith("chat."))
      .map((event, index) => ({ ...event, tenant: "empty", id: `e${index}` }));
    await system.publish(of(accounts, "empty"), moved);
    await system.settled();
    oracles.set("empty", oracleOf("empty", moved));
    for (const tenant of tenants) {
      expect(JSON.parse((await chats(tenant, toChatsQuery(wide))).text), tenant).toEqual(expectedChats(tenant, wide).rows);
      expect(JSON.parse(await operators(new URLSearchParams(wideWindow), { authorization: await bearer(of(accounts, tenant)) })), tenant).toEqual(
        expectedOperators(tenant, wideWindow),
      );
    }
  });
});
