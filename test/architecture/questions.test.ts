import { posix } from "node:path";
import { questions } from "@stats/questions";
import { describe, expect, it } from "vitest";
import { filesIn } from "./source-tree.ts";

const files = filesIn("packages/questions/src/**/*.sql");
const schema = filesIn("packages/facts/schema/*.sql");

/** SQL without comments and without the insides of texts. */
const bare = (sql: string) => sql.replace(/--.*$/gm, "").replace(/'(?:[^'\\]|\\.|'')*'/g, "''");
const ddl = schema.map(({ text }) => bare(text)).join("\n");
const tables = new Set([...ddl.matchAll(/create (?:table|materialized view) (?:if not exists )?(\w+)/gi)].map(([, name = ""]) => name));
const views = new Map([...ddl.matchAll(/create or replace view (\w+_of) as([^;]*);/gi)].map(([, name = "", body = ""]) => [name, body]));

interface Source {
  readonly name: string;
  /** What follows the name up to the end of its first argument, or of the condition on a base table. */
  readonly bound: string;
}

/** Every relation that a statement reads, subqueries and `array join` left out; tables that a comma joins included. */
function sourcesOf(sql: string): readonly Source[] {
  const one = String.raw`([\w.${"`"}"]+)((?:\s*\([^,)]*)|(?:(?:\s+final)?\s+where\s+tenant = \{tenant:String\}))?`;
  const first = [...sql.matchAll(new RegExp(String.raw`(?<!\barray )\b(?:from|join)\s+(?!\()${one}`, "gi"))];
  const further = [...sql.matchAll(new RegExp(String.raw`\bfrom\s+\w+(?:\s*\([^)]*\))?(?:\s+as)?(?:\s+\w+)?\s*,\s*(?!\()${one}`, "gi"))];
  return [...first, ...further].map(([, name = "", bound = ""]) => ({ name, bound: bound.replace(/\s+/g, " ").trim() }));
}

/** The relations of a statement through which it could see another account's rows. */
function faultsOf(sql: string): readonly string[] {
  const own = new Set([...sql.matchAll(/\b(\w+)\s+as\s+(?:materialized\s+)?\(/gi)].map(([, name = ""]) => name));
  return sourcesOf(sql)
    .filter(({ name, bound }) => !own.has(name) && !(views.has(name) && /^\( ?tenant = \{tenant:String\}$/.test(bound)) && !/^numbers$/.test(name))
    .map(({ name }) => name);
}

const waysOut =
  /\b(system|information_schema)\s*\.|\b(remote|remoteSecure|url|file|s3|merge|cluster|clusterAllReplicas|executable|dictGet\w*)\s*\(|\bsettings\b|\binto outfile\b/i;

describe("questions read one account's views, bound by parameter", () => {
  it("sees the files, the tables and the views", () => {
    expect(files.map(({ path }) => posix.basename(posix.dirname(path))).toSorted()).toEqual(questions.map(({ name }) => name).toSorted());
    expect(tables.size).toBeGreaterThan(5);
    expect(views.size).toBeGreaterThanOrEqual(3);
  });

  it.each(files.map(({ path, text }) => [path, bare(text)] as const))("%s", (_path, sql) => {
    expect(sql).toContain("{tenant:String}");
    expect(sourcesOf(sql).some(({ name }) => views.has(name))).toBe(true);
    expect(faultsOf(sql)).toEqual([]);
    expect(sql).not.toMatch(waysOut);
  });

  it.each([...views])("the view %s reads a table of one account, or other such views", (_name, body) => {
    const base = sourcesOf(body).filter(({ name }) => tables.has(name));
    // entries of the ledger are only ever added up
    for (const { name, bound } of base) expect(bound).toBe(`${name === "write_ledger" ? "" : "final "}where tenant = {tenant:String}`);
    expect(sourcesOf(body).length).toBeGreaterThan(0);
    expect(faultsOf(body).filter((name) => !tables.has(name))).toEqual([]);
    expect(body).not.toMatch(waysOut);
  });

  it.each([
    ["select 1 from chat", ["chat"]],
    ["select 1 from chat_of", ["chat_of"]],
    ["select 1 from chat_of(tenant = '')", ["chat_of"]],
    ["select 1 from chat_of(tenant = {other:String})", ["chat_of"]],
    ["select 1 from chat_of(tenant = {tenant:String}) c, chat d", ["chat"]],
    ["select 1 from chat_of(tenant = {tenant:String}) c join stats.chat d using id", ["stats.chat"]],
    ["select 1 from (select 1 from `chat`)", ["`chat`"]],
    ["with x as (select 1 from chat_of(tenant = {tenant:String})) select 1 from x array join [1] as y", []],
  ])("this law sees: %s", (sql, faults) => {
    expect(faultsOf(sql)).toEqual(faults);
  });

  it("SQL stands nowhere else in what answers requests", () => {
    const query = filesIn("services/query/src/**/*.ts").filter(({ path }) => !path.includes(".test."));
    const code = (text: string) => bare(text).replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
    expect(query.filter(({ text }) => /\bselect\b[^\n]*\bfrom\b|\.query\(|createClient|connect\(/i.test(code(text))).map(({ path }) => path)).toEqual([]);
  });

  it("every table and view says grain, key, replay, read and keep", () => {
    const faults = schema.filter(({ text }) => !["grain", "key", "replay", "read", "keep"].every((word) => new RegExp(`^-- ${word}:`, "m").test(text)));
    expect(faults.map(({ path }) => path)).toEqual([]);
  });
});
