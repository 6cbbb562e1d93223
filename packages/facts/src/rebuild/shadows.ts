import type { ClickHouseClient } from "@clickhouse/client";
import { declarationUnder, findOtherKeys } from "../sorting-keys.ts";
import { forwardOf, nextOf, swapOf } from "./names.ts";
import { readColumns, readObjects } from "./objects.ts";
import type { RebuildPlan } from "./plan.ts";

/** These tables cannot be made anew by this program, or not by it alone. */
export class RebuildUnsupportedError extends Error {
  override readonly name = "RebuildUnsupportedError";
}

const tablesOf = ({ filled, derived }: RebuildPlan) => [...filled, ...derived];

/**
 * Puts an empty table beside every serving one, the counterparts of the schema's views between them, and at last a view per table that forwards every
 * insert into the serving one. From then on whatever is written reaches both, so that only what the archive had before must still be folded.
 * Idempotent.
 * @throws {RebuildUnsupportedError} on a cluster
 */
export async function createShadows(client: ClickHouseClient, plan: RebuildPlan): Promise<void> {
  await refuseClusters(client, tablesOf(plan));
  const otherwise = await sortedOtherwise(client);
  for (const table of tablesOf(plan)) {
    const made = otherwise.has(table) ? declarationUnder(nextOf(table), table) : [`create table if not exists ${nextOf(table)} as ${table}`];
    for (const query of made) await client.command({ query });
  }
  for (const table of plan.derived) {
    // The rows of no account: notes of the schema that something was done once.
    await client.command({ query: `insert into ${nextOf(table)} select * from ${table} where tenant = ''` });
  }
  for (const { name, target, select } of plan.counterparts)
    await client.command({ query: `create materialized view if not exists ${name} to ${target} as ${select}` });
  for (const table of plan.filled) {
    // By name: a column that is added while this view stands must not break inserts. (It breaks the rebuild, see `changedTables`.)
    const next = new Set((await readColumns(client, nextOf(table))).map(({ name }) => name));
    const columns = (await readColumns(client, table)).flatMap(({ name }) => (next.has(name) ? [`\`${name}\``] : [])).join(", ");
    await client.command({ query: `create materialized view if not exists ${forwardOf(table)} to ${nextOf(table)} as select ${columns} from ${table}` });
  }
}

/** Tables that an older version made, with another sorting key: their shadows are as this version declares them. */
async function sortedOtherwise(client: ClickHouseClient): Promise<ReadonlySet<string>> {
  return new Set((await findOtherKeys(client)).map(({ table }) => table));
}

async function refuseClusters(client: ClickHouseClient, tables: readonly string[]): Promise<void> {
  const objects = await readObjects(client);
  for (const table of tables) {
    const engine = objects.get(table)?.engine ?? "missing";
    if (!/^(Replacing|Aggregating)MergeTree$/.test(engine)) {
      throw new RebuildUnsupportedError(
        `Table ${table} is of engine ${engine}. Tables can be made anew beside the serving ones on a single node only; on a cluster rebuild into a new database and let the services change over.`,
      );
    }
  }
}

/** Whether everything that {@link createShadows} makes is there: if a forwarding view was missing for a while, inserts were missed. */
export async function areShadowsWhole(client: ClickHouseClient, plan: RebuildPlan): Promise<boolean> {
  const objects = await readObjects(client);
  const wanted = [...tablesOf(plan).map(nextOf), ...plan.filled.map(forwardOf), ...plan.counterparts.map(({ name }) => name)];
  return wanted.every((name) => objects.has(name));
}

/**
 * Derives from the serving tables what the counterparts of views could not see, rows that were there before, and tells the ledger of writes every hour of
 * the new tables. May be repeated: derived tables keep maxima, and a write that the ledger counts twice costs a roll-up's being computed again.
 */
export async function derivePast(client: ClickHouseClient, plan: RebuildPlan): Promise<void> {
  for (const { target, select, hasPast } of plan.counterparts) if (hasPast) await client.command({ query: `insert into ${target} ${select}` });
  for (const query of plan.writes) await client.command({ query });
}

/** Tables whose columns were changed after their shadows were made; one that is sorted otherwise is another table than its shadow anyway. */
export async function changedTables(client: ClickHouseClient, plan: RebuildPlan): Promise<readonly string[]> {
  const changed: string[] = [];
  const otherwise = await sortedOtherwise(client);
  for (const table of tablesOf(plan)) {
    if (otherwise.has(table)) continue;
    const [serving, next] = await Promise.all([readColumns(client, table), readColumns(client, nextOf(table))]);
    if (JSON.stringify(serving) !== JSON.stringify(next)) changed.push(table);
  }
  return changed;
}

/** Which table is to serve under which name, by identity, in the order of the exchange. */
export async function identifyShadows(client: ClickHouseClient, plan: RebuildPlan): Promise<ReadonlyMap<string, string>> {
  const objects = await readObjects(client);
  return new Map(
    tablesOf(plan).map((table) => {
      const shadow = objects.get(nextOf(table)) ?? objects.get(swapOf(table));
      if (shadow === undefined) throw new Error(`The table that is to serve as ${table} is missing`);
      return [table, shadow.identity];
    }),
  );
}
