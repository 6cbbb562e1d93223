import type { ClickHouseClient } from "@clickhouse/client";
import { schemaViews } from "./rebuild/schema-views.ts";

/** Tables that views of the schema fill, and whose past is not told in the schema itself. */
const filledTables = ["sale"];

/**
 * Fills a table that views keep from what was written before the table existed, once; the row of no account says that it was done. May be broken off and
 * begun again: these tables keep the row of the highest version. An insert that is under way while the views are created would be missed: workers of a
 * version without the table are to be stopped before.
 */
export async function fillDerived(database: ClickHouseClient): Promise<void> {
  for (const table of filledTables) {
    const result = await database.query({ query: `select count() from ${table} where tenant = ''`, format: "JSONCompactEachRow" });
    const [[done] = ["0"]] = await result.json<[string]>();
    if (Number(done) > 0) continue;
    for (const { select } of schemaViews().filter(({ target }) => target === table)) await database.command({ query: `insert into ${table} ${select}` });
    await database.command({ query: `insert into ${table} (tenant) values ('')` });
  }
}
