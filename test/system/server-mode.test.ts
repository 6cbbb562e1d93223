import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { eventsOf } from "./event.ts";
import { publish, settled } from "./start-system.ts";
import { basic, createTestAccount, type TestAccount } from "./test-account.ts";
import { waitUntil } from "./wait-until.ts";

const main = fileURLToPath(new URL("../../services/cli/src/main.ts", import.meta.url));

/** A part of the system as `npm run stats -- <args>` runs it. */
interface Part {
  readonly origin: string;
  readonly process: ChildProcess;
  output(): string;
}

let dir: string;
let account: TestAccount;
let env: Record<string, string>;
const parts: Part[] = [];

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  await once(server.close(), "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function start(...args: string[]): Promise<Part> {
  const port = await freePort();
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("STATS_")));
  const child = spawn(process.execPath, [main, ...args.map((arg) => arg.replace("PORT", String(port)))], {
    env: { ...inherited, ...env, STATS_HTTP_PORT: String(port) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  const part = { origin: `http://127.0.0.1:${port}`, process: child, output: () => printed };
  parts.push(part);
  return part;
}

async function answers(part: Part, path: string, status: number): Promise<void> {
  await waitUntil(
    () => `${part.origin}${path} answers ${status}: ${part.output().slice(-2000)}`,
    async () => {
      if (part.process.exitCode !== null) throw new Error(`ended with ${part.process.exitCode}: ${part.output()}`);
      return (await fetch(`${part.origin}${path}`).catch(() => undefined))?.status === status;
    },
  );
}

async function end(part: Part, signal: NodeJS.Signals): Promise<number | null> {
  if (part.process.exitCode === null && part.process.signalCode === null) {
    part.process.kill(signal);
    await once(part.process, "exit");
  }
  return part.process.exitCode;
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "server-mode-"));
  account = await createTestAccount({ tenant: "acme", accountId: 1001, timezone: "Europe/Warsaw" });
  await writeFile(join(dir, "accounts.json"), JSON.stringify([account.entry]));
  env = {
    STATS_DATA_DIR: dir,
    STATS_KAFKA_BROKERS: inject("kafkaBrokers").join(","),
    STATS_KAFKA_TOPIC_PREFIX: `server-mode-${randomUUID()}.`,
    STATS_KAFKA_GROUP: `server-mode-${randomUUID()}`,
    STATS_KAFKA_CREATE_TOPICS: "on",
    STATS_KAFKA_PARTITIONS: "2",
    STATS_ACCOUNTS_FILE: join(dir, "accounts.json"),
    STATS_ENGINE_MEMORY_MB: "1024",
  };
});
afterAll(async () => {
  for (const part of parts) await end(part, "SIGKILL");
  await rm(dir, { recursive: true, force: true });
});

describe("server mode: Kafka, an engine, and each part a process of its own", () => {
  it("one chat goes from POST /events through all of them into the report, and all end with 0 on SIGTERM", async () => {
    const enginePort = await freePort();
    env["STATS_CLICKHOUSE_URL"] = `http://127.0.0.1:${enginePort}`;
    // Before the engine: services are started in any order.
    const ingest = await start("ingest");
    await answers(ingest, "/healthz", 200);
    await answers(ingest, "/readyz", 503);
    const engine = await start("engine", "--port", String(enginePort), "--data-dir", join(dir, "engine"));
    await waitUntil("the engine answers", async () => (await fetch(`http://127.0.0.1:${enginePort}/ping`).catch(() => undefined))?.ok === true);
    await answers(ingest, "/readyz", 200);
    const [intake, query, second] = await Promise.all([start("intake"), start("query"), start("query")]);
    for (const part of [intake, query, second]) for (const path of ["/healthz", "/readyz", "/metrics"]) await answers(part, path, 200);

    const event = eventsOf("acme");
    await publish(intake.origin, account.publishKey, [
      event("session.started.v1", "2025-03-10T09:59:00Z", { visitor_session_id: 9, site_id: 1, visitor: { visitor_id: 70 } }),
      event("chat.started.v1", "2025-03-10T10:00:00Z", { chat_id: 1, initiator: "visitor" }),
      event("chat.message_sent.v1", "2025-03-10T10:00:01Z", { chat_id: 1, message_id: "1", author: "visitor" }),
      event("chat.message_sent.v1", "2025-03-10T10:00:20Z", { chat_id: 1, message_id: "2", author: "operator", employee_id: 501 }),
    ]);
    await settled(query.origin);
    const reply = await fetch(`${query.origin}/api/chats/reports/summary?date_from=2025-03-10&date_to=2025-03-10&aggregate_by=day`, {
      headers: { authorization: basic(account.thulium) },
    });
    expect(reply.status).toBe(200);
    const text = JSON.stringify(await reply.json());
    expect(text).toContain("2025-03-10");
    expect(text).toMatch(/"[a-z_]*answered[a-z_]*":1\b/);

    // what one query process begins, another one knows; what they write, they write into the log
    const call = async (part: Part, method: string, params: object) => {
      const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
      return (await (await fetch(`${part.origin}/v2.0`, { method: "POST", body })).json()) as { result?: { data: unknown }; error?: { message: string } };
    };
    const { login, password } = account.comagic;
    const { result } = await call(query, "login.user", { login, password });
    const { access_token } = (result ?? { data: {} }).data as { access_token?: string };
    expect(await call(second, "get.account", { access_token })).toMatchObject({ result: { data: [{ name: "acme" }] } });
    const assignment = { communication_type: "chat", communication_id: 1, visitor_id: 70 };
    expect(await call(second, "set.visitor_communication", { access_token, ...assignment })).toMatchObject({ result: { data: {} } });
    expect(await call(query, "logout.user", { access_token })).toMatchObject({ result: { data: {} } });
    expect(await call(second, "get.account", { access_token })).toMatchObject({ error: { message: "Access token is invalid" } });
    for (const part of [query, second]) expect([await end(part, "SIGTERM"), part.output().includes('"level":"fatal"')]).toEqual([0, false]);
    const counted = async (sql: string) => (await fetch(`http://127.0.0.1:${enginePort}/?database=stats`, { method: "POST", body: sql })).text();
    await waitUntil("the four requests are facts", async () => (await counted("select count() from api_request final")).trim() === "4");
    expect((await counted("select visitor_id from chat final where chat_id = 1")).trim()).toBe("70");

    for (const part of [ingest, intake, engine]) expect([await end(part, "SIGTERM"), part.output().includes('"level":"fatal"')]).toEqual([0, false]);
  }, 180_000);
});
