import { readdirSync, readFileSync } from "node:fs";
import { connect, type DatabaseOptions } from "./client.ts";
import { fillDerived } from "./fill-derived.ts";
import { finishBrokenSwap } from "./rebuild/finish.ts";
import { schemaFolder, statementsOf } from "./schema-files.ts";
import { findOtherKeys, type OtherKey } from "./sorting-keys.ts";
import { factTableNames, factTables } from "./tables.ts";

/** The schema is not what this version of the program writes. */
export class SchemaMismatchError extends Error {
  override readonly name: string = "SchemaMismatchError";
}

/** Tables are sorted otherwise than this version declares: they have to be made anew. */
export class SortingKeyError extends SchemaMismatchError {
  override readonly name = "SortingKeyError";
  readonly tables: readonly string[];

  constructor(others: readonly OtherKey[]) {
    const each = others.map(({ table, present, declared }) => `Table ${table} is sorted by ${present}, not by ${declared}`);
    super(`${each.join("; ")}: such tables must be made anew from the archive.`);
    this.tables = others.map(({ table }) => table);
  }
}

/**
 * Brings the database to the declared schema: creates it and every table and view that is missing (replaces reading views), then
 * checks that each table is sorted as declared and each fact table has the columns the writer fills. An exchange of tables that a killed rebuild left
 * half done is brought to its end. Idempotent; safe while workers run.
 * @returns the schema files applied, in order
 * @throws {SortingKeyError} when an existing table is sorted by another key, {SchemaMismatchError} when it lacks a column
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
    const others = await findOtherKeys(database);
    if (others.length > 0) throw new SortingKeyError(others);
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
