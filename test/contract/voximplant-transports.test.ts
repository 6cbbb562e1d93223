import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asked, expectedResult, operatorStory } from "../conformance/operator-story.ts";
import { bearer } from "../system/bearer.ts";
import { startSystem, type TestSystem } from "../system/start-system.ts";
import { createTestAccount, type TestAccount } from "../system/test-account.ts";
import { chunked, rawExchange } from "./raw-exchange.ts";

const method = "GetACDOperatorStatusStatistics";
const parameters = { from_date: asked.from, to_date: asked.to, user_id: asked.users, acd_status: asked.statuses, aggregation: "day", group: "user" };
const fields = Object.entries(parameters);
const urlencoded = (more: Readonly<Record<string, string>> = {}) => new URLSearchParams({ ...more, ...parameters }).toString();

const boundary = "--------------------------186475023145623178905324";
type PartHead = (name: string) => string;
/** Node's client writes no Content-Type into a part; Java's does; .NET's writes unquoted names. */
const nodePart: PartHead = (name) => `Content-Disposition: form-data; name="${name}"`;
const javaPart: PartHead = (name) => `Content-Disposition: form-data; name="${name}"\nContent-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit`;
const dotnetPart: PartHead = (name) => `Content-Type: text/plain; charset=utf-8\nContent-Disposition: form-data; name=${name}`;
const multipart = (head: PartHead, more: readonly (readonly [string, string])[] = []) =>
  `${[...more, ...fields].map(([name, value]) => `--${boundary}\n${head(name)}\n\n${value}\n`).join("")}--${boundary}--\n`;

describe("every transport of the vendor's clients and pages gets the same answer", () => {
  let system: TestSystem;
  let account: TestAccount;
  let authorization: string;
  const legacy = () => ({ account_id: String(account.voximplant.accountId), api_key: account.voximplant.apiKey });

  beforeAll(async () => {
    account = await createTestAccount({ tenant: "acme", accountId: 1001 });
    system = await startSystem([account]);
    await system.publish(account, operatorStory("acme"));
    await system.settled();
    authorization = await bearer(account, { expiresIn: 3600 });
  });
  afterAll(async () => await system?.stop());

  /** Sends head lines and a body with its length, or chunked. */
  async function send(target: string, { headers = "", body = "", isChunked = false }: { headers?: string; body?: string; isChunked?: boolean }) {
    const length = isChunked ? "Transfer-Encoding: chunked" : `Content-Length: ${Buffer.byteLength(body.replaceAll(/\r?\n/g, "\r\n"))}`;
    const lines = [
      target,
      "Host: api.voximplant.com",
      "Connection: close",
      ...headers.split("\n").filter((line) => line !== ""),
      ...(target.startsWith("GET") ? [] : [length]),
    ];
    return await rawExchange(system.origin, `${lines.join("\n")}\n\n${isChunked ? chunked(body) : body}`);
  }
  async function answers(target: string, request: { headers?: string; body?: string; isChunked?: boolean } = {}): Promise<void> {
    const reply = await send(target, request);
    expect(reply.status, reply.body).toBe(200);
    expect(reply.headers["content-type"]).toMatch(/^application\/json\b/);
    expect(JSON.parse(reply.body)).toEqual({ result: expectedResult("day", "user", { reply: "object", firstHour: 0 }) });
  }
  const form = `Content-Type: multipart/form-data; boundary=${boundary}`;

  it("1. POST /platform_api, multipart without part types, chunked, the method in cmd", async () => {
    await answers("POST /platform_api HTTP/1.1", {
      headers: `${form}\nAuthorization: ${authorization}`,
      body: multipart(nodePart, [["cmd", method]]),
      isChunked: true,
    });
  });

  it("2. POST /platform_api, urlencoded, the method in cmd", async () => {
    await answers("POST /platform_api HTTP/1.1", {
      headers: `Content-Type: application/x-www-form-urlencoded\nAuthorization: ${authorization}`,
      body: urlencoded({ cmd: method }),
    });
  });

  it("3. POST /platform_api/METHOD, multipart: plain parts, typed parts with account_id, unquoted names with a cmd that is ignored", async () => {
    const target = `POST /platform_api/${method} HTTP/1.1`;
    const headers = `${form}\nAuthorization: ${authorization}`;
    await answers(target, { headers, body: multipart(nodePart) });
    await answers(target, { headers, body: multipart(javaPart, [["account_id", String(account.voximplant.accountId)]]) });
    await answers(target, { headers, body: multipart(dotnetPart, [["cmd", method]]) });
    await answers(target, { headers, body: multipart(dotnetPart, [["cmd", "SomethingElse"]]), isChunked: true });
  });

  it("4. POST /platform_api/METHOD?query with an empty body", async () => {
    await answers(`POST /platform_api/${method}?${urlencoded()} HTTP/1.1`, { headers: `Authorization: ${authorization}` });
    await answers(`POST /platform_api/${method}?${urlencoded()} HTTP/1.1`, { headers: `Authorization: ${authorization}\nContent-Type: application/json` });
  });

  it("5. GET and POST /platform_api/METHOD/ with account_id and api_key in the query", async () => {
    await answers(`GET /platform_api/${method}/?${urlencoded(legacy())} HTTP/1.1`);
    await answers(`POST /platform_api/${method}/?${urlencoded(legacy())} HTTP/1.1`);
    await answers(`GET /platform_api/?${urlencoded({ ...legacy(), cmd: method })} HTTP/1.1`);
  });

  it("6. POST /platform_api/METHOD/, urlencoded, with a bearer token", async () => {
    await answers(`POST /platform_api/${method}/ HTTP/1.1`, {
      headers: `Content-Type: application/x-www-form-urlencoded; charset=utf-8\nAuthorization: ${authorization}`,
      body: urlencoded(),
    });
  });

  it("7. absolute-form request targets, as a client sends them to a proxy", async () => {
    await answers("POST https://api.voximplant.com/platform_api HTTP/1.1", {
      headers: `${form}\nAuthorization: ${authorization}`,
      body: multipart(nodePart, [["cmd", method]]),
      isChunked: true,
    });
    await answers(`GET http://api.voximplant.com:80/platform_api/${method}/?${urlencoded(legacy())} HTTP/1.1`);
    await answers(`POST https://api.voximplant.com/platform_api/${method}?${urlencoded()} HTTP/1.1`, { headers: `Authorization: ${authorization}` });
  });

  it("lists with encoded and with plain semicolons; blanks as %20 and as +", async () => {
    const query = `from_date=2025-03-10%2010:05:00&to_date=2025-03-11+12:00:00&user_id=501;502&acd_status=READY%3BONLINE&aggregation=day`;
    await answers(`GET /platform_api/${method}?${query} HTTP/1.1`, { headers: `Authorization: ${authorization}` });
  });

  it("the body wins over the query, and of equal names the first", async () => {
    const headers = `Content-Type: application/x-www-form-urlencoded\nAuthorization: ${authorization}`;
    await answers(`POST /platform_api/${method}?aggregation=hour&user_id=9 HTTP/1.1`, { headers, body: `${urlencoded()}&aggregation=none` });
  });
});
