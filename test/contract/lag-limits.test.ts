import { migrate } from "@stats/facts";
import { createLogger } from "@stats/kit";
import { addIntake, createParts, createServer, listen, openAccounts, openDatabase, openLog } from "@stats/standalone";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventsOf } from "../system/event.ts";
import { publish, testConfig } from "../system/start-system.ts";
import { createTestAccount, type TestAccount } from "../system/test-account.ts";
import { waitUntil } from "../system/wait-until.ts";

const acme = eventsOf("acme");
const change = (userId: number) => acme("acd_status.changed.v1", "2025-03-10T10:00:00Z", { user_id: userId, status: "READY" });

describe("when the log is ahead of the reports, because no worker runs", () => {
  let origin: string;
  let account: TestAccount;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    account = await createTestAccount({ tenant: "acme", accountId: 1001 });
    const { config, remove } = testConfig([account], { STATS_INTAKE_LAG_MAX: "2", STATS_READY_LAG_MAX: "2" });
    const logger = createLogger("test", "silent");
    const log = await openLog(config, logger);
    const database = await openDatabase(config, logger, { share: false });
    await migrate({ url: database.url, database: database.database });
    const parts = createParts({ config, logger, log, database });
    const app = await createServer(parts);
    await addIntake(app, parts, (await openAccounts(config)).accounts);
    origin = await listen(app, config);
    stop = async () => {
      await app.close();
      parts.meter.stop();
      await database.close();
      await log.close();
      remove();
    };
  });
  afterAll(async () => await stop?.());

  it("the lag counts every event that no report shows, and grows old", async () => {
    await publish(origin, account.publishKey, [change(1), change(2)]);
    expect((await fetch(`${origin}/readyz`)).status).toBe(200);
    const status = (await (await fetch(`${origin}/status.json`)).json()) as {
      lag: { total: number; partitions: { lag: number; end_offset: number; visible_offset: number }[] };
    };
    expect(status.lag.total).toBe(2);
    expect(status.lag.partitions.filter(({ lag }) => lag > 0).every((one) => one.lag === one.end_offset - one.visible_offset)).toBe(true);
    await waitUntil("the oldest unseen event is over half a second old", async () => {
      const later = (await (await fetch(`${origin}/status.json`)).json()) as { oldest_unseen_seconds: number };
      return later.oldest_unseen_seconds > 0.5;
    });
  });

  it("429 with Retry-After above the limit, in the shape of all refusals, and /readyz says 503 and why", async () => {
    await publish(origin, account.publishKey, [change(3)]);
    const post = async () =>
      await fetch(`${origin}/events`, {
        method: "POST",
        headers: { "authorization": `Bearer ${account.publishKey}`, "content-type": "application/cloudevents-batch+json" },
        body: "[]",
      });
    await waitUntil("the lag is known to be above the limit", async () => (await post()).status === 429);
    const reply = await post();
    expect(Number(reply.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await reply.json()).toEqual({ errors: [{ index: null, reason: "log_ahead", detail: expect.stringMatching(/3 events/) as string }] });
    const ready = await fetch(`${origin}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([503, { status: "not ready", problems: [expect.stringMatching(/^3 events/) as string] }]);
  });
});
