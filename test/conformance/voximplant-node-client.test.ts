import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSystem, type TestSystem } from "../system/start-system.ts";
import { createTestAccount, type TestAccount } from "../system/test-account.ts";
import { credentialsFiles } from "./credentials-file.ts";
import { type Aggregation, aggregations, asked, expectedResult, operatorStory } from "./operator-story.ts";
import { outputOf } from "./run-program.ts";

interface Outcome {
  readonly resolved?: { readonly result?: readonly unknown[]; readonly error?: { readonly code: number; readonly msg: string } };
  readonly rejected?: string;
}

const script = fileURLToPath(new URL("./voximplant-node-client.ts", import.meta.url));
const files = credentialsFiles();
const request = { fromDate: asked.from, toDate: asked.to, userId: asked.users, acdStatus: asked.statuses };
const all = (Object.keys(aggregations) as Aggregation[]).flatMap((aggregation) => (["user", "aggregation"] as const).map((group) => ({ aggregation, group })));

/** The client renames `user_id` of the outer level, and nothing below it. */
function renamed(items: readonly Readonly<Record<string, unknown>>[]): unknown {
  return items.map(({ user_id, ...rest }) => (user_id === undefined ? rest : { userId: user_id, ...rest }));
}

describe("the official Node client, unmodified", () => {
  let system: TestSystem;
  let exact: TestAccount;
  let typed: TestAccount;
  const call = async (...calls: readonly { readonly credentials: string; readonly request: Readonly<Record<string, unknown>> }[]) => {
    // the client speaks plain HTTP, with absolute-form targets, to the proxy that the environment names
    const env = { HTTPS_PROXY: system.origin, https_proxy: system.origin, NO_PROXY: "", no_proxy: "", VOXIMPLANT_CREDENTIALS: "" };
    return JSON.parse(await outputOf(process.execPath, [script], { stdin: JSON.stringify(calls), env })) as readonly Outcome[];
  };

  beforeAll(async () => {
    exact = await createTestAccount({ tenant: "exact", accountId: 1001 });
    typed = await createTestAccount({ tenant: "typed", accountId: 1002, replyShape: "array", firstHour: 1 });
    system = await startSystem([exact, typed]);
    for (const account of [exact, typed]) await system.publish(account, operatorStory(account.tenant));
    await system.settled();
  });
  afterAll(async () => {
    await system?.stop();
    files.remove();
  });

  it("gets every aggregation and group, second by second", async () => {
    const credentials = files.write(exact);
    const outcomes = await call(...all.map((grouping) => ({ credentials, request: { ...request, ...grouping } })));
    expect(outcomes).toHaveLength(8);
    for (const [index, { aggregation, group }] of all.entries()) {
      const expected = renamed(expectedResult(aggregation, group, { reply: "object", firstHour: 0 }));
      expect(outcomes[index], `${aggregation} by ${group}`).toEqual({ resolved: { result: expected } });
    }
  });

  it("gets the declared shape for an account that asks for it", async () => {
    const credentials = files.write(typed);
    const outcomes = await call(...all.map((grouping) => ({ credentials, request: { ...request, ...grouping } })));
    for (const [index, { aggregation, group }] of all.entries()) {
      const expected = renamed(expectedResult(aggregation, group, { reply: "array", firstHour: 1 }));
      expect(outcomes[index], `${aggregation} by ${group}`).toEqual({ resolved: { result: expected } });
    }
  });

  it("gets the statuses in the order of the request, one operator alone, all statuses, and an empty list where nothing is", async () => {
    const credentials = files.write(exact);
    const [ordered, one, everything, nothing] = await call(
      { credentials, request: { ...request, acdStatus: "ONLINE;READY", userId: "501" } },
      { credentials, request: { ...request, userId: "502" } },
      { credentials, request: { fromDate: asked.from, toDate: asked.to, userId: "501" } },
      { credentials, request: { ...request, userId: "777" } },
    );
    expect(JSON.stringify(ordered?.resolved)).toBe(
      '{"result":[{"userId":501,"statistics":[{"acd_status":{"ONLINE":{"min":300,"avg":300,"max":300,"count":1,"sum":300},"READY":{"min":900,"avg":2694,"max":4800,"count":3,"sum":8084}}}]}]}',
    );
    expect(one?.resolved?.result).toEqual([
      { userId: 502, statistics: [{ acd_status: { READY: { min: 49_500, avg: 49_500, max: 49_500, count: 1, sum: 49_500 } } }] },
    ]);
    // OFFLINE: 12:20:15 to 10:30 of the next day = 79,785 s, and 10:45 to the end of the interval = 4,500 s
    expect(JSON.stringify(everything?.resolved?.result)).toBe(
      '[{"userId":501,"statistics":[{"acd_status":{"OFFLINE":{"min":4500,"avg":42142,"max":79785,"count":2,"sum":84285},"ONLINE":{"min":300,"avg":300,"max":300,"count":1,"sum":300},' +
        '"READY":{"min":900,"avg":2694,"max":4800,"count":3,"sum":8084},"IN_SERVICE":{"min":631,"avg":631,"max":631,"count":1,"sum":631}}}]}]',
    );
    expect(nothing).toEqual({ resolved: { result: [] } });
  });

  it("understands every refusal: the promise resolves with error code and text", async () => {
    const credentials = files.write(exact);
    const other = await createTestAccount({ tenant: "nobody", accountId: 1003 });
    const refusals: readonly (readonly [number, string, Readonly<Record<string, unknown>>])[] = [
      [100, files.write(exact, { private_key: other.voximplant.privateKey }), request],
      [100, files.write(other), request],
      [433, files.write(exact, { key_id: "another" }), request],
      [485, credentials, { toDate: asked.to, userId: "all" }],
      [485, credentials, { fromDate: asked.from, toDate: asked.to }],
      [111, credentials, { from_date: "2025-03-10", userId: "all" }],
      [111, credentials, { from_date: "2025-02-30 00:00:00", userId: "all" }],
      [111, credentials, { fromDate: asked.from, to_date: "tomorrow", userId: "all" }],
      [123, credentials, { fromDate: asked.to, toDate: asked.from, userId: "all" }],
      [117, credentials, { ...request, userId: "501,502" }],
      [117, credentials, { ...request, userId: "all;501" }],
      [227, credentials, { ...request, acdStatus: "READY;SLEEPING" }],
      [228, credentials, { ...request, aggregation: "week" }],
      [254, credentials, { ...request, group: "queue" }],
      [115, credentials, { ...request, account_id: 1002 }],
    ];
    const outcomes = await call(...refusals.map(([, file, refused]) => ({ credentials: file, request: refused })));
    expect(outcomes.map(({ resolved }) => resolved?.error?.code)).toEqual(refusals.map(([code]) => code));
    for (const { resolved } of outcomes) expect(resolved?.error?.msg).toMatch(/\w/);
  });
});
