import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { hashKey, hashPassword } from "@stats/query";

/** Credentials of an account for every report it can ask. */
export interface BenchAccount {
  readonly tenant: string;
  readonly publishKey: string;
  /** An administrator: sees all. */
  readonly livetex: { readonly login: string; readonly password: string };
  readonly thulium: { readonly login: string; readonly password: string };
  readonly voximplant: { readonly accountId: number; readonly apiKey: string };
  readonly comagic: { readonly accessToken: string };
}

export interface AccountsFile {
  readonly file: string;
  readonly accounts: readonly BenchAccount[];
}

/** Writes an accounts file for the tenants, in the zone given. */
export async function writeAccounts(folder: string, tenants: readonly string[], timezone: string): Promise<AccountsFile> {
  const accounts = tenants.map((tenant, index) => ({
    tenant,
    publishKey: randomBytes(24).toString("base64url"),
    livetex: { login: `${tenant}@example.com`, password: randomBytes(12).toString("base64url") },
    thulium: { login: tenant, password: randomBytes(12).toString("base64url") },
    voximplant: { accountId: 1_000_000 + index, apiKey: randomBytes(24).toString("hex") },
    comagic: { accessToken: randomBytes(24).toString("hex") },
  }));
  const sections = await Promise.all(
    accounts.map(async ({ tenant, publishKey, livetex, thulium, voximplant, comagic }) => ({
      tenant,
      timezone,
      publish_keys: [hashKey(publishKey)],
      livetex: { users: [{ login: livetex.login, password: await hashPassword(livetex.password), role: "admin" }] },
      thulium: { users: [{ login: thulium.login, password: await hashPassword(thulium.password) }] },
      voximplant: { account_id: voximplant.accountId, keys: [], api_keys: [hashKey(voximplant.apiKey)] },
      comagic: { app_id: voximplant.accountId, users: [], tokens: [{ key: hashKey(comagic.accessToken) }] },
    })),
  );
  const file = join(folder, "accounts.json");
  writeFileSync(file, JSON.stringify(sections));
  return { file, accounts };
}
