import { setTimeout as wait } from "node:timers/promises";
import { checkDerived, type Database, derivedTables, readDerivedTenants, type WrongRow } from "@stats/facts";

export interface DerivedVerification {
  /** Rows that were made again. */
  readonly compared: number;
  readonly wrong: readonly WrongRow[];
}

export interface VerifyDerivedOptions {
  readonly database: Database;
  readonly onProgress: (done: number, total: number) => void;
  /** Milliseconds after which a difference is looked at again, twice, before it counts: ingest may have been between a table and its views. */
  readonly settleMs?: number;
}

const settleTries = 3;

/** Makes the tables that views keep beside the facts again, account by account, and compares. That the facts are right is what `verify` says. */
export async function verifyDerived({ database, onProgress, settleMs = 2000 }: VerifyDerivedOptions): Promise<DerivedVerification> {
  const portions = [];
  for (const table of derivedTables) for (const tenant of await readDerivedTenants(database, table)) portions.push({ table, tenant });
  let compared = 0;
  const wrong: WrongRow[] = [];
  for (const [index, { table, tenant }] of portions.entries()) {
    let found = await checkDerived(database, table, tenant);
    let suspects = found.wrong;
    for (let attempt = 1; suspects.length > 0 && attempt < settleTries; attempt += 1) {
      await wait(settleMs);
      found = await checkDerived(database, table, tenant);
      // what else differs now has been written since
      const before = new Set(suspects.map(({ key }) => key));
      suspects = found.wrong.filter(({ key }) => before.has(key));
    }
    compared += found.compared;
    wrong.push(...suspects);
    onProgress(index + 1, portions.length);
  }
  return { compared, wrong };
}
