import { type Database, dialogFacts, refreshStaleDialogs, refreshStaleOperators } from "@stats/facts";
import type { RollupUse } from "@stats/questions";
import { type ScratchFacts, startScratchFacts } from "@stats/questions/testing";
import fc from "fast-check";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hashPassword } from "../../accounts/password-hash.ts";
import { basic, startTestApp } from "../../testing/test-app.ts";
import { expectedReply, type FuzzedRequest, fuzzedRequests, fuzzedUsers, fuzzSeeds, targetOf } from "./testing/fuzz.ts";
import { remembering } from "./testing/remembering-reader.ts";
import { makeWorld, toRows, type World } from "./testing/world.ts";

/** The test app's clock. */
const now = Date.UTC(2025, 5, 1) / 1000;
const accounts = [
  { tenant: "one", zone: "Europe/Moscow" },
  { tenant: "two", zone: "America/New_York" },
  { tenant: "three", zone: "Asia/Kathmandu" },
  { tenant: "four", zone: "UTC" },
];
/** Of these roll-ups are read wherever they are kept, though that saves nothing. */
const rolledTenants: ReadonlySet<string> = new Set(["one", "two"]);
const days = ["2025-05-27", "2025-05-29", "2025-05-30", "2025-05-31", "2025-06-01"];
/** A round asks so many questions at once, each in so many forms. */
const questions = 5;
const formsOfEach = 4;
/** Of all seeds together. */
const rounds = 132;

/** mulberry32 */
function seeded(seed: number): <Value>(values: readonly Value[]) => Value {
  let state = seed;
  return (values) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    const fraction = ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
    return values[Math.floor(fraction * values.length)] as (typeof values)[number];
  };
}

async function refreshAll(database: Database, tenant: string, zone: string): Promise<void> {
  const search = { tenant, zone, from: now - 60 * 86_400, to: now + 2 * 86_400, now: now + 2 * 86_400, grains: ["hour", "day"] as const, limit: 100_000 };
  for (const fact of dialogFacts) await refreshStaleDialogs(database, fact, search);
  await refreshStaleOperators(database, "online", "day", search);
}

describe.each(fuzzSeeds)("whoever asks whatever is shown what the rulings say, and no figure more (STATS_TEST_FUZZ_SEED=%i)", (fuzzSeed) => {
  let facts: ScratchFacts;
  let app: FastifyInstance;
  let rolled = 0;
  const rollups: RollupUse = { sizeMin: 1, sizeOf: () => Number.POSITIVE_INFINITY, onPlan: ({ reason }) => void (rolled += Number(reason === "rolled")) };
  const worlds = new Map<string, World>();
  const tokens = new Map<string, string>();

  beforeAll(async () => {
    facts = await startScratchFacts();
    const password = await hashPassword("p");
    const entries = accounts.map(({ tenant, zone }) => ({
      tenant,
      timezone: zone,
      livetex: { users: fuzzedUsers.map((user, index) => ({ ...user, login: `${tenant}${index}`, password })) },
    }));
    ({ app } = await startTestApp(
      entries,
      remembering((tenant) => ({ ...facts.readerFor(tenant), ...(rolledTenants.has(tenant) ? { rollups } : {}) })),
    ));
    for (const [index, { tenant, zone }] of accounts.entries()) {
      const world = makeWorld(seeded(fuzzSeed + index), zone, now);
      worlds.set(tenant, world);
      for (const [table, rows] of Object.entries(toRows(world, tenant))) await facts.insert(table as "chat", rows);
      if (rolledTenants.has(tenant)) await refreshAll(facts.database, tenant, zone);
      for (const user of fuzzedUsers.keys()) {
        const grant = { grant_type: "password", username: `${tenant}${user}`, password: "p" };
        const reply = await app.inject({ method: "POST", url: "/oauth2/token", payload: grant });
        tokens.set(`${tenant}${user}`, `Bearer ${reply.json<{ results: { access_token: string } }>().results.access_token}`);
      }
    }
  });
  afterAll(async () => {
    await app?.close();
    await facts?.close();
  });

  it("many random requests of random users, against a plain evaluation of all facts", async () => {
    const asked = fc.record({
      tenant: fc.constantFrom(...worlds.keys()),
      index: fc.nat(fuzzedUsers.length - 1),
      isByToken: fc.boolean(),
      requests: fuzzedRequests(days, formsOfEach),
    });
    let [sent, telling] = [0, 0];
    async function check(tenant: string, index: number, authorization: string, request: FuzzedRequest): Promise<void> {
      const reply = await app.inject({ url: targetOf(request), headers: { authorization } });
      const expected = expectedReply(worlds.get(tenant) as World, fuzzedUsers[index] ?? { role: "" }, request, now);
      expect({ status: reply.statusCode, body: reply.json<unknown>() }, `${tenant}${index} ${targetOf(request)}`).toEqual(expected);
      sent += 1;
      if (/_\w+":[1-9]/.test(reply.body)) telling += 1;
    }
    await fc.assert(
      fc.asyncProperty(fc.array(asked, { minLength: questions, maxLength: questions }), async (round) => {
        const all = round.flatMap(({ tenant, index, isByToken, requests }) => {
          const login = `${tenant}${index}`;
          const authorization = isByToken ? (tokens.get(login) ?? "") : basic(login, "p");
          return requests.map((request) => check(tenant, index, authorization, request));
        });
        await Promise.all(all);
      }),
      { numRuns: rounds / fuzzSeeds.length, seed: fuzzSeed },
    );
    // a question for contacts has one form only
    expect(sent).toBeGreaterThan((0.8 * rounds * questions * formsOfEach) / fuzzSeeds.length);
    expect(rolled).toBeGreaterThan(0);
    // answers without a figure would prove little
    expect(telling).toBeGreaterThan(sent / 3);
  }, 900_000);
});
