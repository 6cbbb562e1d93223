import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import type { FastifyInstance } from "fastify";
import { SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hashKey } from "../../accounts/key-hash.ts";
import { startTestApp, unreachable } from "../../testing/test-app.ts";

function rsa() {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  return { publicKey, privateKey: createPrivateKey(privateKey) };
}

const [pair, stranger] = [rsa(), rsa()];
const now = Date.UTC(2025, 5, 1) / 1000;
const method = "/platform_api/GetACDOperatorStatusStatistics";
const good = { from_date: "2025-05-01 00:00:00", user_id: "all" };
/** The database is not there: a request that gets as far as that has passed all checks. */
const passed = 2;

describe("voximplant refuses", () => {
  let app: FastifyInstance;
  const code = async (options: { method?: "GET" | "POST" | "PUT" | "DELETE"; url: string; headers?: Record<string, string>; payload?: string }) => {
    const reply = await app.inject({ method: "POST", ...options });
    expect(reply.statusCode).toBe(200);
    const body = reply.json<{ error: { code: number; msg: string } }>();
    expect(Object.keys(body)).toEqual(["error"]);
    expect(body.error).toEqual({ msg: expect.any(String) as string, code: expect.any(Number) as number });
    return body.error.code;
  };
  const asked = async (fields: Record<string, string>) =>
    await code({ url: `${method}?${new URLSearchParams({ account_id: "7", api_key: "secret", ...good, ...fields }).toString()}` });

  beforeAll(async () => {
    const keys = [
      { key_id: "k", public_key: pair.publicKey },
      { key_id: "accountant", public_key: pair.publicKey, role: "Accountant" },
      { key_id: "supervisor", public_key: pair.publicKey, role: "Supervisor" },
    ];
    ({ app } = await startTestApp(
      [
        { tenant: "acme", voximplant: { account_id: 7, keys, api_keys: [hashKey("secret")] } },
        { tenant: "other", voximplant: { account_id: 8, keys: [{ key_id: "o", public_key: stranger.publicKey }] } },
      ],
      unreachable,
    ));
  });
  afterAll(async () => await app.close());

  it.each([
    [102, "/platform_api"],
    [102, "/platform_api/"],
    [102, "/platform_api?cmd="],
    [103, "/platform_api?cmd=Nothing"],
    [103, "/platform_api/getacdoperatorstatusstatistics"],
    [103, "/platform_api/a/b/c"],
    [103, "/platform_api/%zz"],
    [103, "/platform_api/Nothing?cmd=GetACDOperatorStatusStatistics"],
    [100, method],
    [100, `${method}?account_id=7`],
    [100, `${method}?account_id=7&api_key=wrong`],
    [100, `${method}?account_id=8&api_key=secret`],
    [100, `${method}?account_id=07&api_key=secret`],
    [100, `${method}?account_id=__proto__&api_key=secret`],
  ])("%i for %s: the method first, then credentials, then parameters", async (expected, url) => {
    expect(await code({ url })).toBe(expected);
    expect(await code({ method: "GET", url })).toBe(expected);
  });

  it("other HTTP methods, unreadable and oversized bodies, files", async () => {
    expect(await code({ method: "PUT", url: method, payload: "x" })).toBe(101);
    expect(await code({ method: "DELETE", url: "/platform_api" })).toBe(101);
    const multipart = { "content-type": "multipart/form-data; boundary=b" };
    expect(await code({ url: method, headers: multipart, payload: "--b\r\nnonsense" })).toBe(101);
    expect(await code({ url: method, headers: { "content-type": "multipart/form-data" }, payload: "x" })).toBe(101);
    expect(
      await code({ url: method, headers: multipart, payload: '--b\r\nContent-Disposition: form-data; name="f"; filename="x"\r\n\r\nx\r\n--b--\r\n' }),
    ).toBe(101);
    expect(await code({ url: method, headers: { "content-type": "application/x-www-form-urlencoded" }, payload: "x".repeat(2 ** 21) })).toBe(101);
  });

  describe("tokens", () => {
    interface Claims {
      iss?: unknown;
      iat?: unknown;
      exp?: unknown;
      nbf?: unknown;
    }
    const sign = async (claims: Claims = {}, header: { alg?: string; kid?: string } = {}, key: Parameters<SignJWT["sign"]>[0] = pair.privateKey) =>
      await new SignJWT({ iss: 7, iat: now, exp: now + 60, ...claims } as never).setProtectedHeader({ alg: "RS256", kid: "k", ...header }).sign(key);
    const tried = async (jwt: string, fields: Record<string, string> = {}) =>
      await code({ url: `${method}?${new URLSearchParams({ ...good, ...fields }).toString()}`, headers: { authorization: `Bearer ${jwt}` } });
    const unsigned = (header: object, claims: object) => [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");

    it("pass with a number or a digit string as iss, and with the longest lifetime", async () => {
      expect(await tried(await sign())).toBe(passed);
      expect(await tried(await sign({ iss: "7" }))).toBe(passed);
      expect(await tried(await sign({ exp: now + 3600 }))).toBe(passed);
      expect(await tried(await sign({ nbf: now, iat: now - 5 }), { account_id: "7" })).toBe(passed);
    });

    it("447 for what is no RS256 token with kid, iss, iat and exp", async () => {
      const claims = { iss: 7, iat: now, exp: now + 60 };
      for (const jwt of ["", "x", "a.b.c", `${unsigned({ alg: "none", kid: "k" }, claims)}.`, `${unsigned({ kid: "k" }, claims)}.x`])
        expect(await tried(jwt), jwt).toBe(447);
      const hmac = await sign({}, { alg: "HS256" }, new TextEncoder().encode(pair.publicKey));
      expect(await tried(hmac)).toBe(447);
      for (const missing of [
        { iss: undefined },
        { iat: undefined },
        { exp: undefined },
        { iss: "acme" },
        { iss: 1.5 },
        { iat: "1" },
        { exp: now + 0.5 },
        { nbf: "x" },
      ]) {
        expect(await tried(await sign(missing)), JSON.stringify(missing)).toBe(447);
      }
      expect(await tried(await sign({}, { kid: "" }))).toBe(447);
    });

    it("100 for an unknown account and a foreign signature, 433 for a key that is not the account's", async () => {
      expect(await tried(await sign({ iss: 9 }))).toBe(100);
      expect(await tried(await sign({}, { kid: "nobody's" }))).toBe(433);
      expect(await tried(await sign({ iss: 8 }))).toBe(433);
      expect(await tried(await sign({}, {}, stranger.privateKey))).toBe(100);
      const [head, , signature] = (await sign()).split(".");
      expect(await tried(`${head}.${Buffer.from(JSON.stringify({ iss: 7, iat: now, exp: now + 61 })).toString("base64url")}.${signature}`)).toBe(100);
    });

    it("454 lifetime, 455 future, 456 expired, each with a minute of skew", async () => {
      expect(await tried(await sign({ exp: now + 3601 }))).toBe(454);
      expect(await tried(await sign({ iat: now + 60, exp: now + 120 }))).toBe(passed);
      expect(await tried(await sign({ iat: now + 61, exp: now + 120 }))).toBe(455);
      expect(await tried(await sign({ nbf: now + 61 }))).toBe(455);
      expect(await tried(await sign({ iat: now - 100, exp: now - 60 }))).toBe(passed);
      expect(await tried(await sign({ iat: now - 100, exp: now - 61 }))).toBe(456);
    });

    it("115 when account_id is another one; a bad token never falls back to the legacy key", async () => {
      expect(await tried(await sign(), { account_id: "8" })).toBe(115);
      expect(await tried("x", { account_id: "7", api_key: "secret" })).toBe(447);
    });

    it("104 for a role without the right, before it looks at parameters", async () => {
      expect(await tried(await sign({}, { kid: "accountant" }), { from_date: "" })).toBe(104);
      expect(await tried(await sign({}, { kid: "supervisor" }))).toBe(passed);
    });
  });

  it.each([
    [485, { from_date: "" }],
    [111, { from_date: "2025-05-01" }],
    [111, { from_date: "2025-05-01T00:00:00" }],
    [111, { from_date: "2025-02-30 00:00:00" }],
    [111, { from_date: "2025-05-01 24:00:00" }],
    [111, { from_date: "2025-05-01 00:00:60" }],
    [111, { to_date: "" }],
    [111, { to_date: "tomorrow" }],
    [123, { to_date: "2025-04-30 23:59:59" }],
    [123, { from_date: "2025-06-01 00:00:01" }],
    [123, { to_date: "2025-04-30 23:59:59", user_id: "", acd_status: "x" }],
    [passed, { to_date: "2025-05-01 00:00:00" }],
    [passed, { from_date: "0000-01-01 00:00:00", to_date: "9999-12-31 23:59:59" }],
    [227, { acd_status: "" }],
    [227, { acd_status: "ready" }],
    [227, { acd_status: "READY;" }],
    [227, { acd_status: "READY,ONLINE" }],
    [117, { acd_status: "READY,ONLINE", user_id: "x" }],
    [485, { user_id: "" }],
    [117, { user_id: "0" }],
    [117, { user_id: "01" }],
    [117, { user_id: "-1" }],
    [117, { user_id: "1,2" }],
    [117, { user_id: "1;;2" }],
    [117, { user_id: "all;1" }],
    [117, { user_id: "ALL" }],
    [117, { user_id: "9007199254740992" }],
    [passed, { user_id: "9007199254740991;1;1" }],
    [228, { aggregation: "" }],
    [228, { aggregation: "week", group: "x" }],
    [254, { group: "Users" }],
    [passed, { unknown: "x", cmd: "Other" }],
  ] as const)("%i for %o", async (expected, fields) => {
    expect(await asked(fields)).toBe(expected);
  });

  it("485 names the missing parameter", async () => {
    const reply = await app.inject({ url: `${method}?account_id=7&api_key=secret&from_date=2025-05-01%2000:00:00` });
    expect(reply.json()).toEqual({ error: { msg: "Specify the parameter: user_id", code: 485 } });
  });

  it("any parameters without a crash", async () => {
    const codes = new Set([passed, 100, 101, 111, 117, 123, 227, 228, 254, 485]);
    const field = fc.constantFrom("from_date", "to_date", "user_id", "acd_status", "aggregation", "group", "account_id");
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(field, fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("all", "2025-05-01 00:00:00", "READY"))),
        async (fields) => {
          const given = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value.toWellFormed()]));
          expect(codes).toContain(await asked(given));
        },
      ),
      { numRuns: 200 },
    );
  });
});
