import { readdirSync, readFileSync } from "node:fs";
import { schemaFolder, statementsOf } from "../schema-files.ts";

/** A materialized view of the schema: what is inserted into `source` reaches `target` as `select` says. */
export interface SchemaView {
  readonly name: string;
  readonly source: string;
  readonly target: string;
  readonly select: string;
}

/** Every materialized view that the schema files declare. */
export function schemaViews(): readonly SchemaView[] {
  return readdirSync(schemaFolder)
    .filter((file) => file.endsWith(".sql"))
    .toSorted()
    .flatMap((file) => statementsOf(readFileSync(new URL(file, schemaFolder), "utf8")))
    .flatMap((statement) => {
      const [, name, target, select] = /^create materialized view if not exists (\w+) to (\w+) as\s+([^]*)$/i.exec(statement) ?? [];
      return name === undefined || target === undefined || select === undefined ? [] : [{ name, source: sourceOf(name, select), target, select }];
    });
}

/** The view's select with another table in its source's place. */
export function selectFrom({ source, select }: SchemaView, table: string): string {
  return select.replace(new RegExp(`\\bfrom ${source}\\b`, "i"), `from ${table}`);
}

function sourceOf(name: string, select: string): string {
  const [source, ...others] = [...select.matchAll(/\bfrom (\w+)/gi)].map(([, table = ""]) => table);
  if (source === undefined || others.length > 0) throw new Error(`The view ${name} does not read one table: rebuild cannot make it anew`);
  return source;
}
