import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { requestForAll } from "../testing/list-requests.ts";
import { baseSourcesOf } from "../testing/tenancy-faults.ts";
import { listings } from "./catalogue.ts";
import { countStatement, pageStatement } from "./statement.ts";

const schema = new URL("../../../facts/schema/", import.meta.url);
const ddl = readdirSync(schema).map((file) => readFileSync(new URL(file, schema), "utf8"));
const tables = ddl.flatMap((sql) => [...sql.matchAll(/create (?:table|materialized view) (?:if not exists )?(\w+)/g)].map(([, name = ""]) => name));

describe.each(listings)("the listing $listing.name", ({ listing, columns }) => {
  const request = requestForAll(columns);
  const statements = [countStatement(listing, request), pageStatement(listing, request)];

  it("reads every table for the account alone, as the views say", () => {
    for (const { sql } of statements) {
      const read = baseSourcesOf(sql).filter(({ name }) => tables.includes(name));
      expect(read.length, sql).toBeGreaterThan(0);
      for (const { name, condition } of read) expect(condition, `${name} in ${sql}`).toMatch(/^(?:final\s+)?where tenant = \{tenant:String\}(?:\s|\)|$)/);
      expect(baseSourcesOf(sql).filter(({ name }) => !tables.includes(name) && name !== "(")).toEqual([]);
      expect(sql).not.toMatch(/_of\s*\(tenant/);
    }
  });

  it("binds what stands in its text, and nothing else", () => {
    for (const { sql, params } of statements) {
      const placeholders = new Set([...sql.matchAll(/\{(\w+):/g)].map(([, name]) => name));
      expect([...placeholders].toSorted()).toEqual([...Object.keys(params), "tenant"].toSorted());
    }
  });
});
