import { readdirSync, readFileSync } from "node:fs";
import { connect, type DatabaseOptions } from "./client.ts";
import { finishBrokenSwap } from "./rebuild/finish.ts";
import { factTableNames, factTables } from "./tables.ts";

export const schemaFolder = new URL("../schema/", import.meta.url);

/** The statements of a schema file: comment lines go, a semicolon at a line's end separates. */
export function statementsOf(sql: string): readonly string[] {
  return sql
    .split("\n")
    .filter((line) => !line.trimStart().startsWith("--"))
    .join("\n")
    .split(/;\s*(?:\n|$)/)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== "");
}

/** The schema is not what this version of the program writes. */
export class SchemaMismatchError extends Error {
  override readonly name = "SchemaMismatchError";
}

/**
 * Brings the database to the declared schema: creates it and every table and view that is missing (replaces reading views), then
 * checks that each fact table has the columns the writer fills. An exchange of tables that a killed rebuild left half done is brought to its end.
 * Idempotent; safe while workers run.
 * @returns the schema files applied, in order
 * @throws {SchemaMismatchError} when an existing table lacks a column
 */
export async function migrate(options: DatabaseOptions): Promise<readonly string[]> {
  const files = readdirSync(schemaFolder)
    .filter((file) => file.endsWith(".sql"))
    .toSorted();
  const server = connect({ ...options, database: "system" });
  const database = connect(options);
  try {
    await server.command({ query: "create database if not exists {name:Identifier} engine = Atomic", query_params: { name: options.database } });
    for (const file of files) {
      for (const query of statementsOf(readFileSync(new URL(file, schemaFolder), "utf8"))) await database.command({ query });
    }
    await finishBrokenSwap(database);
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
