import { forTenant } from "@stats/facts";
import { createLogger } from "@stats/kit";
import { dialects } from "@stats/query";
import { questions } from "@stats/questions";
import { type OpenDatabase, openDatabase } from "@stats/standalone";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chatStory } from "../conformance/chat-story.ts";
import { operatorStory } from "../conformance/operator-story.ts";
import { startSystem, type TestSystem } from "../system/start-system.ts";
import { createTestAccount } from "../system/test-account.ts";

const seconds = (text: string) => Date.parse(text) / 1000;
const wide = { from: seconds("2024-12-01T00:00:00Z"), to: seconds("2025-04-01T00:00:00Z") };

/** What each question is asked here; a question that is missing fails its test. */
const samples: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "chats-report": { ...wide, zone: "Europe/Warsaw", grain: "day", sum_employees: false, employee_logins: [], queue_ids: [], threshold: 20, skip: 0, take: 100 },
  "operator-time": { ...wide, now: wide.to, bucket: "hour", user_ids: [], statuses: [] },
};

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

  it.each(questions.map((question) => [question.name, question] as const))("the question %s answers rows of its declared shape, and none for another account", async (name, question) => {
    const rows = await question.ask(forTenant(database.client, "acme"), samples[name] as never);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(Object.keys(row).toSorted()).toEqual(Object.keys(question.row.shape).toSorted());
    expect(await question.ask(forTenant(database.client, "empty"), samples[name] as never)).toEqual([]);
  });

  it.each(dialects.map((dialect) => [dialect.name, dialect] as const))("the dialect %s answers below its prefix, in JSON of its own, and is counted by its name", async (name, dialect) => {
    const reply = await fetch(`${system.origin}${dialect.prefixes[0]}/no-such-thing`);
    expect(reply.headers.get("content-type")).toMatch(/^application\/json\b/);
    const body = (await reply.json()) as Record<string, unknown>;
    expect(Object.keys(body)).not.toContain("statusCode"); // the framework's own error shape
    const metrics = await (await fetch(`${system.origin}/metrics`)).text();
    expect(metrics).toMatch(new RegExp(`^stats_http_request_seconds_count\\{dialect="${name}",status="${reply.status}"\\} [1-9]`, "m"));
    const { credentials } = await dialect.demo();
    expect(dialect.curl({ origin: system.origin, credentials, now: Date.now() }).length).toBeGreaterThan(0);
  });
});
