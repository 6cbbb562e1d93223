import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bearer } from "../system/bearer.ts";
import { startSystem, type TestSystem } from "../system/start-system.ts";
import { createTestAccount, type TestAccount } from "../system/test-account.ts";

const method = "/platform_api/GetACDOperatorStatusStatistics";
const good = { from_date: "2025-03-10 00:00:00", to_date: "2025-03-11 00:00:00", user_id: "all" };

describe("replies of the operator statistics", () => {
  let system: TestSystem;
  let account: TestAccount;
  let accountant: TestAccount;
  const ask = async (path: string, parameters: Readonly<Record<string, string>>, authorization?: string, httpMethod = "POST") =>
    await fetch(`${system.origin}${path}?${new URLSearchParams(parameters)}`, {
      method: httpMethod,
      headers: authorization === undefined ? {} : { authorization },
    });
  /** Every refusal: HTTP 200, JSON, exactly one `error`, and no key `errors`. */
  async function refuses(
    code: number,
    path: string,
    parameters: Readonly<Record<string, string>>,
    authorization?: string,
    httpMethod?: string,
  ): Promise<string> {
    const reply = await ask(path, parameters, authorization, httpMethod);
    const body = (await reply.json()) as { error: { msg: string } };
    expect(reply.status).toBe(200);
    expect(reply.headers.get("content-type")).toMatch(/^application\/json\b/);
    expect(body, JSON.stringify(parameters)).toEqual({ error: { msg: expect.stringMatching(/\w/) as string, code } });
    return body.error.msg;
  }

  beforeAll(async () => {
    account = await createTestAccount({ tenant: "acme", accountId: 1001 });
    accountant = await createTestAccount({ tenant: "books", accountId: 1002, role: "Accountant" });
    system = await startSystem([account, accountant]);
  });
  afterAll(async () => await system?.stop());

  it("nothing to tell is an empty list, with nothing beside it", async () => {
    for (const grouping of [{}, { group: "aggregation" }, { aggregation: "hour", group: "aggregation" }]) {
      const reply = await ask(method, { ...good, ...grouping }, await bearer(account));
      expect([reply.status, await reply.text()]).toEqual([200, '{"result":[]}']);
      expect(reply.headers.get("content-type")).toMatch(/^application\/json\b/);
    }
  });

  it("which method: 102, 103, and 101 for other HTTP methods, before it asks who calls", async () => {
    await refuses(102, "/platform_api", good);
    await refuses(102, "/platform_api/", good);
    await refuses(103, "/platform_api", { ...good, cmd: "GetUsers" });
    await refuses(103, "/platform_api/getacdoperatorstatusstatistics", good);
    await refuses(103, `${method}/more`, good);
    for (const other of ["PUT", "DELETE", "PATCH"]) await refuses(101, method, good, undefined, other);
  });

  it("who calls: 100, 115, 433, 447, 454, 455, 456, and 104 for a role that may not", async () => {
    const token = await bearer(account);
    const refusals: readonly (readonly [number, string | undefined, Readonly<Record<string, string>>])[] = [
      [100, undefined, {}],
      [100, undefined, { account_id: "1001" }],
      [100, undefined, { account_id: "1001", api_key: "wrong" }],
      [100, undefined, { account_id: "1002", api_key: account.voximplant.apiKey }],
      [100, undefined, { account_id: "4711", api_key: account.voximplant.apiKey }],
      [100, await bearer(account, { issuer: 4711 }), {}],
      [100, await bearer(accountant, { issuer: 1001 }), {}],
      [115, token, { account_id: "1002" }],
      [433, await bearer(account, { keyId: "other" }), {}],
      [447, "Bearer", {}],
      [447, "Bearer not.a.token", {}],
      [447, "Bearer eyJhbGciOiJub25lIn0.eyJpc3MiOjEwMDF9.", { account_id: "1001", api_key: account.voximplant.apiKey }],
      [447, `${token.slice(0, 20)}`, {}],
      [454, await bearer(account, { expiresIn: 3601 }), {}],
      [455, await bearer(account, { issuedIn: 90, expiresIn: 120 }), {}],
      [456, await bearer(account, { issuedIn: -200, expiresIn: -90 }), {}],
      [104, await bearer(accountant), {}],
    ];
    for (const [code, authorization, parameters] of refusals) await refuses(code, method, { ...good, ...parameters }, authorization);
  });

  it("a token of exactly an hour, a text issuer, and a clock that is half a minute off are good", async () => {
    for (const changes of [{ expiresIn: 3600 }, { issuer: "1001" }, { issuedIn: 30, expiresIn: 90 }, { issuedIn: -100, expiresIn: -30 }]) {
      const reply = await ask(method, good, await bearer(account, changes));
      expect(await reply.text(), JSON.stringify(changes)).toBe('{"result":[]}');
    }
  });

  it("parameters: the code says which, the text what is allowed", async () => {
    const token = await bearer(account);
    const refusals: readonly (readonly [number, Readonly<Record<string, string>>, RegExp])[] = [
      [485, { user_id: "all" }, /from_date/],
      [485, { ...good, from_date: "" }, /from_date/],
      [485, { from_date: good.from_date }, /user_id/],
      [485, { ...good, user_id: "" }, /user_id/],
      [111, { ...good, from_date: "2025-03-10T00:00:00" }, /YYYY-MM-DD HH:mm:ss/],
      [111, { ...good, from_date: "2025-02-29 00:00:00" }, /from_date/],
      [111, { ...good, to_date: "" }, /to_date/],
      [111, { ...good, to_date: "2025-03-10 24:00:00" }, /to_date/],
      [123, { ...good, from_date: good.to_date, to_date: good.from_date }, /to_date/],
      [123, { from_date: "2999-01-01 00:00:00", user_id: "all" }, /to_date/],
      [227, { ...good, acd_status: "" }, /READY/],
      [227, { ...good, acd_status: "ready" }, /READY/],
      [117, { ...good, user_id: "0" }, /all/],
      [117, { ...good, user_id: "1;;2" }, /user_id/],
      [117, { ...good, user_id: "007" }, /user_id/],
      [117, { ...good, user_id: "9007199254740992" }, /user_id/],
      [228, { ...good, aggregation: "Day" }, /hour_of_day/],
      [254, { ...good, group: "" }, /aggregation/],
      // the first fault in the vendor's order is told
      [111, { from_date: "x", to_date: "y", acd_status: "z", user_id: "0", aggregation: "no", group: "no" }, /from_date/],
    ];
    for (const [code, parameters, names] of refusals) expect(await refuses(code, method, parameters, token)).toMatch(names);
  });

  it("unknown parameters are ignored", async () => {
    expect(await (await ask(method, { ...good, colour: "red", cmd: "other" }, await bearer(account))).text()).toBe('{"result":[]}');
  });

  it("a body that cannot be read, a file, and one that is too large are refused in the same shape", async () => {
    const authorization = await bearer(account);
    const send = async (contentType: string, body: string) => {
      const reply = await fetch(`${system.origin}${method}`, { method: "POST", headers: { authorization, "content-type": contentType }, body });
      return [reply.status, await reply.json()] as const;
    };
    const refusal = { error: { msg: expect.any(String) as string, code: 101 } };
    expect(await send("multipart/form-data", "x")).toEqual([200, refusal]);
    expect(await send("multipart/form-data; boundary=b", '--b\r\nContent-Disposition: form-data; name="f"; filename="f.txt"\r\n\r\nx\r\n--b--\r\n')).toEqual([
      200,
      refusal,
    ]);
    expect(await send("application/x-www-form-urlencoded", `user_id=${"1;".repeat(9_000_000)}1`)).toEqual([200, refusal]);
  });
});
