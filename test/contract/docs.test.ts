import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventTypes } from "@stats/events";
import { describePublishing } from "@stats/intake";
import { createLogger, readConfig } from "@stats/kit";
import { describeReports, dialects } from "@stats/query";
import { addDocs, runSystem, type RunningSystem } from "@stats/standalone";
import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020.js";
import { fastify } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiDocument, exampleRequests, operationsOf } from "./document-examples.ts";
import { sendExample } from "./send-example.ts";

const browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

/** Many requests one after the other: more than the usual time on a busy machine. */
const manyRequestsMs = 240_000;

describe("/docs", () => {
  const dataDir = mkdtempSync(join(tmpdir(), "stats-docs-"));
  let system: RunningSystem;
  let document: ApiDocument;
  let ajv: Ajv2020;
  const get = async (path: string, accept?: string) => await fetch(`${system.origin}${path}`, accept === undefined ? {} : { headers: { accept } });

  /** What is wrong with a value by the schema at a place of the document; null = nothing. */
  function faultsAt(place: readonly string[], value: unknown): string | null {
    const pointer = place.map((step) => encodeURIComponent(step.replaceAll("~", "~0").replaceAll("/", "~1"))).join("/");
    const validate = ajv.getSchema(`openapi.json#/${pointer}`);
    if (validate === undefined) return `the document has nothing at ${pointer}`;
    return validate(value) === true ? null : ajv.errorsText(validate.errors);
  }

  beforeAll(async () => {
    // the demo account exists where there is no accounts file
    const config = readConfig({ STATS_HTTP_PORT: "0", STATS_DATA_DIR: dataDir, STATS_DEMO_TRAFFIC: "off", STATS_LOG_LEVEL: "silent" });
    system = await runSystem(config, createLogger("test", "silent"));
    document = (await (await get("/docs/openapi.json")).json()) as ApiDocument;
    ajv = new Ajv2020({ strict: false, validateFormats: false, validateSchema: false }).addSchema(document, "openapi.json");
  });
  afterAll(async () => {
    await system?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it("is valid OpenAPI 3.1", async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(structuredClone(document) as never);
    expect(errors ?? []).toEqual([]);
    expect([valid, validator.version, document.openapi]).toEqual([true, "3.1", "3.1.0"]);
    expect(await new Validator().validate({ ...structuredClone(document), paths: { "/events": { post: { responses: 1 } } } })).toMatchObject({ valid: false });
  });

  it("all its schemas can be compiled, and every reference leads somewhere", () => {
    const references = JSON.stringify(document).match(/"#\/components\/schemas\/[^"]+"/g) ?? [];
    expect(references.length).toBeGreaterThan(eventTypes.length);
    for (const name of Object.keys(document.components.schemas)) expect(ajv.getSchema(`openapi.json#/components/schemas/${name}`), name).toBeTypeOf("function");
    for (const reference of references) expect(document.components.schemas, reference).toHaveProperty([reference.slice(22, -1)]);
  });

  it("programs get the document, people a page, as they accept", async () => {
    for (const accept of [undefined, "*/*", "application/json", "application/json, text/html;q=0.5", "image/png"]) {
      for (const path of ["/docs", "/docs/"]) {
        const reply = await get(path, accept);
        expect([reply.status, reply.headers.get("content-type"), reply.headers.get("vary")], accept).toEqual([
          200,
          "application/json; charset=utf-8",
          "accept",
        ]);
        expect(await reply.json()).toEqual(document);
      }
    }
    for (const accept of [browser, "text/html"]) expect((await get("/docs", accept)).headers.get("content-type")).toMatch(/^text\/html\b/);
    expect((await get("/docs/openapi.json", browser)).headers.get("content-type")).toMatch(/^application\/json\b/);
  });

  it.each(["/docs", "/docs/"])("the page at %s has all that it needs from this server alone", async (path) => {
    const reply = await get(path, browser);
    expect(reply.headers.get("content-security-policy")).toMatch(/^default-src 'self';(?!.*https?:)/);
    const html = await reply.text();
    const needed = [...html.matchAll(/\b(?:src|href)="([^"]+)"/g)].map(([, target = ""]) => new URL(target, `${system.origin}${path}`));
    expect(needed.length).toBeGreaterThan(4);
    for (const url of [...needed, new URL(`${system.origin}/docs/json`)]) {
      expect(url.origin).toBe(system.origin);
      expect([(await fetch(url)).status, url.pathname]).toEqual([200, url.pathname]);
    }
    expect(await (await get("/docs/json")).json()).toEqual(document);
  });

  it("describes the publish door with every event type, and every dialect below its prefixes", () => {
    expect(Object.keys(document.components.schemas)).toEqual(expect.arrayContaining([...eventTypes]));
    expect(document.tags.map(({ name }) => name)).toEqual(["publish", ...dialects.map(({ name }) => name)]);
    const pathsOf = (tag: string) => operationsOf(document).flatMap(({ path, operation }) => (operation.tags.includes(tag) ? [path] : []));
    expect(pathsOf("publish")).toEqual(["/events"]);
    for (const { name, prefixes } of dialects) {
      for (const prefix of prefixes)
        expect(
          pathsOf(name).some((path) => path === prefix || path.startsWith(`${prefix}/`)),
          prefix,
        ).toBe(true);
    }
    const operationIds = operationsOf(document).map(({ operation }) => operation.operationId);
    expect(new Set(operationIds).size).toBe(operationIds.length);
  });

  it("says of every parameter what it is", () => {
    const parameters = operationsOf(document).flatMap(({ operation }) => operation.parameters ?? []);
    expect(parameters.length).toBeGreaterThan(20);
    expect(parameters.filter(({ description }) => description === undefined)).toEqual([]);
    const parameter = (path: string, name: string) => document.paths[path]?.["get"]?.parameters?.find((candidate) => candidate.name === name);
    expect(parameter("/api/chats/reports/summary", "limit")).toMatchObject({
      required: false,
      schema: { type: "integer", minimum: 1, maximum: 100, default: 100 },
    });
    expect(parameter("/api/chats/reports/summary", "date_from")).toMatchObject({ required: true });
    expect(parameter("/api/chats/reports/summary", "aggregate_by")?.schema).toEqual({
      type: "string",
      enum: ["hour_of_day", "minute", "hour", "day", "week", "month", "year"],
      default: "month",
    });
    expect(parameter("/platform_api/GetACDOperatorStatusStatistics", "to_date")).toMatchObject({ required: false });
    expect(parameter("/platform_api/GetACDOperatorStatusStatistics", "user_id")).toMatchObject({ required: true });
  });

  it("its examples fit the schemas beside them", () => {
    const found: string[] = [];
    const walk = (value: unknown, place: readonly string[]): void => {
      if (typeof value !== "object" || value === null) return;
      if ("schema" in value && "examples" in value) {
        for (const [name, { value: example }] of Object.entries(value.examples as Record<string, { value: unknown }>)) {
          found.push(name);
          expect(faultsAt([...place, "schema"], example), [...place, name].join(" ")).toBeNull();
        }
      }
      for (const [key, member] of Object.entries(value)) walk(member, [...place, key]);
    };
    walk(document.paths, ["paths"]);
    expect(found.length).toBeGreaterThan(50);
  });

  it(
    "every example works against the demo account, with every kind of credentials, and its answer fits the document",
    async () => {
      if (system.demo === undefined) throw new Error("there is no demo account");
      const requests = exampleRequests(document);
      for (const { path, method, operation } of operationsOf(document)) {
        expect(
          requests.some((request) => request.path === path && request.method === method),
          operation.operationId,
        ).toBe(true);
      }
      expect(new Set(requests.flatMap(({ security }) => Object.keys(security)))).toEqual(new Set(Object.keys(document.components.securitySchemes)));
      for (const request of requests) {
        const reply = await sendExample(system.origin, document, request, system.demo);
        const text = await reply.text();
        const says = `${request.operationId} ${request.example} ${Object.keys(request.security).join("+")}: ${text.slice(0, 500)}`;
        expect(reply.status, says).toBe(request.path === "/events" ? 202 : 200);
        const body = JSON.parse(text) as object;
        expect(body, says).not.toHaveProperty("error");
        expect(
          faultsAt(["paths", request.path, request.method, "responses", String(reply.status), "content", "application/json", "schema"], body),
          says,
        ).toBeNull();
      }
    },
    manyRequestsMs,
  );

  it(
    "a refusal fits the document too: without credentials, and with a parameter that is wrong",
    async () => {
      if (system.demo === undefined) throw new Error("there is no demo account");
      const statuses = new Set<string>();
      for (const request of exampleRequests(document).filter(({ security, tag }) => Object.keys(security).length > 0 || tag === "comagic")) {
        for (const wrong of [
          { ...request, security: {} },
          { ...request, query: request.query.map(([name]) => [name, "\u0001"] as const), ...(request.body && { body: { ...request.body, value: { x: 1 } } }) },
        ]) {
          const reply = await sendExample(system.origin, document, wrong, system.demo);
          const place = ["paths", request.path, request.method, "responses", String(reply.status), "content", "application/json", "schema"];
          expect(faultsAt(place, await reply.json()), `${request.operationId} ${reply.status}`).toBeNull();
          statuses.add(`${request.tag} ${reply.status}`);
        }
      }
      expect([...statuses]).toEqual(
        expect.arrayContaining(["publish 400", "publish 401", "livetex 401", "livetex 422", "thulium 400", "thulium 401", "voximplant 200", "comagic 200"]),
      );
    },
    manyRequestsMs,
  );

  it("holds nobody's secrets", () => {
    const text = JSON.stringify(document);
    const { publish_key, dialects: credentials } = system.demo ?? { publish_key: "", dialects: {} };
    const secrets = Object.values(credentials).flatMap((of) =>
      Object.entries(of as object).flatMap(([name, value]) => (/password|key|account_id|access_token/.test(name) ? [String(value)] : [])),
    );
    expect(secrets.length).toBeGreaterThanOrEqual(dialects.length);
    for (const secret of [publish_key, ...secrets]) expect(text).not.toContain(secret);
  });

  it("is linked from the status page", async () => {
    expect(await (await get("/status")).text()).toContain('<a href="/docs">');
  });
});

describe("/docs of a part that runs by itself", () => {
  it.each([
    ["intake", (now: number) => [describePublishing(now)], ["publish"]],
    ["query", describeReports, dialects.map(({ name }) => name)],
  ])("%s describes what it serves", async (_part, surfaces, tags) => {
    const app = fastify({ routerOptions: { ignoreTrailingSlash: true } });
    await addDocs(app, surfaces);
    const { statusCode, body } = await app.inject("/docs");
    const described = JSON.parse(body) as ApiDocument;
    expect([statusCode, described.tags.map(({ name }) => name)]).toEqual([200, tags]);
    expect(await new Validator().validate(described as never)).toMatchObject({ valid: true });
    await app.close();
  });
});
