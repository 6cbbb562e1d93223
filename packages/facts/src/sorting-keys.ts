import { readdirSync, readFileSync } from "node:fs";
import type { ClickHouseClient } from "@clickhouse/client";
import { schemaFolder, statementsOf } from "./schema-files.ts";

/** A table that is sorted otherwise than the schema declares. A sorting key cannot be altered, and rows would not replace each other under another one. */
export interface OtherKey {
  readonly table: string;
  readonly present: string | undefined;
  readonly declared: string;
}

const statements: readonly string[] = readdirSync(schemaFolder)
  .filter((file) => file.endsWith(".sql"))
  .toSorted()
  .flatMap((file) => statementsOf(readFileSync(new URL(file, schemaFolder), "utf8")));

/** The declared tables with their sorting keys as the database writes them. */
const declaredKeys = new Map(
  statements.flatMap((statement) => {
    const [, table, key] = /^create table if not exists (\w+) [^]*\norder by (\([^\n]*\)|\w+)(?:\n|$)/.exec(statement) ?? [];
    return table === undefined || key === undefined ? [] : [[table, key.replace(/^\(|\)$/g, "")] as const];
  }),
);

/** The tables of the client's database that are sorted otherwise than declared. */
export async function findOtherKeys(client: ClickHouseClient): Promise<readonly OtherKey[]> {
  const result = await client.query({ query: "select name, sorting_key from system.tables where database = currentDatabase()", format: "JSONCompactEachRow" });
  const keys = new Map(await result.json<[string, string]>());
  return [...declaredKeys].flatMap(([table, declared]) => {
    const present = keys.get(table);
    return present === declared ? [] : [{ table, present, declared }];
  });
}

/** What makes a table as the schema declares it, with all columns and indexes, under another name. */
export function declarationUnder(name: string, table: string): readonly string[] {
  return statements.flatMap((statement) => {
    const [begin] = new RegExp(`^(?:create table if not exists|alter table) ${table}(?=\\s)`).exec(statement) ?? [];
    return begin === undefined ? [] : [begin.slice(0, -table.length) + name + statement.slice(begin.length)];
  });
}
