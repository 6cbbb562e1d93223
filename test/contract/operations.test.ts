import { topics } from "@stats/events";
import { createLogger } from "@stats/kit";
import { openLog } from "@stats/standalone";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chatStory } from "../conformance/chat-story.ts";
import { operatorStory } from "../conformance/operator-story.ts";
import { startSystem, type TestSystem } from "../system/start-system.ts";
import { basic, createTestAccount, type TestAccount } from "../system/test-account.ts";

interface Status {
  readonly lag: { readonly total: number; readonly partitions: readonly Readonly<Record<string, unknown>>[] };
  readonly dead_letters: { readonly total: number };
  readonly oldest_unseen_seconds: number;
}

describe("the surface for operations", () => {
  let system: TestSystem;
  let account: TestAccount;
  const get = async (path: string) => await fetch(`${system.origin}${path}`);
  const status = async () => (await (await get("/status.json")).json()) as Status;
  /** Value of a sample in the Prometheus text. */
  async function metric(sample: string): Promise<number> {
    const line = (await (await get("/metrics")).text()).split("\n").find((candidate) => candidate.startsWith(`${sample} `));
    if (line === undefined) throw new Error(`There is no sample ${sample}`);
    return Number(line.slice(sample.length + 1));
  }

  beforeAll(async () => {
    account = await createTestAccount({ tenant: "acme", accountId: 1001 });
    system = await startSystem([account]);
    await system.publish(account, [...chatStory("acme"), ...operatorStory("acme")]);
    // past the front door, as a careless producer does it
    const log = await openLog(system.config, createLogger("test", "silent"));
    await log.append([{ topic: "chat-events", key: "acme:chat:1", value: "no json" }]);
    await log.close();
    await system.settled();
  });
  afterAll(async () => await system?.stop());

  it("/healthz: the process is alive", async () => {
    const reply = await get("/healthz");
    expect([reply.status, reply.headers.get("content-type"), await reply.json()]).toEqual([200, "application/json; charset=utf-8", { status: "ok" }]);
  });

  it("/readyz: dependencies are reachable and the lag is under the limit", async () => {
    const reply = await get("/readyz");
    expect([reply.status, await reply.json()]).toEqual([200, { status: "ready", problems: [] }]);
  });

  it("/status.json: the lag by partition, dead letters, the age of the oldest unseen event", async () => {
    const reply = await get("/status.json");
    expect(reply.headers.get("content-type")).toMatch(/^application\/json\b/);
    const { lag, dead_letters, oldest_unseen_seconds } = (await reply.json()) as Status;
    expect(lag.total).toBe(0);
    expect(new Set(lag.partitions.map(({ topic }) => topic))).toEqual(new Set(topics));
    expect(lag.partitions).toHaveLength(12 * topics.length);
    for (const partition of lag.partitions) {
      expect(Object.keys(partition).toSorted()).toEqual(["end_offset", "lag", "partition", "topic", "visible_offset"]);
      expect(partition["visible_offset"]).toBe(partition["end_offset"]);
      expect(partition["lag"]).toBe(0);
    }
    const published = chatStory("acme").length + operatorStory("acme").length + 1;
    expect(lag.partitions.reduce((sum, partition) => sum + Number(partition["end_offset"]), 0)).toBe(published);
    expect(dead_letters.total).toBe(1);
    expect(oldest_unseen_seconds).toBe(0);
  });

  it("/status: a page for people", async () => {
    const reply = await get("/status");
    expect([reply.status, reply.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    expect(await reply.text()).toContain("Every event is in every report");
  });

  it("/metrics: the Prometheus text format", async () => {
    const reply = await get("/metrics");
    expect(reply.status).toBe(200);
    expect(reply.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(await reply.text()).toMatch(/^# HELP /);
  });

  it("/metrics: lag per partition, batch size, rows, stage and insert times, dead letters by reason", async () => {
    for (const topic of topics) expect(await metric(`stats_lag_events{topic="${topic}",partition="11"}`)).toBe(0);
    expect(await metric("stats_ingest_batch_events_sum")).toBe(chatStory("acme").length + operatorStory("acme").length + 1);
    expect(await metric('stats_ingest_rows_total{table="chat"}')).toBeGreaterThanOrEqual(5);
    expect(await metric('stats_ingest_rows_total{table="status_change"}')).toBeGreaterThanOrEqual(operatorStory("acme").length);
    expect(await metric('stats_ingest_rows_total{table="archive"}')).toBeGreaterThan(0);
    for (const stage of ["prepare", "check", "look_up", "fold", "write"])
      expect(await metric(`stats_ingest_stage_seconds_count{stage="${stage}"}`)).toBeGreaterThan(0);
    expect(await metric('stats_insert_seconds_count{table="archive"}')).toBeGreaterThan(0);
    expect(await metric('stats_dead_letters_total{reason="invalid_json"}')).toBe(1);
    expect(await metric("stats_published_events_total")).toBe(chatStory("acme").length + operatorStory("acme").length);
  });

  it("/metrics: refused events by reason, request times by dialect and status", async () => {
    const path = "/api/chats/reports/summary?date_from=2025-01-01&date_to=2025-01-02";
    await fetch(system.origin + path, { headers: { authorization: basic(account.thulium) } });
    await get(path);
    await get("/platform_api/Nothing");
    await fetch(`${system.origin}/events`, { method: "POST" });
    expect(await metric('stats_http_request_seconds_count{dialect="thulium",status="200"}')).toBe(1);
    expect(await metric('stats_http_request_seconds_count{dialect="thulium",status="401"}')).toBe(1);
    expect(await metric('stats_http_request_seconds_count{dialect="voximplant",status="200"}')).toBe(1);
    expect(await metric('stats_http_request_seconds_count{dialect="publish",status="202"}')).toBe(1);
    expect(await metric('stats_refused_events_total{reason="unauthorized"}')).toBe(1);
  });

  it("what is nowhere is a 404 in JSON, and says nothing of the inside", async () => {
    for (const path of ["/", "/nothing", "/v3/stats", "/status.json/x", "/events/1"]) {
      const reply = await get(path);
      expect([reply.status, path]).toEqual([404, path]);
      expect(reply.headers.get("content-type")).toMatch(/^application\/json\b/);
      expect(await reply.text()).not.toMatch(/at \w+ \(|node_modules|\.ts:/);
    }
    expect((await status()).lag.total).toBe(0);
  });
});
