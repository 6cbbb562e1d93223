import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { questions } from "./catalogue.ts";
import { baseSourcesOf, sourcesOf, tenancyFaults } from "./testing/tenancy-faults.ts";
import { textsOf } from "./testing/texts-of.ts";

const schema = new URL("../../facts/schema/", import.meta.url);
const ddl = readdirSync(schema).map((file) => readFileSync(new URL(file, schema), "utf8"));
const tables = ddl.flatMap((sql) => [...sql.matchAll(/create (?:table|materialized view) (?:if not exists )?(\w+)/g)].map(([, name = ""]) => name));
const views = ddl.flatMap((sql) => [...sql.matchAll(/create or replace view (\w+) as\s+select \*(?:,[^;]*?)?\s+from (\w+) final where ([^;]*)/g)]);
/** Views over those views. */
const derived = ddl
  .flatMap((sql) => [...sql.matchAll(/create or replace view (\w+) as\s([^;]*)/g)])
  .filter(([, name]) => name !== "status_trail_of" && name !== "write_ledger_of" && !views.some(([, base]) => base === name));

describe("every question reads one account only", () => {
  it("knows the tables and the reading views", () => {
    expect(tables).toContain("chat");
    expect(views.map(([, name]) => name)).toEqual(
      ["chat_of", "directory_object_of", "call_of", "call_leg_of", "lead_of", "contact_of", "status_carry_of"].concat([
        "visitor_session_of",
        "visitor_of",
        "charge_of",
        "api_request_of",
        "goal_of",
        "sale_of",
        "chat_message_of",
        "dialog_rollup_of",
        "operator_rollup_of",
        "ended_session_of",
      ]),
    );
  });

  it("the reading views scope to the account and hide tombstones", () => {
    for (const [, name, table, condition] of views) {
      expect(name).toBe(`${table}_of`);
      expect(condition).toMatch(/^tenant = \{tenant:String\}/);
      const hasTombstones = ddl.some((sql) => new RegExp(`create table if not exists ${table} \\([^;]*\\bdeleted UInt8`).test(sql));
      expect(/and deleted = 0/.test(condition ?? ""), name).toBe(hasTombstones);
    }
  });

  it("status_trail_of joins its two tables, each for the account alone and FINAL", () => {
    const [, body = ""] = ddl.map((sql) => /create or replace view status_trail_of as\s([^;]*)/.exec(sql)).find((found) => found !== null) ?? [];
    expect(sourcesOf(body).map(({ name }) => name)).toEqual(["status_change", "status_carry"]);
    expect([...body.matchAll(/from (\w+) final\s+where tenant = \{tenant:String\} and /g)].map(([, name]) => name)).toEqual(["status_change", "status_carry"]);
    expect(body).not.toMatch(/\bor\b/i);
  });

  it("write_ledger_of is of the account alone, and without FINAL: its entries are only ever added up", () => {
    const [, body] = ddl.map((sql) => /create or replace view write_ledger_of as\s([^;]*)/.exec(sql)).find((found) => found !== null) ?? [];
    expect(body).toBe("select * from write_ledger where tenant = {tenant:String}");
  });

  it("what a status means for presence is said alike of both status tables", () => {
    const said = ddl.flatMap((sql) => [...sql.matchAll(/multiIf\(\s*status in[^;]*?as presence/g)].map(([text]) => text));
    expect(said.length).toBe(2);
    expect(new Set(said).size).toBe(1);
  });

  it("views over the reading views read through them, and pass the account on", () => {
    expect(derived.map(([, name]) => name)).toEqual(["status_interval_of", "message_of", "message_between_of", "communication_with_id_of", "name_of"]);
    for (const [, name, body = ""] of derived) expect(tenancyFaults(body, tables), name).toEqual([]);
  });

  it("every question.sql is in the catalogue", () => {
    const folders = readdirSync(new URL(".", import.meta.url), { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith("question.sql"));
    expect(folders.map((file) => file.split("/")[0]).toSorted()).toEqual(questions.map(({ name }) => name).toSorted());
  });

  it.each(questions)("$name", ({ sql }) => {
    expect(sourcesOf(sql).length).toBeGreaterThan(0);
    expect(tenancyFaults(sql, tables)).toEqual([]);
  });

  it.each(questions)("$name, whatever it is asked with: every table in the text that is sent is read for the account alone, as its view says", (question) => {
    const texts = textsOf(question);
    for (const text of texts) {
      const read = baseSourcesOf(text).filter(({ name }) => tables.includes(name));
      expect(read.length, text).toBeGreaterThan(0);
      for (const { name, condition } of read) {
        const isOwn = name === "write_ledger" ? /^where tenant = \{tenant:String\}(?:\s|\)|$)/ : /^final\s+where tenant = \{tenant:String\}(?:\s|\)|$)/;
        expect(condition, `${name} in ${text}`).toMatch(isOwn);
      }
      expect(text).not.toMatch(/_of\s*\(tenant/);
    }
  });

  it.each([
    ["select 1 from chat", ["chat"]],
    ["select 1 from stats.chat", ["stats.chat"]],
    ["select 1 from `chat` c", ["`chat`"]],
    ["select 1 from chat_of(tenant = 'acme')", ["chat_of"]],
    ["select 1 from chat_of(tenant = {other:String})", ["chat_of"]],
    ["select 1 from chat_of", ["chat_of"]],
    ["select 1 from place_of(tenant = {tenant:String}, kind = 'site')", []],
    ["select 1 from place_of(kind = 'site', tenant = {tenant:String})", ["place_of"]],
    ["select 1 from place_of(tenant = {tenant:String} || 'x', kind = 'site')", ["place_of"]],
    ["select 1 from chat_of(tenant = {tenant:String}) c left join directory_object d on 1", ["directory_object"]],
    ["select 1 from chat_of(tenant = {tenant:String}) a, status_change b", ["status_change"]],
    ["select 1 from merge('stats', 'chat')", ["merge"]],
    ["select 1", ["nothing is read through a view"]],
    ["with x as (select 1 from chat_of(tenant = {tenant:String})) select 1 from x", []],
  ])("this test sees: %s", (sql, faults) => {
    expect(tenancyFaults(sql, tables)).toEqual(faults);
  });
});
