import { posix } from "node:path";
import { questions } from "@stats/questions";
import { describe, expect, it } from "vitest";
import { filesIn } from "./source-tree.ts";

const files = filesIn("packages/questions/src/**/*.sql");
const schema = filesIn("packages/facts/schema/*.sql");
const relations = schema.flatMap(({ text }) => [...text.matchAll(/create (?:or replace )?(?:table|view|materialized view) (?:if not exists )?(\w+)/gi)].map(([, name = ""]) => name));
const tenantViews = schema.flatMap(({ text }) => [...text.matchAll(/create or replace view (\w+_of) as\s+select \* from \w+ final where tenant = \{tenant:String\}/g)].map(([, name = ""]) => name));

/** SQL without comments and without the insides of texts. */
const bare = (sql: string) => sql.replace(/--.*$/gm, "").replace(/'(?:[^'\\]|\\.|'')*'/g, "''");

describe("questions read one account's views, bound by parameter", () => {
  it("sees the files, the tables and the views", () => {
    expect(files.map(({ path }) => posix.basename(posix.dirname(path))).toSorted()).toEqual(questions.map(({ name }) => name).toSorted());
    expect(relations.length).toBeGreaterThan(tenantViews.length);
    expect(tenantViews.length).toBeGreaterThanOrEqual(3);
  });

  it.each(files.map(({ path, text }) => [path, bare(text)] as const))("%s", (_path, sql) => {
    expect(sql).toContain("{tenant:String}");
    const words = [...sql.matchAll(/\b(\w+)\b(\s*\(\s*tenant = \{tenant:String\}\s*\))?/g)].map(([, name = "", bound]) => ({ name, isBound: bound !== undefined }));
    expect(words.filter(({ name, isBound }) => isBound && tenantViews.includes(name)).length).toBeGreaterThan(0);
    // a name of the schema may occur only as a tenant's view with its bound account (a column may be called like a table, but nothing is read from it)
    expect(words.filter(({ name, isBound }) => tenantViews.includes(name) && !isBound)).toEqual([]);
    const readFrom = [...sql.matchAll(/(?<!\barray )\b(?:from|join)\s+(?!\()(\w+)/gi)].map(([, name = ""]) => name);
    const own = new Set([...sql.matchAll(/\b(\w+)\s+as\s+(?:materialized\s+)?\(/gi)].map(([, name = ""]) => name));
    expect(readFrom.length).toBeGreaterThan(0);
    expect(readFrom.filter((name) => !tenantViews.includes(name) && !own.has(name) && !/^(numbers|arrayJoin)$/.test(name))).toEqual([]);
    expect(sql).not.toMatch(/\b(system|information_schema)\s*\.|\b(remote|remoteSecure|url|file|s3|merge|cluster|clusterAllReplicas|executable|dictGet\w*)\s*\(|\bsettings\b|\binto outfile\b/i);
  });

  it("SQL stands nowhere else in what answers requests", () => {
    const query = filesIn("services/query/src/**/*.ts").filter(({ path }) => !path.includes(".test."));
    expect(query.filter(({ text }) => /\bselect\b[^\n]*\bfrom\b|\.query\(|createClient|connect\(/i.test(bare(text).replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, ""))).map(({ path }) => path)).toEqual([]);
  });

  it("every schema file says grain, key, replay, read and keep", () => {
    const faults = schema.filter(({ text }) => !["grain", "key", "replay", "read", "keep"].every((word) => new RegExp(`^-- ${word}:`, "m").test(text)));
    expect(faults.map(({ path }) => path)).toEqual([]);
  });
});
