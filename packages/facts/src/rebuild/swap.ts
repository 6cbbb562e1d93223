import { setTimeout as wait } from "node:timers/promises";
import type { ClickHouseClient } from "@clickhouse/client";
import { ledger, nextOf, swapOf } from "./names.ts";
import { dropRebuildObjects, dropRebuildViews, readObjects } from "./objects.ts";

const pollMs = 20;

/**
 * Puts the tables that were made anew in the places of the serving ones, so that no insert that any worker has been told is stored is in the old tables
 * only. May be broken off anywhere and begun again: what is done is seen by the tables' identities.
 *
 * An insert finds its table by name, and then the tables that views forward it to, by name too. One that found the old table before the exchange and
 * the target after it would be lost. So the targets are renamed first: whoever has not found them by then fails, and is sent again by its worker;
 * whoever has writes into both tables. Inserts fail until the views are dropped, a tenth of a second or two later. The exchange itself is atomic for
 * each table: reports see the old or the new one.
 * @param shadows name -> identity of the table that is to serve under it, in the order of the exchange
 */
export async function swapTables(client: ClickHouseClient, shadows: ReadonlyMap<string, string>): Promise<void> {
  const before = await readObjects(client);
  const reachable = [...shadows.keys()].filter((table) => before.has(nextOf(table)));
  if (reachable.length > 0) await client.command({ query: `rename table ${reachable.map((table) => `${nextOf(table)} to ${swapOf(table)}`).join(", ")}` });
  const renamed = await readObjects(client);
  const outside = [...shadows].filter(([table, identity]) => renamed.get(table)?.identity !== identity).map(([table]) => table);
  if (outside.length > 0) await client.command({ query: `exchange tables ${outside.map((table) => `${table} and ${swapOf(table)}`).join(", ")}` });
  await countAsWrites(client, [...shadows.keys()]);
  // A view that is dropped while an insert is about to use it is passed over in silence.
  await insertsToEnd(client, [...shadows.keys()]);
  await dropRebuildViews(client);
  await dropRebuildObjects(client);
}

/** Tells the ledger that all hours of these tables have been written to: what was computed from the old ones, up to this moment, is not of these any more. */
async function countAsWrites(client: ClickHouseClient, tables: readonly string[]): Promise<void> {
  if (!(await readObjects(client)).has(ledger)) return;
  await client.command({
    query: `insert into ${ledger} (tenant, fact, hour, writes, digest)
      select tenant, fact, hour, 1, 1 from ${ledger} where tenant != '' and toString(fact) in {tables:Array(String)} group by tenant, fact, hour`,
    query_params: { tables },
  });
}

/** Resolves when every insert into these tables that runs now has ended. */
async function insertsToEnd(client: ClickHouseClient, tables: readonly string[]): Promise<void> {
  for (let running = await runningInserts(client, tables); running.length > 0; running = await runningInserts(client, tables, running)) await wait(pollMs);
}

/** Identities of the running inserts into these tables; of those in `among` only, if given. */
async function runningInserts(client: ClickHouseClient, tables: readonly string[], among?: readonly string[]): Promise<readonly string[]> {
  const result = await client.query({
    query: `select query_id from system.processes
      where query_kind = 'Insert' and current_database = currentDatabase() and match(query, {into:String}) and ({all:Bool} or query_id in {among:Array(String)})`,
    query_params: { into: `(?i)insert\\s+into\\s+\\W?(${tables.join("|")})\\W`, all: among === undefined, among: among ?? [] },
    format: "JSONCompactEachRow",
  });
  return (await result.json<[string]>()).map(([id]) => id);
}
