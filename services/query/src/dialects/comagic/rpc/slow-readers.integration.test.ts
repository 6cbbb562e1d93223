import { connect, type Socket } from "node:net";
import { connect as connectTo, type Database, forTenant } from "@stats/facts";
import { type ScratchFacts, startScratchFacts } from "@stats/questions/testing";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hashKey } from "../../../accounts/key-hash.ts";
import { startTestApp } from "../../../testing/test-app.ts";

const key = "k".repeat(48);
const rows = 10_000;
const readersMax = 24;
const body = JSON.stringify({
  jsonrpc: "2.0",
  id: 1,
  method: "get.chats_report",
  params: { access_token: key, date_from: "2025-03-01", date_till: "2025-03-31", limit: rows, fields: ["id", "date_time", "referrer", "entrance_page"] },
});

describe("callers who do not read the lists that they ask for", () => {
  let facts: ScratchFacts;
  let database: Database;
  let app: FastifyInstance;
  let origin: string;
  const sockets: Socket[] = [];

  beforeAll(async () => {
    facts = await startScratchFacts();
    await facts.database.command({
      query: `insert into chat (tenant, started_at, chat_id, version, attribution)
        select 'acme', toDateTime('2025-03-02 00:00:00', 'UTC') + number, number + 1, 1, map('referrer', repeat('r', 500), 'entrance_page', repeat('e', 500))
        from numbers(${rows})`,
    });
    // as many connections as the composition gives to reports
    database = connectTo({ url: facts.url, database: "stats", connectionsMax: 2 + 32 });
    ({ app } = await startTestApp([{ tenant: "acme", timezone: "UTC", comagic: { app_id: 7, users: [], tokens: [{ key: hashKey(key) }] } }], (tenant, signal) =>
      forTenant(database, tenant, signal),
    ));
    origin = await app.listen({ host: "127.0.0.1", port: 0 });
  });
  afterAll(async () => {
    for (const socket of sockets) socket.destroy();
    await app?.close();
    await database?.close();
    await facts?.close();
  });

  /** Asks, and reads no more than the beginning of the answer. */
  async function ask(): Promise<Socket> {
    const socket = connect(Number(new URL(origin).port), "127.0.0.1");
    sockets.push(socket);
    socket.on("error", () => undefined);
    socket.write(`POST /v2.0 HTTP/1.1\r\nHost: x\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    await new Promise<void>((resolve) => socket.once("readable", resolve));
    expect(String(socket.read(200))).toContain("200 OK");
    return socket;
  }
  const report = async () => {
    const reply = await fetch(`${origin}/v2.0`, { method: "POST", body });
    return (await reply.json()) as { result: { data: unknown[]; metadata: { total_items: number } } };
  };

  it("a list comes whole to who reads it", async () => {
    const { data, metadata } = (await report()).result;
    expect([data.length, metadata.total_items]).toEqual([rows, rows]);
  });

  it("keep others from reports, but from nothing else, and no longer than they stay", async () => {
    for (let reader = 0; reader < readersMax; reader += 1) await ask();
    const refused = await fetch(`${origin}/v2.0`, { method: "POST", body });
    expect([refused.status, refused.headers.get("retry-after"), await refused.json()]).toEqual([503, "2", expect.objectContaining({ id: 1 })]);
    const account = await fetch(`${origin}/v2.0`, {
      method: "POST",
      body: body.replace("get.chats_report", "get.account").replace(/,"date_from".*\}\}/, "}}"),
    });
    expect(await account.json()).toHaveProperty("result");
    for (const socket of sockets) socket.destroy();
    await expect.poll(async () => (await fetch(`${origin}/v2.0`, { method: "POST", body })).status, { timeout: 20_000 }).toBe(200);
    expect((await report()).result.data).toHaveLength(rows);
  });
});
