import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventsOf, type PublishedEvent } from "../system/event.ts";
import { startSystem, type TestSystem } from "../system/start-system.ts";
import { createTestAccount, type TestAccount } from "../system/test-account.ts";

const single = "application/cloudevents+json";
const batch = "application/cloudevents-batch+json";
const acme = eventsOf("acme");
const change = (userId: number, type = "acd_status.changed.v1"): PublishedEvent => acme(type, "2025-03-10T10:00:00Z", { user_id: userId, status: "READY" });

describe("POST /events", () => {
  let system: TestSystem;
  let account: TestAccount;
  let other: TestAccount;

  beforeAll(async () => {
    account = await createTestAccount({ tenant: "acme", accountId: 1001 });
    other = await createTestAccount({ tenant: "other", accountId: 1002 });
    system = await startSystem([account, other]);
  });
  afterAll(async () => await system?.stop());

  const post = async (contentType: string | undefined, body: string | Uint8Array<ArrayBuffer>, authorization = `Bearer ${account.publishKey}`) =>
    await fetch(`${system.origin}/events`, {
      method: "POST",
      headers: { ...(contentType === undefined ? {} : { "content-type": contentType }), authorization },
      body,
    });
  /** The status, JSON, and entries of index, reason and detail. */
  async function refuses(reply: Response, status: number, entries: readonly (readonly [number | null, string])[]): Promise<void> {
    const body = (await reply.json()) as { errors: { index: number | null; reason: string; detail: string }[] };
    expect(reply.status, JSON.stringify(body)).toBe(status);
    expect(reply.headers.get("content-type")).toMatch(/^application\/json\b/);
    expect(Object.keys(body)).toEqual(["errors"]);
    expect(body.errors.map(({ index, reason }) => [index, reason])).toEqual(entries);
    for (const { detail } of body.errors) expect(detail).toMatch(/\w/);
  }
  const appended = async () => {
    const status = (await (await fetch(`${system.origin}/status.json`)).json()) as { lag: { partitions: { end_offset: number }[] } };
    return status.lag.partitions.reduce((sum, { end_offset: end }) => sum + end, 0);
  };

  it("202 and the count, for one event and for a batch, also an empty one, with and without charset", async () => {
    const before = await appended();
    const replies = [
      await post(single, JSON.stringify(change(1))),
      await post(`${single}; charset=utf-8`, JSON.stringify(change(2))),
      await post(batch, JSON.stringify([change(3), change(4)])),
      await post(`${batch};charset=UTF-8`, "[]"),
    ];
    expect(await Promise.all(replies.map(async (reply) => [reply.status, await reply.text()]))).toEqual([
      [202, '{"accepted":1}'],
      [202, '{"accepted":1}'],
      [202, '{"accepted":2}'],
      [202, '{"accepted":0}'],
    ]);
    for (const reply of replies) expect(reply.headers.get("content-type")).toMatch(/^application\/json\b/);
    expect(await appended()).toBe(before + 4);
  });

  it("401 with a challenge without a publish key, or with one that is nobody's", async () => {
    for (const authorization of ["", "Bearer", "Bearer wrong", `Basic ${account.publishKey}`, `Bearer ${account.publishKey} x`, account.publishKey]) {
      const reply = await post(single, JSON.stringify(change(1)), authorization);
      expect(reply.headers.get("www-authenticate")).toMatch(/^Bearer\b/);
      await refuses(reply, 401, [[null, "unauthorized"]]);
    }
  });

  it("403 with one entry per event of another account, and nothing accepted", async () => {
    const before = await appended();
    const foreign = { ...change(1), tenant: "other" };
    await refuses(await post(single, JSON.stringify(foreign)), 403, [[0, "wrong_tenant"]]);
    await refuses(await post(batch, JSON.stringify([change(1), foreign])), 403, [[1, "wrong_tenant"]]);
    expect(await appended()).toBe(before);
  });

  it("400 with one entry per bad event, and nothing accepted", async () => {
    const before = await appended();
    const { time: _time, ...timeless } = change(1);
    const events = [
      change(1),
      { ...change(1), specversion: "0.3" },
      change(1, "chat.exploded.v1"),
      acme("acd_status.changed.v1", "2025-03-10T10:00:00Z", { user_id: 0, status: "READY" }),
      7,
      timeless,
      { ...change(1), tenant: "other" },
    ];
    await refuses(await post(batch, JSON.stringify(events)), 400, [
      [1, "invalid_envelope"],
      [2, "unknown_type"],
      [3, "invalid_data"],
      [4, "invalid_envelope"],
      [5, "invalid_envelope"],
      [6, "wrong_tenant"],
    ]);
    await refuses(await post(single, JSON.stringify([change(1)])), 400, [[0, "invalid_envelope"]]);
    await refuses(await post(batch, JSON.stringify(change(1))), 400, [[null, "invalid_json"]]);
    await refuses(await post(single, "{"), 400, [[null, "invalid_json"]]);
    await refuses(await post(single, new Uint8Array([0x22, 0xff, 0x22])), 400, [[null, "invalid_json"]]);
    expect(await appended()).toBe(before);
  });

  it("400 for an event from the day after tomorrow, and for one before the year 2000", async () => {
    const times = ["1999-12-31T23:59:59Z", new Date(Date.now() + 2 * 86_400_000).toISOString()];
    for (const time of times) await refuses(await post(single, JSON.stringify({ ...change(1), time })), 400, [[0, "invalid_envelope"]]);
  });

  it("413 above 10,000 events, above 16 MiB, and for an event that no Kafka record holds", async () => {
    const before = await appended();
    const many = Array.from({ length: 10_001 }, () => change(1));
    await refuses(await post(batch, JSON.stringify(many)), 413, [[null, "too_large"]]);
    await refuses(await post(batch, " ".repeat(16 * 1024 * 1024 + 1)), 413, [[null, "too_large"]]);
    expect(await appended()).toBe(before);
    const reply = await post(batch, JSON.stringify(many.slice(1)));
    expect([reply.status, await reply.text()]).toEqual([202, '{"accepted":10000}']);
  });

  it("415 for another content type, 405 with Allow for another method", async () => {
    await refuses(await post("application/json", JSON.stringify(change(1))), 415, [[null, "unsupported_media_type"]]);
    await refuses(await post("text/plain", JSON.stringify(change(1))), 415, [[null, "unsupported_media_type"]]);
    for (const method of ["GET", "PUT", "PATCH", "DELETE"]) {
      const reply = await fetch(`${system.origin}/events`, { method });
      expect(reply.headers.get("allow")).toBe("POST");
      await refuses(reply, 405, [[null, "method_not_allowed"]]);
    }
  });
});
