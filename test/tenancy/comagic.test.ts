import { forTenant } from "@stats/facts";
import { createLogger } from "@stats/kit";
import { communicationWithId, visitorLastSeen } from "@stats/questions";
import { type OpenDatabase, openDatabase } from "@stats/standalone";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventsOf } from "../system/event.ts";
import { startSystem, type TestSystem } from "../system/start-system.ts";
import { createTestAccount, type TestAccount } from "../system/test-account.ts";

const tenants = ["alpha", "beta", "gamma"] as const;
type Tenant = (typeof tenants)[number];

interface Reply {
  readonly result?: { readonly data: unknown };
  readonly error?: { readonly data: { readonly mnemonic: string; readonly field: string | null } };
}

describe("accounts that share every id, through CoMagic", () => {
  let system: TestSystem;
  let database: OpenDatabase;
  const accounts = new Map<Tenant, TestAccount>();
  const sessions = new Map<Tenant, string>();

  const accountOf = (tenant: Tenant) => accounts.get(tenant) as TestAccount;
  const call = async (method: string, params: object): Promise<Reply> => {
    const reply = await fetch(`${system.origin}/v2.0`, { method: "POST", body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }) });
    return (await reply.json()) as Reply;
  };
  const login = async (tenant: Tenant) => {
    const { login: name, password } = accountOf(tenant).comagic;
    const { result } = await call("login.user", { login: name, password });
    return (result ?? { data: {} }).data as { access_token?: string };
  };
  const whose = async (access_token: string, more: object = {}) => {
    const { result, error } = await call("get.account", { access_token, ...more });
    return error?.data.mnemonic ?? (result?.data as { name: string }[] | undefined)?.[0]?.name;
  };
  const credentialsOf = (tenant: Tenant) => [accountOf(tenant).comagic.accessToken, sessions.get(tenant) ?? ""];

  beforeAll(async () => {
    for (const [index, tenant] of tenants.entries()) accounts.set(tenant, await createTestAccount({ tenant, accountId: 1001 + index }));
    system = await startSystem([...accounts.values()]);
    for (const tenant of tenants) {
      sessions.set(tenant, (await login(tenant)).access_token ?? "");
      const event = eventsOf(tenant);
      await system.publish(accountOf(tenant), [
        event("chat.started.v1", "2025-03-01T10:00:00Z", { chat_id: 1, initiator: "visitor", visitor: { visitor_id: 70, city: tenant } }),
        event("session.started.v1", "2025-03-01T09:00:00Z", { visitor_session_id: 5, site_id: 1, visitor: { visitor_id: 71, city: tenant } }),
      ]);
    }
    // only one account has this chat, and only one other knows this visitor
    await system.publish(accountOf("alpha"), [eventsOf("alpha")("chat.started.v1", "2025-03-02T10:00:00Z", { chat_id: 2, initiator: "visitor" })]);
    await system.publish(accountOf("beta"), [eventsOf("beta")("visitor.updated.v1", "2025-03-02T10:00:00Z", { visitor_id: 72, full_name: "B" })]);
    await system.settled();
    database = await openDatabase(system.config, createLogger("test", "silent"), { share: true });
  });
  afterAll(async () => {
    await database?.close();
    await system?.stop();
  });

  it("a key and a session show their own account, whatever customer a request names", async () => {
    for (const tenant of tenants) {
      for (const access_token of credentialsOf(tenant)) {
        for (const other of tenants) {
          const { appId } = accountOf(other).comagic;
          expect(await whose(access_token, { user_id: appId, customer_id: appId })).toBe(tenant);
        }
      }
    }
  });

  it("a session put together from those of two accounts is none", async () => {
    const tokens = [...sessions.values()].map((token) => token.split("."));
    const part = fc.constantFrom(...tokens.keys());
    await fc.assert(
      fc.asyncProperty(fc.tuple(part, part, part), async ([head, body, signature]) => {
        const token = [tokens[head]?.[0], tokens[body]?.[1], tokens[signature]?.[2]].join(".");
        // the heads are all the same
        expect(await whose(token)).toBe(body === signature ? tenants[body] : "access_token_invalid");
      }),
      { numRuns: 20, seed: 1 },
    );
  });

  it("nobody logs in with another account's password", async () => {
    for (const tenant of tenants) {
      for (const other of tenants.filter((one) => one !== tenant)) {
        const { error } = await call("login.user", { login: accountOf(tenant).comagic.login, password: accountOf(other).comagic.password });
        expect(error?.data.mnemonic).toBe("auth_error");
      }
    }
  });

  it("a session that is ended takes no other with it", async () => {
    const { access_token = "" } = await login("beta");
    await call("logout.user", { access_token });
    expect(await whose(access_token)).toBe("access_token_invalid");
    for (const tenant of tenants) expect(await whose(sessions.get(tenant) ?? "")).toBe(tenant);
  });

  it("the write sees and touches its own account alone", async () => {
    const assign = async (tenant: Tenant, communication_id: number, visitor_id: number) => {
      const access_token = accountOf(tenant).comagic.accessToken;
      const { error } = await call("set.visitor_communication", { access_token, communication_type: "chat", communication_id, visitor_id });
      return error?.data.field;
    };
    expect([await assign("beta", 2, 71), await assign("alpha", 1, 72), await assign("gamma", 1, 72)]).toEqual(["communication_id", "visitor_id", "visitor_id"]);
    expect(await assign("beta", 1, 71)).toBeUndefined();
    await system.settled();
    const known = async (tenant: Tenant, visitor_id: number) =>
      (await visitorLastSeen.ask(forTenant(database.client, tenant), { visitor_id })).map(({ visitor_city }) => visitor_city);
    // beta's chat is the other visitor's now, who is known by his session; the first one is nobody any more
    expect([await known("beta", 70), await known("beta", 71)]).toEqual([[], ["beta"]]);
    for (const tenant of ["alpha", "gamma"] as const) expect([await known(tenant, 70), await known(tenant, 71)]).toEqual([[tenant], [tenant]]);
    for (const tenant of tenants) {
      const found = await communicationWithId.ask(forTenant(database.client, tenant), { communication_id: 2 });
      expect(found).toEqual(tenant === "alpha" ? [{ kind: "chat", entity_id: 2 }] : []);
    }
  });

  it("requests are events of the account whose token they came with", async () => {
    const rows = await database.client.query({
      query: "select tenant, count() as requests from api_request final group by tenant order by tenant",
      format: "JSONEachRow",
    });
    const counts = await rows.json<{ tenant: string; requests: string }>();
    expect(counts.map(({ tenant }) => tenant)).toEqual([...tenants]);
  });
});
