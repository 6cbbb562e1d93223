import type { ClickHouseClient } from "@clickhouse/client";
import { rebuildPrefix } from "./names.ts";

/** A table or view of the database. */
export interface DatabaseObject {
  readonly identity: string;
  readonly engine: string;
}

/** The tables and views of the client's database, by name. */
export async function readObjects(client: ClickHouseClient): Promise<ReadonlyMap<string, DatabaseObject>> {
  const result = await client.query({
    query: "select name, toString(uuid), engine from system.tables where database = currentDatabase()",
    format: "JSONCompactEachRow",
  });
  return new Map((await result.json<[string, string, string]>()).map(([name, identity, engine]) => [name, { identity, engine }]));
}

/** The columns that an insert names, with their types: not those that the table computes. */
export async function readColumns(client: ClickHouseClient, table: string): Promise<readonly { readonly name: string; readonly type: string }[]> {
  const result = await client.query({
    query: `select name, type from system.columns
      where database = currentDatabase() and table = {table:String} and default_kind not in ('MATERIALIZED', 'ALIAS') order by position`,
    query_params: { table },
    format: "JSONCompactEachRow",
  });
  return (await result.json<[string, string]>()).map(([name, type]) => ({ name, type }));
}

/** Removes what rebuilds have put beside the serving tables: views first, so that no insert is forwarded to a table that is gone. */
export async function dropRebuildObjects(client: ClickHouseClient): Promise<void> {
  await dropRebuildViews(client);
  // The default limit on the size of tables to drop guards against mistakes of people.
  for (const name of await rebuildObjects(client, false))
    await client.command({ query: `drop table if exists ${name} sync`, clickhouse_settings: { max_table_size_to_drop: "0" } });
}

/** With one statement, for inserts may be failing until the last of them is gone. */
export async function dropRebuildViews(client: ClickHouseClient): Promise<void> {
  const views = await rebuildObjects(client, true);
  if (views.length > 0) await client.command({ query: `drop table if exists ${views.join(", ")} sync` });
}

async function rebuildObjects(client: ClickHouseClient, areViews: boolean): Promise<readonly string[]> {
  const ours = [...(await readObjects(client))].filter(([name]) => name.startsWith(rebuildPrefix) && /^\w+$/.test(name));
  return ours.filter(([, { engine }]) => (engine === "MaterializedView") === areViews).map(([name]) => name);
}
