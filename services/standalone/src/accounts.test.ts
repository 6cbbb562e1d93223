import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { ConfigError, readConfig } from "@stats/kit";
import { createPublishKeys } from "@stats/query";
import { openAccounts, readAccountsFile } from "./accounts.ts";

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "accounts-"));
  return () => rm(dir, { recursive: true, force: true });
});
const config = (env: Record<string, string> = {}) => readConfig({ STATS_DATA_DIR: join(dir, "data"), ...env });

describe("accounts", () => {
  it("are those of the configured file, and there is no demo account then", async () => {
    const file = join(dir, "accounts.json");
    await writeFile(
      file,
      JSON.stringify([
        { tenant: "acme", publish_keys: [] },
        { tenant: "rival", publish_keys: [] },
      ]),
    );
    const { accounts, demo } = await openAccounts(config({ STATS_ACCOUNTS_FILE: file }));
    expect([accounts.map(({ tenant }) => tenant), demo]).toEqual([["acme", "rival"], undefined]);
  });

  it("are a demo account without a file: made once per data directory, readable by its owner only, with a key that works", async () => {
    const first = await openAccounts(config());
    const again = await openAccounts(config());
    expect(again.demo).toEqual(first.demo);
    expect(first.accounts.map(({ tenant }) => tenant)).toEqual(["demo"]);
    expect(createPublishKeys(again.accounts)(first.demo?.publish_key ?? "")).toBe("demo");
    const file = join(dir, "data", "demo-account.json");
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(JSON.parse(await readFile(file, "utf8"))).toMatchObject({ credentials: { publish_key: first.demo?.publish_key } });
  });

  it("say in a sentence what is wrong with the stored demo account", async () => {
    await openAccounts(config());
    await writeFile(join(dir, "data", "demo-account.json"), "{ half");
    await expect(openAccounts(config())).rejects.toThrow(/demo-account\.json.*delete it/);
    await expect(openAccounts(config())).rejects.toBeInstanceOf(ConfigError);
  });

  it("name the file and every fault in it", async () => {
    const file = join(dir, "accounts.json");
    await writeFile(file, JSON.stringify([{ tenant: "A b", publish_keys: ["x"], surprise: 1 }]));
    const faults = (() => {
      try {
        readAccountsFile(file);
      } catch (error) {
        return error instanceof ConfigError ? error.faults : [];
      }
      return [];
    })();
    expect(faults.length).toBeGreaterThanOrEqual(3);
    for (const fault of faults) expect(fault).toContain(file);
    expect(() => readAccountsFile(join(dir, "absent.json"))).toThrow(/absent\.json: cannot be read/);
  });
});
