import { checkDerived, derivedTables, readDerivedTenants, type WrongRow } from "@stats/facts";
import { type ComparisonOptions, whatLasts } from "./what-lasts.ts";

export interface DerivedVerification {
  /** Rows that were made again. */
  readonly compared: number;
  readonly wrong: readonly WrongRow[];
}

/** Makes the tables that views keep beside the facts again, account by account, and compares. That the facts are right is what `verify` says. */
export async function verifyDerived({ database, onProgress, settleMs }: ComparisonOptions): Promise<DerivedVerification> {
  const portions = [];
  for (const table of derivedTables) for (const tenant of await readDerivedTenants(database, table)) portions.push({ table, tenant });
  let compared = 0;
  const wrong: WrongRow[] = [];
  for (const [index, { table, tenant }] of portions.entries()) {
    let found = await checkDerived(database, table, tenant);
    const lookAgain = async (suspects: readonly WrongRow[]) => {
      found = await checkDerived(database, table, tenant);
      // what else differs now has been written since
      const before = new Set(suspects.map(({ key }) => key));
      return found.wrong.filter(({ key }) => before.has(key));
    };
    wrong.push(...(await whatLasts(found.wrong, lookAgain, settleMs)));
    compared += found.compared;
    onProgress(index + 1, portions.length);
  }
  return { compared, wrong };
}
