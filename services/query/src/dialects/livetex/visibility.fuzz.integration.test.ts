import { type ScratchFacts, startScratchFacts } from "@stats/questions/testing";
import fc from "fast-check";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hashPassword } from "../../accounts/password-hash.ts";
import { basic, startTestApp } from "../../testing/test-app.ts";
import { evaluate, type PlainRequest } from "./testing/evaluator.ts";
import { makeWorld, toRows, type World } from "./testing/world.ts";

/** The test app's clock. */
const now = Date.UTC(2025, 5, 1) / 1000;
const worlds = [
  { tenant: "one", zone: "Europe/Moscow", seed: 11 },
  { tenant: "two", zone: "America/New_York", seed: 22 },
  { tenant: "three", zone: "Asia/Kathmandu", seed: 33 },
];
const users = [
  { role: "admin" },
  { role: "admin_partner", employee_id: 1, managed_site_ids: [] },
  { role: "chief" },
  { role: "chief", employee_id: 2 },
  { role: "chief_partner", managed_site_ids: [1, 2, 5] },
  { role: "manager", managed_site_ids: [], managed_department_ids: [1, 3] },
  { role: "manager", employee_id: 3, managed_site_ids: [2, 3], managed_department_ids: [2] },
  { role: "manager", employee_id: 4, managed_department_ids: [4, 1] },
  { role: "operator", employee_id: 1 },
  { role: "operator", employee_id: 5 },
  { role: "operator", employee_id: 7 },
  { role: "operator", employee_id: 99 },
];
const statistics = [
  "online_time_avg",
  "chats_total",
  "calls_total",
  "leads_total",
  "employee_remarks",
  "chats_first_answer_avg",
  "visitor_votes_pos",
  "visitor_votes_neg",
];

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

const ids = fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 4 }), { nil: undefined });
const day = fc.option(fc.constantFrom("2025-05-27", "2025-05-29", "2025-05-30", "2025-05-31", "2025-06-01"), { nil: undefined });

const requests: fc.Arbitrary<PlainRequest> = fc
  .record({
    method: fc.constantFrom("employees", "sites", "departments", "summary"),
    statistics: fc.subarray(statistics),
    breakdowns: fc.subarray(["by_date", "by_department", "by_employee"]),
    siteIds: ids,
    departmentIds: ids,
    employeeIds: ids,
    from: day,
    to: day,
    isOnline: fc.option(fc.boolean(), { nil: undefined }),
    sort: fc.option(fc.constantFrom("online_time_avg:a", "online_time_avg:d", "chats_total:d", "calls_total:a", "leads_total:d"), { nil: undefined }),
  })
  .map((request): PlainRequest => ({
    ...request,
    method: request.method as PlainRequest["method"],
    breakdowns: request.method === "sites" ? request.breakdowns : request.breakdowns.filter((name) => name === "by_date"),
    isOnline: request.method === "employees" ? request.isOnline : undefined,
    // the order inside breakdowns is another test's
    sort: request.method === "summary" || request.breakdowns.length > 0 ? undefined : request.sort,
  }))
  .filter(({ method, statistics: asked, breakdowns }) => method !== "summary" || asked.length + breakdowns.length > 0)
  .filter(({ from, to }) => from === undefined || to === undefined || from <= to);

function toQuery(request: PlainRequest): string {
  const { method, siteIds, departmentIds, employeeIds, from, to, isOnline, sort } = request;
  const conditions = [
    siteIds && `site_ids=${siteIds.join(",")}`,
    departmentIds && `department_ids=${departmentIds.join(",")}`,
    employeeIds && `employee_ids=${employeeIds.join(",")}`,
    from && `date>=${from}`,
    to && `date<=${to}`,
    isOnline === undefined ? undefined : `is_online=${isOnline ? "yes" : "0"}`,
  ].filter((condition) => condition !== undefined);
  const fields = [...(method === "summary" ? [] : ["id"]), ...request.statistics, ...request.breakdowns].join(",");
  const query = new URLSearchParams({ fields, ...(conditions.length === 0 ? {} : { q: conditions.join(" ") }), ...(sort === undefined ? {} : { sort }) });
  return `/v2/stats/${method}?${query.toString()}`;
}

describe("whoever asks whatever is shown what the rulings say, and no figure more", () => {
  let facts: ScratchFacts;
  let app: FastifyInstance;
  const made = new Map<string, World>();

  beforeAll(async () => {
    facts = await startScratchFacts();
    const password = await hashPassword("p");
    const accounts = worlds.map(({ tenant, zone }) => ({
      tenant,
      timezone: zone,
      livetex: { users: users.map((user, index) => ({ ...user, login: `${tenant}${index}`, password })) },
    }));
    ({ app } = await startTestApp(accounts, facts.readerFor));
    for (const { tenant, zone, seed } of worlds) {
      const world = makeWorld(seeded(seed), zone, now);
      made.set(tenant, world);
      for (const [table, rows] of Object.entries(toRows(world, tenant))) await facts.insert(table as "chat", rows);
    }
  });
  afterAll(async () => {
    await app?.close();
    await facts?.close();
  });

  it("random requests of random users, against a plain evaluation of all facts", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...worlds), fc.nat(users.length - 1), requests, async ({ tenant }, index, request) => {
        const reply = await app.inject({ url: toQuery(request), headers: { authorization: basic(`${tenant}${index}`, "p") } });
        expect(reply.statusCode, reply.body).toBe(200);
        expect(reply.json()).toEqual(evaluate(made.get(tenant) as World, users[index] ?? { role: "" }, request, now));
      }),
      { numRuns: 150 },
    );
  }, 300_000);
});
