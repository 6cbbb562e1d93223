import type { Account } from "./account.ts";
import { hashKey, matchesKey } from "./key-hash.ts";

/** Answers whose events a publish key may publish. */
export function createPublishKeys(accounts: readonly Account[]): (secret: string) => string | undefined {
  const tenants = new Map(accounts.flatMap(({ tenant, publishKeys }) => publishKeys.map((hash) => [hash, tenant] as const)));
  return (secret) => {
    const hash = hashKey(secret);
    const tenant = tenants.get(hash);
    return tenant !== undefined && matchesKey(secret, hash) ? tenant : undefined;
  };
}
