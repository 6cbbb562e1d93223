import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Config, createLogger, readConfig } from "@stats/kit";
import { runSystem } from "@stats/standalone";
import type { PublishedEvent } from "./event.ts";
import type { TestAccount } from "./test-account.ts";
import { waitUntil } from "./wait-until.ts";

export interface TestSystem {
  readonly origin: string;
  readonly config: Config;
  /** Publishes over HTTP as the account's publisher; rejects unless all are accepted. */
  publish(account: TestAccount, events: readonly PublishedEvent[]): Promise<void>;
  /** Resolves when every acknowledged event is in every report or in the dead letters. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

/** Temporary data directory and accounts file, and the configuration that names them. */
export function testConfig(
  accounts: readonly Pick<TestAccount, "entry">[],
  env: Readonly<Record<string, string>> = {},
): { config: Config; remove: () => void } {
  const dataDir = mkdtempSync(join(tmpdir(), "stats-test-"));
  const accountsFile = join(dataDir, "accounts.json");
  writeFileSync(accountsFile, JSON.stringify(accounts.map(({ entry }) => entry)));
  const config = readConfig({
    STATS_HTTP_PORT: "0",
    STATS_DATA_DIR: dataDir,
    STATS_ACCOUNTS_FILE: accountsFile,
    STATS_DEMO_TRAFFIC: "off",
    STATS_LOG_LEVEL: "silent",
    ...env,
  });
  return { config, remove: () => rmSync(dataDir, { recursive: true, force: true }) };
}

/** The whole embedded system on a free port, with a data directory of its own. */
export async function startSystem(accounts: readonly Pick<TestAccount, "entry">[], env: Readonly<Record<string, string>> = {}): Promise<TestSystem> {
  const { config, remove } = testConfig(accounts, env);
  const system = await runSystem(config, createLogger("test", config.STATS_LOG_LEVEL));
  system.finished.catch(() => undefined);
  const { origin } = system;
  return {
    origin,
    config,
    publish: (account, events) => publish(origin, account.publishKey, events),
    settled: () => settled(origin),
    async stop() {
      await system.stop();
      remove();
    },
  };
}

/** Publishes one batch; rejects unless all of it is accepted. */
export async function publish(origin: string, publishKey: string, events: readonly PublishedEvent[]): Promise<void> {
  const reply = await fetch(`${origin}/events`, {
    method: "POST",
    headers: { "authorization": `Bearer ${publishKey}`, "content-type": "application/cloudevents-batch+json" },
    body: JSON.stringify(events),
  });
  if (reply.status !== 202) throw new Error(`POST /events answered ${reply.status}: ${await reply.text()}`);
}

/** Waits until /status.json shows no lag. */
export async function settled(origin: string): Promise<void> {
  await waitUntil("the lag is 0", async () => {
    const reply = await fetch(`${origin}/status.json`);
    return reply.ok && ((await reply.json()) as { lag: { total: number } }).lag.total === 0;
  });
}
