import { readdirSync, readFileSync } from "node:fs";
import type { ClickHouseClient } from "@clickhouse/client";
import { connect, type DatabaseOptions } from "./client.ts";
import { fillDerived } from "./fill-derived.ts";
import { finishBrokenSwap } from "./rebuild/finish.ts";
import { schemaFolder, statementsOf } from "./schema-files.ts";
import { factTableNames, factTables } from "./tables.ts";

/** The schema is not what this version of the program writes. */
export class SchemaMismatchError extends Error {
  override readonly name = "SchemaMismatchError";
}

/** The tables that a statement creates, with their sorting keys as the database writes them: none or one. */
function sortingKeyOf(statement: string): readonly [table: string, key: string][] {
  const [, table, key] = /^create table if not exists (\w+) [^]*\norder by (\([^\n]*\)|\w+)(?:\n|$)/.exec(statement) ?? [];
  return table === undefined || key === undefined ? [] : [[table, key.replace(/^\(|\)$/g, "")]];
}

/** A sorting key cannot be altered, and rows would not replace each other under another one. A rebuild keeps the key that the table has. */
async function refuseOtherKeys(database: ClickHouseClient, name: string, declared: readonly (readonly [table: string, key: string])[]): Promise<void> {
  const result = await database.query({
    query: "select name, sorting_key from system.tables where database = {database:String}",
    query_params: { database: name },
    format: "JSONCompactEachRow",
  });
  const present = new Map(await result.json<[string, string]>());
  for (const [table, key] of declared) {
    if (present.get(table) !== key)
      throw new SchemaMismatchError(
        `Table ${name}.${table} is sorted by ${present.get(table)}, not by ${key}: drop it, migrate, and rebuild it from the archive.`,
      );
  }
}

/**
 * Brings the database to the declared schema: creates it and every table and view that is missing (replaces reading views), then
 * checks that each table is sorted as declared and each fact table has the columns the writer fills. An exchange of tables that a killed rebuild left
 * half done is brought to its end. Idempotent; safe while workers run.
 * @returns the schema files applied, in order
 * @throws {SchemaMismatchError} when an existing table lacks a column, or is sorted by another key
 */
export async function migrate(options: DatabaseOptions): Promise<readonly string[]> {
  const files = readdirSync(schemaFolder)
    .filter((file) => file.endsWith(".sql"))
    .toSorted();
  const server = connect({ ...options, database: "system" });
  const database = connect(options);
  try {
    await server.command({ query: "create database if not exists {name:Identifier} engine = Atomic", query_params: { name: options.database } });
    const statements = files.flatMap((file) => statementsOf(readFileSync(new URL(file, schemaFolder), "utf8")));
    for (const query of statements) await database.command({ query });
    await finishBrokenSwap(database);
    await fillDerived(database);
    await refuseOtherKeys(database, options.database, statements.flatMap(sortingKeyOf));
    for (const table of factTableNames) {
      const result = await database.query({
        query: "select name from system.columns where database = {database:String} and table = {table:String}",
        query_params: { database: options.database, table },
        format: "JSONCompactEachRow",
      });
      const present = (await result.json<[string]>()).map(([name]) => name);
      const missing = factTables[table].columns.filter((column) => !present.includes(column));
      if (missing.length > 0)
        throw new SchemaMismatchError(`Table ${options.database}.${table} lacks ${missing.join(", ")}: rebuild it or migrate it by hand.`);
    }
    return files;
  } finally {
    await Promise.all([server.close(), database.close()]);
  }
}
