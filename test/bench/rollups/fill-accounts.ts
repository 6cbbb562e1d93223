import { connect, type Database, migrate } from "@stats/facts";
import { fillDialogs } from "../livetex/fill-dialogs.ts";
import { type Store, tenantOf } from "../reports/fill.ts";

/** One account as it will be copied. */
export type Model = Omit<Store, "accounts">;

const tables = ["chat", "call", "lead", "contact", "status_change", "directory_object"];
const accountsPerInsert = 5;

/** Fills a database of its own with one account; see `copyAccount`. Dropped by whoever does not need it any more. */
export async function fillModel(url: string, database: string, model: Model, progress: (text: string) => void): Promise<void> {
  await migrate({ url, database });
  const client = connect({ url, database, timeoutMs: 600_000 });
  try {
    await fillDialogs(client, { ...model, accounts: 1 }, progress);
  } finally {
    await client.close();
  }
}

/** Copies the account of a model's database under the names given: within the engine, so it takes as long as the inserts. */
export async function copyAccount(client: Database, database: string, tenants: readonly string[]): Promise<void> {
  for (let start = 0; start < tenants.length; start += accountsPerInsert) {
    const names = tenants.slice(start, start + accountsPerInsert);
    for (const table of tables) {
      await client.command({
        query: `insert into ${table} select * replace(arrayJoin({names:Array(String)}) as tenant) from (select * from ${database}.${table} where tenant = {model:String})`,
        query_params: { names, model: tenantOf(0) },
      });
    }
  }
}
