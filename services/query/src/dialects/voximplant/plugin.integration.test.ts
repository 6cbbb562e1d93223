import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import { request as httpRequest } from "node:http";
import { connect, forTenant } from "@stats/facts";
import { type ScratchFacts, startScratchFacts } from "@stats/questions/testing";
import type { FastifyInstance } from "fastify";
import { SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hashKey } from "../../accounts/key-hash.ts";
import { startTestApp } from "../../testing/test-app.ts";
import { getAcdOperatorStatusStatistics } from "./endpoints/get-acd-operator-status-statistics.ts";

const pair = generateKeyPairSync("rsa", { modulusLength: 2048, publicKeyEncoding: { type: "spki", format: "pem" }, privateKeyEncoding: { type: "pkcs8", format: "pem" } });
const key = { key_id: "k1", public_key: pair.publicKey };
const accounts = [
  { tenant: "acme", voximplant: { account_id: 1, keys: [key], api_keys: [hashKey("one")] } },
  { tenant: "typed", voximplant: { account_id: 2, keys: [key], api_keys: [hashKey("two")], reply_shape: "array", first_hour: 1 } },
];
const method = "/platform_api/GetACDOperatorStatusStatistics";
const window = { from_date: "2019-05-20 11:00:00", to_date: "2019-05-20 13:00:00" };
const asked = { ...window, user_id: "all" };
const change = (tenant: string, user_id: number, at: string, status: string, version: number) => ({ tenant, user_id, changed_at: `2019-05-20 ${at}.000`, status, version });
const sample = (min: number, avg: number, max: number, count: number, sum: number) => ({ min, avg, max, count, sum });

describe("voximplant GetACDOperatorStatusStatistics", () => {
  let facts: ScratchFacts;
  let app: FastifyInstance;
  const query = (fields: Record<string, string>) => new URLSearchParams(fields).toString();
  const ask = async (fields: Record<string, string>, account: { account_id: string; api_key: string } = { account_id: "1", api_key: "one" }) => {
    const reply = await app.inject({ method: "POST", url: `${method}?${query({ ...account, ...asked, ...fields })}` });
    expect([reply.statusCode, reply.headers["content-type"]]).toEqual([200, "application/json; charset=utf-8"]);
    return reply.json<{ result: unknown[] }>();
  };

  beforeAll(async () => {
    facts = await startScratchFacts();
    ({ app } = await startTestApp(accounts, facts.readerFor));
    await facts.insert("status_change", [
      ...["acme", "typed"].flatMap((tenant) => [
        change(tenant, 487_576, "11:02:31", "READY", 1),
        change(tenant, 487_576, "11:05:02", "ONLINE", 2),
        change(tenant, 487_576, "11:18:24", "READY", 3),
        change(tenant, 487_576, "12:00:30", "ONLINE", 4),
        change(tenant, 487_576, "12:00:57", "OFFLINE", 5),
        change(tenant, 1768, "12:30:00", "DND", 6),
      ]),
      change("typed", 42, "11:00:00", "BANNED", 7),
    ]);
  });
  afterAll(async () => {
    await app.close();
    await facts.close();
  });

  it("by user and hour, in the shape of the vendor's example: number ids, keys in the order of the request", async () => {
    const reply = await app.inject({ method: "POST", url: `${method}?${query({ account_id: "1", api_key: "one", ...asked, acd_status: "READY;ONLINE", aggregation: "hour", group: "user" })}` });
    expect(reply.body).toBe(
      JSON.stringify({
        result: [
          {
            user_id: 487_576,
            statistics: [
              { date: "2019-05-20", hour: 11, acd_status: { READY: sample(151, 1323, 2496, 2, 2647), ONLINE: sample(802, 802, 802, 1, 802) } },
              { date: "2019-05-20", hour: 12, acd_status: { READY: sample(30, 30, 30, 1, 30), ONLINE: sample(27, 27, 27, 1, 27) } },
            ],
          },
        ],
      }),
    );
  });

  it("by user without time, by default; users in the order of their numbers, statuses in declared order", async () => {
    expect(await ask({})).toEqual({
      result: [
        { user_id: 1768, statistics: [{ acd_status: { DND: sample(1800, 1800, 1800, 1, 1800) } }] },
        {
          user_id: 487_576,
          statistics: [{ acd_status: { OFFLINE: sample(3543, 3543, 3543, 1, 3543), ONLINE: sample(27, 414, 802, 2, 829), READY: sample(151, 1338, 2526, 2, 2677) } }],
        },
      ],
    });
  });

  it("by day, and by hour of the day", async () => {
    const only = { user_id: "1768;5;1768", acd_status: "DND" };
    const detail = { acd_status: { DND: sample(1800, 1800, 1800, 1, 1800) } };
    expect(await ask({ ...only, aggregation: "day" })).toEqual({ result: [{ user_id: 1768, statistics: [{ date: "2019-05-20", ...detail }] }] });
    expect(await ask({ ...only, aggregation: "hour_of_day" })).toEqual({ result: [{ user_id: 1768, statistics: [{ hour: 12, ...detail }] }] });
  });

  it("by aggregation: times outside, users inside", async () => {
    const only = { acd_status: "DND;ONLINE", group: "aggregation" };
    const online11 = { user_id: 487_576, acd_status: { ONLINE: sample(802, 802, 802, 1, 802) } };
    const dnd12 = { user_id: 1768, acd_status: { DND: sample(1800, 1800, 1800, 1, 1800) } };
    const online12 = { user_id: 487_576, acd_status: { ONLINE: sample(27, 27, 27, 1, 27) } };
    expect(await ask({ ...only, aggregation: "hour" })).toEqual({
      result: [
        { date: "2019-05-20", hour: 11, statistics: [online11] },
        { date: "2019-05-20", hour: 12, statistics: [dnd12, online12] },
      ],
    });
    expect(await ask({ ...only, aggregation: "hour_of_day", user_id: "1768" })).toEqual({ result: [{ hour: 12, statistics: [dnd12] }] });
    expect(await ask({ ...only, aggregation: "day", user_id: "1768" })).toEqual({ result: [{ date: "2019-05-20", statistics: [dnd12] }] });
    expect(await ask({ ...only, user_id: "1768" })).toEqual({ result: [{ statistics: [dnd12] }] });
  });

  it("the declared shape and the hours from 1 for accounts that want them", async () => {
    const body = await ask({ aggregation: "hour", user_id: "1768" }, { account_id: "2", api_key: "two" });
    expect(body).toEqual({ result: [{ user_id: "1768", statistics: [{ date: "2019-05-20", hour: 13, acd_status: [{ DND: sample(1800, 1800, 1800, 1, 1800) }] }] }] });
  });

  it("nothing at all is an empty list, for every grouping", async () => {
    for (const fields of [{}, { group: "aggregation" }, { aggregation: "day", group: "aggregation" }]) {
      expect(await ask({ ...fields, user_id: "999" })).toEqual({ result: [] });
      expect(await ask({ ...fields, from_date: window.to_date })).toEqual({ result: [] });
      expect(await ask({ ...fields, from_date: "2035-01-01 00:00:00", to_date: "2035-01-02 00:00:00" })).toEqual({ result: [] });
    }
  });

  it("every reply fits the declared response", async () => {
    for (const aggregation of ["none", "day", "hour", "hour_of_day"]) {
      for (const group of ["user", "aggregation"]) {
        getAcdOperatorStatusStatistics.response.parse(await ask({ aggregation, group }));
        getAcdOperatorStatusStatistics.response.parse(await ask({ aggregation, group }, { account_id: "2", api_key: "two" }));
      }
    }
  });

  it("no account sees another's operators", async () => {
    expect(await ask({ user_id: "42" })).toEqual({ result: [] });
    expect((await ask({ user_id: "42" }, { account_id: "2", api_key: "two" })).result).toHaveLength(1);
  });

  describe("takes every transport of the official clients", () => {
    const fields = { ...asked, user_id: "1768" };
    const expected = { result: [{ user_id: 1768, statistics: [{ acd_status: { DND: sample(1800, 1800, 1800, 1, 1800) } }] }] };
    const now = Date.UTC(2025, 5, 1) / 1000;
    const bearer = async () => `Bearer ${await new SignJWT({ iss: 1 as never }).setProtectedHeader({ alg: "RS256", kid: "k1" }).setIssuedAt(now).setExpirationTime(now + 64).sign(createPrivateKey(pair.privateKey))}`;
    const multipart = (parts: Record<string, string>, { quoted = true, headers = "" } = {}) =>
      `${Object.entries(parts)
        .map(([name, value]) => `--b0\r\nContent-Disposition: form-data; name=${quoted ? `"${name}"` : name}\r\n${headers}\r\n${value}\r\n`)
        .join("")}--b0--\r\n`;
    const form = { "content-type": "multipart/form-data; boundary=b0" };
    const urlencoded = { "content-type": "application/x-www-form-urlencoded" };
    const legacy = { account_id: "1", api_key: "one" };
    const cmd = { cmd: "GetACDOperatorStatusStatistics" };

    it.each([
      ["1 bare path, multipart without part types, cmd", "POST", "/platform_api", form, multipart({ ...cmd, ...fields })],
      ["2 bare path, urlencoded, cmd", "POST", "/platform_api", urlencoded, query({ ...cmd, ...fields })],
      ["3 method path, multipart, with account_id and cmd", "POST", method, form, multipart({ account_id: "1", cmd: "Other", ...fields }, { headers: "Content-Type: text/plain; charset=ISO-8859-1\r\nContent-Transfer-Encoding: 8bit\r\n" })],
      ["3 method path, multipart with unquoted names", "POST", method, form, multipart(fields, { quoted: false })],
      ["4 method path, query, empty body", "POST", `${method}?${query(fields)}`, {}, ""],
      ["4 the same with a JSON content type and no body", "POST", `${method}?${query(fields)}`, { "content-type": "application/json" }, ""],
      ["5 GET, trailing slash, legacy key", "GET", `${method}/?${query({ ...legacy, ...fields })}`, {}, undefined],
      ["5 POST, trailing slash, legacy key in the body", "POST", `${method}/`, urlencoded, query({ ...legacy, ...fields })],
      ["6 trailing slash, urlencoded", "POST", `${method}/`, urlencoded, query(fields)],
      ["bare path with trailing slash and cmd in the query", "GET", `/platform_api/?${query({ ...cmd, ...fields })}`, {}, undefined],
      ["the body over the query, the first of equal names", "POST", `${method}?${query({ ...fields, user_id: "x" })}`, urlencoded, "user_id=1768&user_id=y"],
      ["an encoded semicolon", "GET", `${method}?${query({ ...fields, user_id: "1768;5" })}`, {}, undefined],
    ] as const)("%s", async (name, verb, url, headers, payload) => {
      const authorization: Record<string, string> = name.includes("legacy") ? {} : { authorization: await bearer() };
      const reply = await app.inject({ method: verb, url, headers: { ...headers, ...authorization }, ...(payload === undefined ? {} : { payload }) });
      expect(reply.json()).toEqual(expected);
    });

    it("7 an absolute-form target, as a proxy gets it, over a real socket", async () => {
      const server = await startTestApp(accounts, facts.readerFor);
      const { port } = new URL(await server.app.listen({ host: "127.0.0.1", port: 0 }));
      const body = await new Promise<string>((resolve, reject) => {
        const path = `https://api.voximplant.com/platform_api?${query({ ...cmd, ...legacy, ...fields })}`;
        const sent = httpRequest({ host: "127.0.0.1", port, method: "POST", path, headers: { host: "api.voximplant.com" } }, (reply) => {
          let text = "";
          reply.setEncoding("utf8").on("data", (chunk: string) => (text += chunk)).on("end", () => resolve(text));
        });
        sent.on("error", reject).end();
      });
      expect(JSON.parse(body)).toEqual(expected);
      await server.app.close();
    });
  });

  it("code 2 when the engine is away, never an empty answer, and the log holds no key", async () => {
    const client = connect({ url: "http://127.0.0.1:1", database: "stats" });
    const logged: string[] = [];
    const away = await startTestApp(accounts, (tenant) => forTenant(client, tenant), logged);
    const reply = await away.app.inject({ url: `${method}?${query({ account_id: "1", api_key: "one-secret", ...asked })}` });
    expect(reply.json()).toEqual({ error: { msg: "Authorization failed", code: 100 } });
    const failed = await away.app.inject({ method: "POST", url: method, headers: { "content-type": "application/x-www-form-urlencoded" }, payload: query({ account_id: "1", api_key: "one", ...asked }) });
    expect([failed.statusCode, failed.body]).toEqual([200, JSON.stringify({ error: { msg: "Internal error", code: 2 } })]);
    expect(logged.join("")).toContain("QuestionUnanswered");
    expect(logged.join("")).not.toContain("api_key");
    await away.app.close();
    await client.close();
  });
});
