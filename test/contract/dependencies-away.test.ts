import { createLogger } from "@stats/kit";
import { addIntake, addQuery, createParts, createServer, listen, openAccounts, openDatabase, openLog } from "@stats/standalone";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bearer } from "../system/bearer.ts";
import { eventsOf } from "../system/event.ts";
import { publish, testConfig } from "../system/start-system.ts";
import { basic, createTestAccount, type TestAccount } from "../system/test-account.ts";

const change = eventsOf("acme")("acd_status.changed.v1", "2025-03-10T10:00:00Z", { user_id: 1, status: "READY" });

/** Intake and reports without an ingest worker, on a log of their own and the given database. */
async function startServices(account: TestAccount, env: Readonly<Record<string, string>>) {
  const { config, remove } = testConfig([account], env);
  const logger = createLogger("test", "silent");
  const log = await openLog(config, logger);
  const database = await openDatabase(config, logger, { share: false });
  const parts = createParts({ config, logger, log, database });
  const app = await createServer(parts);
  const { accounts } = await openAccounts(config);
  await addIntake(app, parts, accounts);
  await addQuery(app, parts, accounts);
  const origin = await listen(app, config);
  return {
    origin,
    url: database.url,
    async stop() {
      await app.close();
      parts.meter.stop();
      await database.close();
      await log.close();
      remove();
    },
  };
}

describe("when the database does not answer", () => {
  let services: Awaited<ReturnType<typeof startServices>>;
  let account: TestAccount;

  beforeAll(async () => {
    account = await createTestAccount({ tenant: "acme", accountId: 1001 });
    // port 1 is nobody's: connections are refused
    services = await startServices(account, { STATS_CLICKHOUSE_URL: "http://127.0.0.1:1" });
  });
  afterAll(async () => await services?.stop());

  it("events are still taken", async () => {
    await publish(services.origin, account.publishKey, [change]);
  });

  it("the chat report says 503 in its shape, never an empty list", async () => {
    const reply = await fetch(`${services.origin}/api/chats/reports/summary?date_from=2025-01-01&date_to=2025-01-02`, {
      headers: { authorization: basic(account.thulium) },
    });
    expect(reply.status).toBe(503);
    expect(Number(reply.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await reply.json()).toEqual({
      request_id: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      errors: [{ message: expect.any(String) as string, code: expect.any(Number) as number }],
    });
  });

  it("the operator statistics say code 2 with HTTP 200, never an empty result", async () => {
    const query = new URLSearchParams({ from_date: "2025-03-10 00:00:00", user_id: "all" });
    const reply = await fetch(`${services.origin}/platform_api/GetACDOperatorStatusStatistics?${query}`, { headers: { authorization: await bearer(account) } });
    expect([reply.status, await reply.json()]).toEqual([200, { error: { code: 2, msg: expect.any(String) as string } }]);
  });

  it("/readyz and /status.json say 503 in plain words; /healthz and /metrics go on", async () => {
    const ready = await fetch(`${services.origin}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([503, { status: "not ready", problems: ["the database does not answer"] }]);
    const status = await fetch(`${services.origin}/status.json`);
    expect([status.status, await status.json()]).toEqual([503, { error: expect.stringMatching(/database/) as string }]);
    expect((await fetch(`${services.origin}/healthz`)).status).toBe(200);
    expect((await fetch(`${services.origin}/metrics`)).status).toBe(200);
  });
});
