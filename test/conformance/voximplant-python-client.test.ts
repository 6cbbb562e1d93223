import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSystem, type TestSystem } from "../system/start-system.ts";
import { createTestAccount, type TestAccount } from "../system/test-account.ts";
import { credentialsFiles } from "./credentials-file.ts";
import { type Aggregation, aggregations, asked, expectedResult, operatorStory } from "./operator-story.ts";
import { pythonWith } from "./python-environment.ts";
import { outputOf } from "./run-program.ts";
import { startTlsFront, type TlsFront } from "./tls-front.ts";

interface Outcome {
  readonly returned?: unknown;
  readonly raised?: { readonly code: number; readonly message: string };
}

const script = fileURLToPath(new URL("./voximplant-python-client.py", import.meta.url));
const files = credentialsFiles();
const request = { from_date: asked.from, to_date: asked.to, user_id: ["all"], acd_status: asked.statuses.split(";") };
const all = (Object.keys(aggregations) as Aggregation[]).flatMap((aggregation) => (["user", "aggregation"] as const).map((group) => ({ aggregation, group })));

/** The outcome without the mark that tells the client's date objects from texts. */
const plain = (outcome: unknown) => JSON.parse(JSON.stringify(outcome).replaceAll('"date:', '"')) as unknown;

describe("the official Python client, unmodified", () => {
  let python: string;
  let system: TestSystem;
  let front: TlsFront;
  let exact: TestAccount;
  let typed: TestAccount;
  const call = async (...calls: readonly { readonly credentials: string; readonly request: Readonly<Record<string, unknown>> }[]) => {
    const stdin = JSON.stringify(calls.map((one) => ({ ...one, endpoint: front.endpoint })));
    const env = { REQUESTS_CA_BUNDLE: front.certificateFile, NO_PROXY: "127.0.0.1", no_proxy: "127.0.0.1" };
    return JSON.parse(await outputOf(python, [script], { stdin, env })) as readonly Outcome[];
  };

  beforeAll(async () => {
    python = await pythonWith("voximplant");
    exact = await createTestAccount({ tenant: "exact", accountId: 1001 });
    typed = await createTestAccount({ tenant: "typed", accountId: 1002, replyShape: "array" });
    system = await startSystem([exact, typed]);
    front = await startTlsFront(system.origin);
    for (const account of [exact, typed]) await system.publish(account, operatorStory(account.tenant));
    await system.settled();
  }, 300_000);
  afterAll(async () => {
    await front?.close();
    await system?.stop();
    files.remove();
  });

  it("gets every aggregation and group, second by second", async () => {
    const credentials = files.write(exact);
    const outcomes = await call(...all.map((grouping) => ({ credentials, request: { ...request, ...grouping } })));
    expect(outcomes).toHaveLength(8);
    for (const [index, { aggregation, group }] of all.entries()) {
      const expected = expectedResult(aggregation, group, { reply: "object", firstHour: 0 });
      expect(plain(outcomes[index]), `${aggregation} by ${group}`).toEqual({ returned: { result: expected } });
    }
  });

  it("makes a date object of every date when the reply has the declared shape", async () => {
    const credentials = files.write(typed);
    const outcomes = await call(...all.map((grouping) => ({ credentials, request: { ...request, ...grouping } })));
    let dates = 0;
    for (const [index, { aggregation, group }] of all.entries()) {
      const expected = expectedResult(aggregation, group, { reply: "array", firstHour: 0 });
      const marked = JSON.parse(JSON.stringify(expected).replaceAll('"date":"', '"date":"date:')) as unknown;
      dates += JSON.stringify(marked).split('"date:').length - 1;
      expect(outcomes[index], `${aggregation} by ${group}`).toEqual({ returned: { result: marked } });
    }
    expect(dates).toBeGreaterThan(0);
  });

  it("gets an empty list where nothing is, and a list of operators", async () => {
    const credentials = files.write(exact);
    const [nothing, both] = await call(
      { credentials, request: { ...request, user_id: ["777"] } },
      { credentials, request: { ...request, user_id: [502, 501] } },
    );
    expect(nothing).toEqual({ returned: { result: [] } });
    expect(both).toEqual({ returned: { result: expectedResult("none", "user", { reply: "object", firstHour: 0 }) } });
  });

  it("raises its own exception with the code of every refusal", async () => {
    const credentials = files.write(exact);
    const other = await createTestAccount({ tenant: "nobody", accountId: 1003 });
    const refusals: readonly (readonly [number, string, Readonly<Record<string, unknown>>])[] = [
      [100, files.write(exact, { private_key: other.voximplant.privateKey }), request],
      [100, files.write(other), request],
      [433, files.write(exact, { key_id: "another" }), request],
      [123, credentials, { ...request, from_date: asked.to, to_date: asked.from }],
      [117, credentials, { ...request, user_id: "501,502" }],
      [117, credentials, { ...request, user_id: [0] }],
      [485, credentials, { ...request, user_id: [] }],
      [227, credentials, { ...request, acd_status: ["READY", "SLEEPING"] }],
      [228, credentials, { ...request, aggregation: "week" }],
      [254, credentials, { ...request, group: "queue" }],
    ];
    const outcomes = await call(...refusals.map(([, file, refused]) => ({ credentials: file, request: refused })));
    expect(outcomes.map(({ raised }) => raised?.code)).toEqual(refusals.map(([code]) => code));
    for (const { raised } of outcomes) expect(raised?.message).toMatch(/\w/);
  });
});
