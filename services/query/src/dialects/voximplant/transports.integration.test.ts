import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import { request as httpRequest } from "node:http";
import { type ScratchFacts, startScratchFacts } from "@stats/questions/testing";
import type { FastifyInstance } from "fastify";
import { SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hashKey } from "../../accounts/key-hash.ts";
import { startTestApp } from "../../testing/test-app.ts";

const pair = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});
const accounts = [{ tenant: "acme", voximplant: { account_id: 1, keys: [{ key_id: "k1", public_key: pair.publicKey }], api_keys: [hashKey("one")] } }];
const method = "/platform_api/GetACDOperatorStatusStatistics";
const query = (fields: Record<string, string>) => new URLSearchParams(fields).toString();

describe("voximplant takes every transport of the official clients", () => {
  let facts: ScratchFacts;
  let app: FastifyInstance;
  beforeAll(async () => {
    facts = await startScratchFacts();
    ({ app } = await startTestApp(accounts, facts.readerFor));
    await facts.insert("status_change", [{ tenant: "acme", user_id: 1768, changed_at: "2019-05-20 12:30:00.000", status: "DND", version: 1 }]);
  });
  afterAll(async () => {
    await app.close();
    await facts.close();
  });

  const fields = { from_date: "2019-05-20 11:00:00", to_date: "2019-05-20 13:00:00", user_id: "1768" };
  const expected = { result: [{ user_id: 1768, statistics: [{ acd_status: { DND: { min: 1800, avg: 1800, max: 1800, count: 1, sum: 1800 } } }] }] };
  const now = Date.UTC(2025, 5, 1) / 1000;
  const bearer = async () =>
    `Bearer ${await new SignJWT({ iss: 1 as never })
      .setProtectedHeader({ alg: "RS256", kid: "k1" })
      .setIssuedAt(now)
      .setExpirationTime(now + 64)
      .sign(createPrivateKey(pair.privateKey))}`;
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
    [
      "3 method path, multipart, with account_id and cmd",
      "POST",
      method,
      form,
      multipart(
        { account_id: "1", cmd: "Other", ...fields },
        { headers: "Content-Type: text/plain; charset=ISO-8859-1\r\nContent-Transfer-Encoding: 8bit\r\n" },
      ),
    ],
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
        reply
          .setEncoding("utf8")
          .on("data", (chunk: string) => (text += chunk))
          .on("end", () => resolve(text));
      });
      sent.on("error", reject).end();
    });
    expect(JSON.parse(body)).toEqual(expected);
    await server.app.close();
  });
});
