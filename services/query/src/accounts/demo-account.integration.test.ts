import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { fastify } from "fastify";
import { type ScratchFacts, startScratchFacts } from "@stats/questions/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dialects } from "../dialects/registry.ts";
import { createQueryPlugin } from "../query-plugin.ts";
import { readOnly } from "../testing/test-app.ts";
import { createDemoAccount } from "./demo-account.ts";
import { loadAccounts } from "./load-accounts.ts";
import { createPublishKeys } from "./publish-keys.ts";

describe("the demo account", () => {
  let facts: ScratchFacts;
  beforeAll(async () => {
    facts = await startScratchFacts();
  });
  afterAll(async () => await facts.close());

  it("is a valid accounts file whose credentials fit; its curl lines work as they are", async () => {
    const demo = await createDemoAccount();
    const { accounts, credentials } = JSON.parse(JSON.stringify(demo)) as typeof demo;
    const loaded = loadAccounts(JSON.stringify(accounts));
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
    expect(createPublishKeys(loaded.accounts)(credentials.publish_key)).toBe("demo");

    const now = Date.UTC(2025, 5, 1, 12);
    await facts.insert("status_change", [{ tenant: "demo", user_id: 501, changed_at: "2025-06-01 11:30:00.000", status: "READY", version: 1 }]);
    await facts.insert("chat", [{ tenant: "demo", started_at: Date.UTC(2025, 5, 1, 9) / 1000, chat_id: 1, version: 1 }]);
    const app = fastify();
    await app.register(createQueryPlugin({ accounts: loaded.accounts, readerFor: facts.readerFor, ...readOnly, now: () => now }));
    const origin = await app.listen({ host: "127.0.0.1", port: 0 });
    const lines = dialects.flatMap(({ name, curl }) => curl({ origin, credentials: credentials.dialects[name], now }));
    expect(lines).toHaveLength(dialects.length);
    for (const line of lines) {
      const { stdout } = await promisify(execFile)("sh", ["-c", `${line} --silent --noproxy '*'`]);
      expect(stdout, line).toMatch(/"(series|user_id|results|result)":/);
    }
    await app.close();
  });

  it("is another one every time", async () => {
    const [one, two] = [await createDemoAccount(), await createDemoAccount({ timezone: "UTC" })];
    expect(one.credentials.publish_key).not.toBe(two.credentials.publish_key);
    expect(two.accounts).toMatchObject([{ tenant: "demo", timezone: "UTC" }]);
  });
});
