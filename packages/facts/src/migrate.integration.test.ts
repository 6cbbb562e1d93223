import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect } from "./client.ts";
import { migrate, SchemaMismatchError, SortingKeyError } from "./migrate.ts";
import { schemaFolder, statementsOf } from "./schema-files.ts";
import { factTableNames, factTables } from "./tables.ts";
import { type ScratchDatabase, scratchDatabase } from "./testing/scratch-database.ts";

const schemaFiles = readdirSync(schemaFolder).toSorted();

describe("statementsOf", () => {
  it("cuts at semicolons that end a line, and leaves comment lines out", () => {
    expect(statementsOf("-- about; this\nselect 1;\n\n  -- and that\nselect ';' as a,\n  2;\n")).toEqual(["select 1", "select ';' as a,\n  2"]);
  });

  it("takes a last statement without a semicolon, and nothing from nothing", () => {
    expect(statementsOf("select 1")).toEqual(["select 1"]);
    expect(statementsOf("-- only words\n\n")).toEqual([]);
  });
});

describe("the schema files", () => {
  it.each(schemaFiles)("%s says grain, key, replay, read and keep of every table", (file) => {
    const text = readFileSync(new URL(file, schemaFolder), "utf8");
    const tables = statementsOf(text).filter((statement) => /^create table/i.test(statement)).length;
    for (const word of ["grain", "key", "replay", "read", "keep"])
      expect(text.match(new RegExp(`^-- ${word}:`, "gm"))?.length ?? 0, word).toBeGreaterThanOrEqual(Math.max(1, tables));
  });
});

describe("migrate", () => {
  let scratch: ScratchDatabase;
  beforeAll(async () => {
    scratch = await scratchDatabase();
  });
  afterAll(() => scratch.dispose());
  const objects = (database: string) =>
    scratch.rows(`select name, engine from system.tables where database = '${database}' and name not like '.%' order by name`);

  it("creates the database with every table and view, and names the files it applied", async () => {
    expect(await migrate({ url: scratch.url, database: "fresh" })).toEqual(schemaFiles);
    const names = (await objects("fresh")).map(([name]) => name);
    expect(names).toEqual(
      expect.arrayContaining([...factTableNames, "archive", "write_ledger", "chat_of", "dead_letter", "epoch", "position", "status_identity"]),
    );
  });

  it("changes nothing and loses nothing when it runs again, also twice at once", async () => {
    const before = await objects("stats");
    await scratch.client.command({ query: "insert into epoch values (3, 'me', now64(3))" });
    await migrate({ url: scratch.url, database: "stats" });
    await Promise.all([migrate({ url: scratch.url, database: "stats" }), migrate({ url: scratch.url, database: "stats" })]);
    expect(await objects("stats")).toEqual(before);
    expect(await scratch.rows("select epoch from epoch")).toEqual([[3]]);
  });

  it("names the columns that an existing table lacks", async () => {
    await migrate({ url: scratch.url, database: "old" });
    const old = connect({ url: scratch.url, database: "old" });
    await old.command({ query: "drop table directory_object" });
    await old.command({
      query:
        "create table directory_object (tenant String, kind String, object_id UInt64, deleted UInt8) engine = MergeTree order by (tenant, kind, object_id)",
    });
    await old.close();
    const lacking = factTables.directory_object.columns.filter((column) => !["tenant", "kind", "object_id", "deleted"].includes(column));
    await expect(migrate({ url: scratch.url, database: "old" })).rejects.toThrow(
      new SchemaMismatchError(`Table old.directory_object lacks ${lacking.join(", ")}: rebuild it or migrate it by hand.`),
    );
  });

  it("names the table that is sorted by another key than the declared one", async () => {
    await migrate({ url: scratch.url, database: "sorted" });
    const old = connect({ url: scratch.url, database: "sorted" });
    await old.command({ query: "drop table call_leg" });
    await old.command({ query: "create table call_leg (tenant String, call_id UInt64, deleted UInt8) engine = MergeTree order by (tenant, call_id)" });
    await old.close();
    const error = await migrate({ url: scratch.url, database: "sorted" }).catch((failure: unknown) => failure);
    expect(error).toBeInstanceOf(SortingKeyError);
    expect(error).toMatchObject({
      message: "Table call_leg is sorted by tenant, call_id, not by tenant, started_at, call_id, leg_id: such tables must be made anew from the archive.",
      tables: ["call_leg"],
    });
  });

  it("quotes the name of the database", async () => {
    await migrate({ url: scratch.url, database: "odd_1" });
    expect(await scratch.rows("select count() from system.databases where name = 'odd_1'")).toEqual([["1"]]);
  });
});
