import { hashPassword } from "@stats/query";
import { expectedReply, fuzzedRequests, fuzzedUsers, fuzzSeed, targetOf, type FuzzedRequest, type World } from "@stats/query/testing/livetex";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { basic } from "../system/test-account.ts";
import { ownId } from "./back-office.ts";
import { busy, type Tenant, zones } from "./crowd.ts";
import { type Crowd, startCrowd } from "./start-crowd.ts";
import { worldOf } from "../livetex/world.ts";

const tenants = Object.keys(zones) as Tenant[];
const days = ["2025-02-28", "2025-03-02", "2025-03-03", "2025-03-05", "2025-03-07"];
const questions = 2;
const formsOfEach = 4;
const rounds = 30;
/** The first of the users. */
const admin = 0;
const everything = {
  employees: "employee(id,first_name,last_name,patronymic,login,email,phone,state,is_deleted),chats_total,by_date",
  sites: "site(id,url,is_deleted),chats_total,by_department,by_employee,department(id,title),employee(id,first_name,last_name,login)",
  departments: "department(id,title,is_deleted),leads_total,calls_total",
  summary: "employee_remarks,employee_remarks_by_remark",
} as const;

describe("accounts that share every id, through LiveTex", () => {
  let crowd: Crowd;
  const worlds = new Map<Tenant, World>();
  const tokens = new Map<string, string>();
  const loginOf = (tenant: Tenant, user = admin) => `${tenant}-${user}`;
  const passwordOf = (tenant: Tenant) => `password of ${tenant}`;
  const basicOf = (tenant: Tenant, user = admin) => basic({ login: loginOf(tenant, user), password: passwordOf(tenant) });
  const bearerOf = (tenant: Tenant, user = admin) => `Bearer ${tokens.get(loginOf(tenant, user))}`;
  const expected = (tenant: Tenant, user: number, request: FuzzedRequest) =>
    expectedReply(worlds.get(tenant) as World, fuzzedUsers[user] ?? { role: "" }, request, Math.floor(Date.now() / 1000));

  async function get(target: string, headers: Readonly<Record<string, string>>) {
    const reply = await fetch(`${crowd.system.origin}${target}`, { headers });
    const text = await reply.text();
    return { status: reply.status, text, body: JSON.parse(text) as unknown };
  }
  async function grant(username: string, password: string) {
    const body = new URLSearchParams({ grant_type: "password", username, password });
    const reply = await fetch(`${crowd.system.origin}/oauth2/token`, { method: "POST", body });
    return { status: reply.status, token: ((await reply.json()) as { results?: { access_token: string } }).results?.access_token };
  }

  beforeAll(async () => {
    crowd = await startCrowd(async (tenant) => {
      const password = await hashPassword(passwordOf(tenant));
      return { livetex: { users: fuzzedUsers.map((user, index) => ({ ...user, login: loginOf(tenant, index), password })) } };
    });
    for (const [tenant, oracle] of crowd.oracles) worlds.set(tenant, worldOf(oracle, tenant, zones[tenant]));
    for (const tenant of tenants) {
      for (const user of fuzzedUsers.keys()) {
        const { token } = await grant(loginOf(tenant, user), passwordOf(tenant));
        if (token === undefined) throw new Error(`No token for ${loginOf(tenant, user)}`);
        tokens.set(loginOf(tenant, user), token);
      }
    }
  }, 300_000);
  afterAll(async () => await crowd?.system.stop());

  it("differ in what every method answers, so that a leak would show", () => {
    const report = { statistics: ["online_time_avg", "chats_total", "calls_total", "leads_total"], breakdowns: [] };
    const asked: FuzzedRequest[] = [...(["employees", "sites", "departments", "summary"] as const).map((method) => ({ ...report, method })), "contacts"];
    for (const request of asked) expect(new Set(busy.map((tenant) => JSON.stringify(expected(tenant, admin, request)))).size).toBe(busy.length);
  });

  it(`see their own data alone, whoever asks whatever, and however he logs in (STATS_TEST_FUZZ_SEED=${fuzzSeed})`, async () => {
    const asked = fc.record({
      tenant: fc.constantFrom(...tenants),
      user: fc.nat(fuzzedUsers.length - 1),
      isByToken: fc.boolean(),
      requests: fuzzedRequests(days, formsOfEach),
    });
    let telling = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(asked, { minLength: questions, maxLength: questions }), async (round) => {
        const check = async (tenant: Tenant, user: number, authorization: string, request: FuzzedRequest) => {
          const { status, text, body } = await get(targetOf(request), { authorization });
          expect({ status, body }, `${loginOf(tenant, user)} ${targetOf(request)}`).toEqual(expected(tenant, user, request));
          for (const other of busy) if (other !== tenant) expect(text).not.toContain(`of ${other}`);
          if (/_\w+":[1-9]/.test(text)) telling += 1;
        };
        const all = round.flatMap(({ tenant, user, isByToken, requests }) =>
          requests.map((request) => check(tenant, user, isByToken ? bearerOf(tenant, user) : basicOf(tenant, user), request)),
        );
        await Promise.all(all);
      }),
      { numRuns: rounds, seed: fuzzSeed },
    );
    expect(telling).toBeGreaterThan((rounds * questions) / 2);
  }, 300_000);

  it("are shown their own names alone, in every attribute and breakdown", async () => {
    for (const tenant of busy) {
      for (const [method, fields] of Object.entries(everything)) {
        const { status, text } = await get(`/v2/stats/${method}?${new URLSearchParams({ fields }).toString()}`, { authorization: bearerOf(tenant) });
        expect(status, text).toBe(200);
        expect(text).toContain(`of ${tenant}`);
        for (const other of busy) if (other !== tenant) expect(text, `${tenant} asks ${method}`).not.toContain(`of ${other}`);
      }
    }
  });

  it("learn nothing of ids that only another account has: they look like ids of nobody", async () => {
    for (const method of ["employees", "sites", "departments"]) {
      const ask = async (tenant: Tenant, id: number) =>
        (await get(`/v2/stats/${method}?q=${method.slice(0, -1)}_ids=${id}&fields=id`, { authorization: bearerOf(tenant) })).body;
      expect(await ask("gamma", ownId)).toEqual({ total: 1, results: [{ id: ownId }] });
      expect(await ask("alpha", ownId)).toEqual({ total: 0, results: [] });
      expect(await ask("alpha", ownId)).toEqual(await ask("alpha", 98_765));
    }
  });

  it("mixed credentials open nothing, by password, token or a token made of two", async () => {
    const target = "/v2/stats/summary";
    for (const [mine, theirs] of [
      ["alpha", "beta"],
      ["beta", "gamma"],
      ["empty", "alpha"],
    ] as const) {
      const crossed = basic({ login: loginOf(mine), password: passwordOf(theirs) });
      expect((await get(target, { authorization: crossed })).status).toBe(401);
      expect(await grant(loginOf(mine), passwordOf(theirs))).toEqual({ status: 401, token: undefined });
      const [header, claims, signature] = bearerOf(mine).split(".");
      const [, theirClaims, theirSignature] = bearerOf(theirs).split(".");
      for (const forged of [`${header}.${theirClaims}.${signature}`, `${header}.${claims}.${theirSignature}`]) {
        expect((await get(target, { authorization: forged })).status).toBe(401);
      }
      // both at once: the header of a request is one text, and neither half of it counts
      expect((await get(target, { authorization: `${bearerOf(mine)}, ${basicOf(theirs)}` })).status).toBe(401);
    }
  });

  it("no parameter or header of a request names another account", async () => {
    for (const name of ["tenant", "account", "account_id", "login"]) {
      expect((await get(`/v2/stats/summary?${name}=beta`, { authorization: basicOf("alpha") })).status, name).toBe(422);
    }
    const headers = { "x-tenant": "beta", "tenant": "beta", "x-clickhouse-user": "beta", "ce-tenant": "beta", "cookie": "tenant=beta" };
    expect(await get("/v2/stats/contacts", { ...headers, authorization: basicOf("alpha") })).toMatchObject(expected("alpha", admin, "contacts"));
  });
});
