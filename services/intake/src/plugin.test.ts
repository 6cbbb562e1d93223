import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { topics } from "@stats/events";
import { createHttpServer, createLogger, createTelemetry } from "@stats/kit";
import { type Log, type LogRecord, LogUnavailableError, openSqliteLog, RecordTooLargeError, UnknownTopicError } from "@stats/log";
import { createIntakePlugin } from "./plugin.ts";

const nowMs = Date.UTC(2026, 2, 25, 10);
const single = "application/cloudevents+json";
const batch = "application/cloudevents-batch+json";
let dir: string;
let log: Log;
let app: ReturnType<typeof createHttpServer>;
let lag: number | undefined;
let telemetry: ReturnType<typeof createTelemetry>;
/** What the next append does instead of appending. */
let fault: Error | undefined;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "intake-"));
  log = await openSqliteLog({ file: join(dir, "log.sqlite"), partitions: Object.fromEntries(topics.map((topic) => [topic, 3])) });
  [lag, fault, telemetry] = [0, undefined, createTelemetry()];
  app = createHttpServer({ logger: createLogger("test", "silent"), telemetry, readiness: async () => ({ ready: true, problems: [] }) });
  await app.register(
    createIntakePlugin({
      log: { append: (records) => (fault === undefined ? log.append(records) : Promise.reject(fault)) },
      tenantOfKey: (key) => ({ "key-of-acme": "acme", "key-of-rival": "rival" })[key],
      lag: () => lag,
      lagMax: 100,
      clock: () => nowMs,
      telemetry,
    }),
  );
  return async () => {
    await app.close();
    await log.close();
    await rm(dir, { recursive: true, force: true });
  };
});

let made = 0;
function event(more: Record<string, unknown> = {}) {
  made += 1;
  return {
    specversion: "1.0",
    id: `e${made}`,
    source: "/crm",
    type: "chat.started.v1",
    time: "2026-03-25T09:59:00Z",
    tenant: "acme",
    data: { chat_id: 1, initiator: "visitor" },
    ...more,
  };
}

async function post(body: unknown, headers: Record<string, string | undefined> = {}) {
  const payload = typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  const wanted = { "content-type": Array.isArray(body) ? batch : single, authorization: "Bearer key-of-acme", ...headers };
  const given = Object.fromEntries(Object.entries(wanted).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
  const response = await app.inject({ method: "POST", url: "/events", headers: given, payload });
  return { status: response.statusCode, body: response.json<Record<string, unknown>>(), headers: response.headers };
}

async function appended(): Promise<LogRecord[]> {
  const records: LogRecord[] = [];
  for (const { topic, partition, low, end } of await log.ranges(topics))
    for await (const part of log.read({ topic, partition, from: low, to: end })) records.push(...part);
  return records;
}

const errors = (...reasons: [number | null, string][]) => ({
  errors: reasons.map(([index, reason]) => ({ index, reason, detail: expect.stringMatching(/.+/) })),
});

describe("POST /events", () => {
  it("takes a single event, as it came, under its key, with the time of arrival", async () => {
    const given = event({ traceparent: "00-x", data: { chat_id: 7, initiator: "visitor", unknown: { kept: [1, "é"] } } });
    expect(await post(given)).toMatchObject({ status: 202, body: { accepted: 1 } });
    const [record, ...others] = await appended();
    expect(others).toEqual([]);
    expect([record?.topic, record?.key?.toString(), record?.timestampMs]).toEqual(["chat-events", "acme:chat:7", nowMs]);
    expect(record?.headers["content-type"]?.toString()).toMatch(/^application\/cloudevents\+json/);
    expect(JSON.parse(record?.value?.toString() ?? "")).toEqual(given);
  });

  it("takes a batch over several topics, and keeps the order within a key", async () => {
    const chats = Array.from({ length: 50 }, (_, index) =>
      event({ type: "chat.remarked.v1", data: { chat_id: 1 + (index % 3), employee_id: 1, remark_id: index + 1 } }),
    );
    const statuses = [event({ type: "acd_status.changed.v1", data: { user_id: 5, status: "READY" } })];
    expect(await post([...chats, ...statuses])).toMatchObject({ status: 202, body: { accepted: 51 } });
    const records = await appended();
    expect(new Set(records.map(({ topic }) => topic))).toEqual(new Set(["chat-events", "acd-status-events"]));
    for (const chatId of [1, 2, 3]) {
      const order = records
        .filter(({ key }) => key?.toString() === `acme:chat:${chatId}`)
        .map(({ value }) => (JSON.parse(value?.toString() ?? "") as { data: { remark_id: number } }).data.remark_id);
      expect(order).toEqual(order.toSorted((a, b) => a - b));
      expect(order.length).toBeGreaterThan(15);
    }
  });

  it("takes an empty batch, and content types with parameters in any case", async () => {
    expect(await post([])).toMatchObject({ status: 202, body: { accepted: 0 } });
    expect(await post(event(), { "content-type": "Application/CloudEvents+JSON; charset=UTF-8" })).toMatchObject({ status: 202 });
    expect(await post([event()], { "content-type": `${batch};charset=utf-8` })).toMatchObject({ status: 202, body: { accepted: 1 } });
    expect(await appended()).toHaveLength(2);
  });

  it("takes 10,000 events at once", async () => {
    expect(await post(Array.from({ length: 10_000 }, () => event()))).toMatchObject({ status: 202, body: { accepted: 10_000 } });
    expect(await appended()).toHaveLength(10_000);
  });
});

describe("POST /events refuses", () => {
  it("a batch with bad events as a whole: one entry per bad event, nothing accepted", async () => {
    const { status, body } = await post([
      event(),
      event({ type: "chat.exploded.v1" }),
      event({ data: {} }),
      5,
      event({ specversion: "0.3" }),
      event({ time: "2026-03-27T00:00:00Z" }),
      event(),
    ]);
    expect([status, body]).toEqual([
      400,
      errors([1, "unknown_type"], [2, "invalid_data"], [3, "invalid_envelope"], [4, "invalid_envelope"], [5, "invalid_envelope"]),
    ]);
    expect(await appended()).toEqual([]);
  });

  it("a single bad event, with index 0", async () => {
    expect(await post(event({ id: "" }))).toMatchObject({ status: 400, body: errors([0, "invalid_envelope"]) });
  });

  it.each([
    ["no JSON", "{", single],
    ["nothing", "", single],
    ["bytes that are not UTF-8", Buffer.from([0x22, 0xff, 0x22]), single],
    ["a byte order mark", Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from("[]")]), batch],
    ["one event where a batch is announced", JSON.stringify({}), batch],
  ])("%s: 400 for the whole request", async (_what, body, type) => {
    expect(await post(body, { "content-type": type })).toMatchObject({ status: 400, body: errors([null, "invalid_json"]) });
  });

  it("a batch where one event is announced: the event must be an object", async () => {
    expect(await post([event()], { "content-type": single })).toMatchObject({ status: 400, body: errors([0, "invalid_envelope"]) });
  });

  it.each([undefined, "Bearer nobody", "Bearer", "Basic key-of-acme", "Bearer key-of-acme x", "key-of-acme"])(
    "who does not show a publish key: 401 for %j, before the body is looked at",
    async (authorization) => {
      const { status, body, headers } = await post("{", { authorization });
      expect([status, body, headers["www-authenticate"]]).toEqual([401, errors([null, "unauthorized"]), 'Bearer realm="events"']);
    },
  );

  it("events of another account: 403, nothing accepted; bad events first", async () => {
    expect(await post([event(), event({ tenant: "rival" })])).toMatchObject({ status: 403, body: errors([1, "wrong_tenant"]) });
    expect(await post([event({ tenant: "rival" }), event({ data: {} })])).toMatchObject({
      status: 400,
      body: errors([0, "wrong_tenant"], [1, "invalid_data"]),
    });
    expect(await post(event(), { authorization: "Bearer key-of-rival" })).toMatchObject({ status: 403 });
    expect(await appended()).toEqual([]);
  });

  it.each(["GET", "PUT", "PATCH", "DELETE"] as const)("%s: 405, whatever it brings", async (method) => {
    for (const headers of [{}, { "content-type": "text/plain" }]) {
      const response = await app.inject({ method, url: "/events", headers, ...(method === "GET" ? {} : { payload: "x" }) });
      expect([response.statusCode, response.json(), response.headers["allow"]]).toEqual([405, errors([null, "method_not_allowed"]), "POST"]);
    }
  });

  it("more than 10,000 events, or more than 16 MiB: 413", async () => {
    expect(await post(`[${"0,".repeat(10_000)}0]`, { "content-type": batch })).toMatchObject({ status: 413, body: errors([null, "too_large"]) });
    expect(await post(`[${" ".repeat(16 * 1024 * 1024 - 2)}]`, { "content-type": batch })).toMatchObject({ status: 202 });
    expect(await post(`[${" ".repeat(16 * 1024 * 1024 - 1)}]`, { "content-type": batch })).toMatchObject({ status: 413, body: errors([null, "too_large"]) });
  });

  it("an event that is too large for the log, with its index", async () => {
    expect(await post([event(), event({ data: { chat_id: 1, initiator: "visitor", filler: "x".repeat(600_000) } })])).toMatchObject({
      status: 400,
      body: errors([1, "too_large"]),
    });
    fault = new RecordTooLargeError("1 MiB");
    expect(await post(event())).toMatchObject({ status: 413, body: errors([null, "too_large"]) });
  });

  it.each(["application/json", "text/plain", undefined])("a body of type %j: 415, with the types that are allowed", async (type) => {
    for (const body of [JSON.stringify(event()), ""]) {
      const { status, body: answer } = await post(body, { "content-type": type });
      expect([status, answer]).toEqual([415, errors([null, "unsupported_media_type"])]);
      expect(JSON.stringify(answer)).toContain(batch);
    }
  });

  it("events while the log is too far ahead of the facts: 429 with Retry-After; not while that is unknown", async () => {
    lag = 101;
    const { status, body, headers } = await post(event());
    expect([status, body, Number(headers["retry-after"])]).toEqual([429, errors([null, "log_ahead"]), expect.any(Number)]);
    lag = 100;
    expect(await post(event())).toMatchObject({ status: 202 });
    lag = undefined;
    expect(await post(event())).toMatchObject({ status: 202 });
  });

  it.each([new LogUnavailableError("no broker"), new UnknownTopicError("chat-events")])(
    "events while the log does not take any: 503 with Retry-After (%s)",
    async (error) => {
      fault = error;
      const { status, body, headers } = await post(event());
      expect([status, body, Number(headers["retry-after"])]).toEqual([503, errors([null, "log_unavailable"]), expect.any(Number)]);
    },
  );

  it("nothing by chance: a defect is 500, and says so without details", async () => {
    fault = new Error("secret detail");
    const { status, body } = await post(event());
    expect([status, body]).toEqual([500, errors([null, "internal"])]);
    expect(JSON.stringify(body)).not.toContain("secret");
  });

  it("paths below /events: 404", async () => {
    expect((await app.inject({ method: "POST", url: "/events/1", headers: { "content-type": single }, payload: "{}" })).statusCode).toBe(404);
  });
});

describe("metrics of the intake", () => {
  it("count what was accepted and, by reason, what was refused", async () => {
    await post([event(), event()]);
    await post([event({ data: {} }), event({ type: "x" })]);
    await post(event(), { authorization: undefined });
    const text = await telemetry.registry.metrics();
    expect(text).toContain("stats_published_events_total 2");
    for (const reason of ["invalid_data", "unknown_type", "unauthorized"]) expect(text).toContain(`stats_refused_events_total{reason="${reason}"} 1`);
  });
});
