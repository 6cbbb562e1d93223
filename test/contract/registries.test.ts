import { forTenant } from "@stats/facts";
import { createLogger } from "@stats/kit";
import { dialects } from "@stats/query";
import { type Question, questions } from "@stats/questions";
import { type OpenDatabase, openDatabase } from "@stats/standalone";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { chatStory } from "../conformance/chat-story.ts";
import { operatorStory } from "../conformance/operator-story.ts";
import { startSystem, type TestSystem } from "../system/start-system.ts";
import { createTestAccount } from "../system/test-account.ts";

const seconds = (text: string) => Date.parse(text) / 1000;
const wide = { from: seconds("2024-12-01T00:00:00Z"), to: seconds("2025-04-01T00:00:00Z") };

/** Parameters with a meaning that their type does not tell. */
const named: Readonly<Record<string, unknown>> = {
  // without roll-ups the facts are always read
  with_facts: true,
  ...wide,
  now: wide.to,
  zone: "Europe/Warsaw",
  every_site: true,
  every_department: true,
  every_place: true,
  take: 100,
};

interface ParameterSchema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  /** Of an object with the same under each of some names. */
  readonly propertyNames?: { readonly enum?: readonly string[] };
  readonly additionalProperties?: ParameterSchema;
}

const values: Readonly<Record<string, unknown>> = { boolean: false, array: [], string: "" };

function sample({ type = "", minimum = 1, propertyNames, additionalProperties, ...rest }: ParameterSchema): unknown {
  if (type === "object") return Object.fromEntries((propertyNames?.enum ?? []).map((name) => [name, sample(additionalProperties ?? {})]));
  return rest.enum?.[0] ?? values[type] ?? Math.max(1, minimum);
}

/** Parameters for any question, from its own schema: lists empty, flags off, numbers small. */
function paramsFor(question: Question): Readonly<Record<string, unknown>> {
  const { properties = {} } = z.toJSONSchema(question.params, { io: "input" }) as { properties?: Readonly<Record<string, ParameterSchema>> };
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, named[name] ?? sample(schema)]));
}

/** Questions about chats and operators, of which the stories tell. */
const telling = ["chats-report", "operator-time"];

describe("everything in the registries works in the running system", () => {
  let system: TestSystem;
  let database: OpenDatabase;

  beforeAll(async () => {
    const account = await createTestAccount({ tenant: "acme", accountId: 1001 });
    const empty = await createTestAccount({ tenant: "empty", accountId: 1002 });
    system = await startSystem([account, empty]);
    await system.publish(account, [...chatStory("acme"), ...operatorStory("acme")]);
    await system.settled();
    database = await openDatabase(system.config, createLogger("test", "silent"), { share: true });
  });
  afterAll(async () => {
    await database?.close();
    await system?.stop();
  });

  it("there are questions and dialects", () => {
    expect(questions.length).toBeGreaterThanOrEqual(2);
    expect(dialects.length).toBeGreaterThanOrEqual(2);
    const prefixes = dialects.flatMap((dialect) => dialect.prefixes);
    expect(new Set(prefixes).size).toBe(prefixes.length);
  });

  it.each(questions.map((question) => [question.name, question] as const))(
    "the question %s answers rows of its declared shape, each account its own",
    async (name, question) => {
      const ask = async (tenant: string) => await question.ask(forTenant(database.client, tenant), paramsFor(question) as never);
      const rows = await ask("acme");
      for (const row of rows) expect(Object.keys(row).toSorted()).toEqual(Object.keys(question.row.shape).toSorted());
      expect(await ask("empty")).toEqual(await ask("nobody"));
      if (telling.includes(name)) expect([rows.length > 0, await ask("empty")]).toEqual([true, []]);
    },
  );

  it.each(dialects.map((dialect) => [dialect.name, dialect] as const))(
    "the dialect %s answers below its prefix, in JSON of its own, and is counted by its name",
    async (name, dialect) => {
      const reply = await fetch(`${system.origin}${dialect.prefixes[0]}/no-such-thing`);
      expect(reply.headers.get("content-type")).toMatch(/^application\/json\b/);
      const body = (await reply.json()) as Record<string, unknown>;
      expect(Object.keys(body)).not.toContain("statusCode"); // the framework's own error shape
      const metrics = await (await fetch(`${system.origin}/metrics`)).text();
      expect(metrics).toMatch(new RegExp(`^stats_http_request_seconds_count\\{dialect="${name}",status="${reply.status}"\\} [1-9]`, "m"));
      const { credentials } = await dialect.demo();
      expect(dialect.curl({ origin: system.origin, credentials, now: Date.now() }).length).toBeGreaterThan(0);
    },
  );
});
