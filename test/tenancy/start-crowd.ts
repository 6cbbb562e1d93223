import { startSystem, type TestSystem } from "../system/start-system.ts";
import { createTestAccount, type TestAccount } from "../system/test-account.ts";
import { busy, oracleOf, storyOf, type Tenant, zones } from "./crowd.ts";
import type { Oracle } from "../oracle/index.ts";

export interface Crowd {
  readonly system: TestSystem;
  readonly accounts: ReadonlyMap<Tenant, TestAccount>;
  readonly oracles: Map<Tenant, Oracle>;
}

/**
 * The whole system with the accounts of the crowd, their stories told and visible.
 * @param sections what the accounts file holds of an account besides
 */
export async function startCrowd(sections: (tenant: Tenant) => Promise<object> = async () => ({})): Promise<Crowd> {
  const tenants = Object.keys(zones) as Tenant[];
  const accounts = new Map<Tenant, TestAccount>();
  for (const [index, tenant] of tenants.entries()) {
    const account = await createTestAccount({ tenant, accountId: 1000 + index, timezone: zones[tenant] });
    accounts.set(tenant, { ...account, entry: { ...account.entry, ...(await sections(tenant)) } });
  }
  const stories = new Map(busy.map((tenant) => [tenant, storyOf(tenant)]));
  const oracles = new Map(tenants.map((tenant) => [tenant, oracleOf(tenant, tenant === "empty" ? [] : storyOf(tenant))]));
  const system = await startSystem([...accounts.values()]);
  // interleaved, so that batches, partitions and inserts hold all accounts' events
  for (let from = 0; from < Math.max(...[...stories.values()].map(({ length }) => length)); from += 50) {
    for (const [tenant, story] of stories) {
      const account = accounts.get(tenant);
      if (account !== undefined && from < story.length) await system.publish(account, story.slice(from, from + 50));
    }
  }
  await system.settled();
  return { system, accounts, oracles };
}
