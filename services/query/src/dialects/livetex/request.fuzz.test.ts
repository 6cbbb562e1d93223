import fc from "fast-check";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hashPassword } from "../../accounts/password-hash.ts";
import { basic, startTestApp, unreachable } from "../../testing/test-app.ts";
import { fuzzedRequests, fuzzSeed, targetOf } from "./testing/fuzz.ts";

const days = ["2025-05-27", "01.06.2025", "0001-01-01", "9999-12-31", "19700101", "20380119031408", "2106-02-07T06:28:16Z"];

/** Ways to spoil a parameter that is right, or to give one that is not. */
const spoiled: readonly (readonly [name: string, spoil: (value: string | null) => string])[] = [
  ["q", (value) => `${value ?? "date=today"};`],
  ["q", (value) => `${value ?? ""} date`],
  ["q", (value) => `${value ?? ""} site_ids=0`],
  ["q", (value) => `${value ?? ""} chats_total=1`],
  ["q", (value) => `${value ?? ""} date>=2025-02-30`],
  ["fields", (value) => `${value ?? ""},`],
  ["fields", (value) => `${value ?? "id"},nope`],
  ["fields", (value) => `${value ?? "id"},employee(`],
  ["fields", (value) => `${value ?? "id"} id`],
  ["sort", (value) => `${value ?? "chats_total:a"}x`],
  ["sort", () => "id:a"],
  ["sort", () => "visitor_votes_pos:d"],
  ["limit", () => "0"],
  ["limit", () => "1001"],
  ["offset", () => "-1"],
  ["offset", () => "1e3"],
  ["tenant", () => "one"],
];

describe("requests at random, through the plugin", () => {
  let app: FastifyInstance;
  const statusAndFaults = async (target: string) => {
    const reply = await app.inject({ url: target, headers: { authorization: basic("ann", "p") } });
    return { status: reply.statusCode, faults: Object.keys(reply.json<{ errors?: object }>().errors ?? {}) };
  };
  const anyRequest = fuzzedRequests(days, 1).map(([request = "contacts"]) => targetOf(request));

  beforeAll(async () => {
    const livetex = { users: [{ login: "ann", password: await hashPassword("p"), role: "admin" }] };
    ({ app } = await startTestApp([{ tenant: "one", livetex }], unreachable));
  });
  afterAll(async () => await app?.close());

  it(`valid ones reach the database, which is away here (STATS_TEST_FUZZ_SEED=${fuzzSeed})`, async () => {
    const valid = anyRequest.filter((target) => !isEmptyRange(target));
    await fc.assert(
      fc.asyncProperty(valid, async (target) => {
        expect(await statusAndFaults(target), target).toEqual({ status: 503, faults: [] });
      }),
      { numRuns: 500, seed: fuzzSeed },
    );
  });

  it(`one with a spoiled parameter is 422 and names it, and nothing else (STATS_TEST_FUZZ_SEED=${fuzzSeed})`, async () => {
    await fc.assert(
      fc.asyncProperty(anyRequest, fc.constantFrom(...spoiled), async (target, [name, spoil]) => {
        const url = new URL(target, "http://localhost");
        url.searchParams.set(name, spoil(url.searchParams.get(name)));
        const { status, faults } = await statusAndFaults(url.pathname + url.search);
        expect(status, url.search).toBe(422);
        expect(faults, url.search).toContain(name);
        const others = faults.filter((fault) => fault !== name);
        // contacts take no parameter, so that nothing else can be wrong either; a range may have been empty before
        expect(others.filter((fault) => fault !== "q" || !isEmptyRange(target))).toEqual([]);
      }),
      { numRuns: 500, seed: fuzzSeed },
    );
  });
});

/** The days that bounds are chosen from, in their order. */
function isEmptyRange(target: string): boolean {
  const q = new URL(target, "http://localhost").searchParams.get("q") ?? "";
  const order = ["0001-01-01", "19700101", "2025-05-27", "01.06.2025", "20380119031408", "2106-02-07T06:28:16Z", "9999-12-31"];
  const bound = (form: RegExp) => order.indexOf(form.exec(q)?.[1] ?? "");
  const [from, to] = [bound(/date>=(\S+)/), bound(/date<=(\S+)/)];
  return from >= 0 && to >= 0 && from > to;
}
