import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Config, ConfigError } from "@stats/kit";
import { type Account, createDemoAccount, type DemoAccount, loadAccounts } from "@stats/query";

export interface LoadedAccounts {
  readonly accounts: readonly Account[];
  /** The demo account's plain credentials; undefined when an accounts file is configured. */
  readonly demo: DemoAccount["credentials"] | undefined;
}

/**
 * The accounts of the configured file, else the demo account, which is made once per data directory.
 * @throws {ConfigError} with every fault of the file
 */
export async function openAccounts(config: Config): Promise<LoadedAccounts> {
  if (config.STATS_ACCOUNTS_FILE !== undefined) return { accounts: readAccountsFile(config.STATS_ACCOUNTS_FILE), demo: undefined };
  const file = join(config.STATS_DATA_DIR, "demo-account.json");
  if (!existsSync(file)) {
    mkdirSync(config.STATS_DATA_DIR, { recursive: true });
    writeFileSync(file, JSON.stringify(await createDemoAccount(), null, 2), { mode: 0o600 });
  }
  const stored = readDemoAccount(file);
  return { accounts: accountsFrom(JSON.stringify(stored.accounts), file), demo: stored.credentials };
}

function readDemoAccount(file: string): DemoAccount {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as DemoAccount;
  } catch (error) {
    throw new ConfigError([
      `${file}: the stored demo account cannot be read (${error instanceof Error ? error.message : String(error)}); delete it, and the next start makes a new one`,
    ]);
  }
}

/** @throws {ConfigError} with every fault of the file */
export function readAccountsFile(file: string): readonly Account[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new ConfigError([`STATS_ACCOUNTS_FILE=${file}: cannot be read (${error instanceof Error ? error.message : String(error)})`]);
  }
  return accountsFrom(text, file);
}

function accountsFrom(text: string, file: string): readonly Account[] {
  const loaded = loadAccounts(text);
  if (loaded.ok) return loaded.accounts;
  throw new ConfigError(loaded.faults.map(({ path, message }) => `${file}${path}: ${message}`));
}
