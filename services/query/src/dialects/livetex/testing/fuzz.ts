import fc from "fast-check";
import { evaluate, evaluateContacts, type PlainRequest } from "./evaluator.ts";
import type { EvaluatedUser } from "./evaluator-view.ts";
import type { World } from "./world.ts";

export type { EvaluatedUser, World };

/** What is asked: a report, or the contacts. */
export type FuzzedRequest = PlainRequest | "contacts";

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

const givenSeed = process.env["STATS_TEST_FUZZ_SEED"];

/** That of STATS_TEST_FUZZ_SEED, any number, or a fixed one. Tests say it in their titles. */
export const fuzzSeed = Number(givenSeed ?? 1);

/** Only the given one, or some: the last two have shown that the engine may join in an order that loses rows (docs/decisions/0008). */
export const fuzzSeeds: readonly number[] = givenSeed === undefined ? [fuzzSeed, 850_523_682, 1_678_774_928] : [fuzzSeed];

/** Users of every role, with lists of their own, the directory's, and none; employees 1 to 8, and one that nobody knows. */
export const fuzzedUsers: readonly EvaluatedUser[] = [
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

/** Absent twice as often as given: with every criterion given, hardly a dialog would be left to be counted. */
const orAbsent = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
const eightIds = (first: number) => orAbsent(fc.uniqueArray(fc.integer({ min: first, max: first + 7 }), { minLength: 1, maxLength: 4 }));

const forms = fc.record({
  statistics: fc.subarray(statistics),
  sort: orAbsent(fc.constantFrom("online_time_avg:a", "online_time_avg:d", "chats_total:d", "calls_total:a", "leads_total:d")),
  limit: orAbsent(fc.integer({ min: 1, max: 6 })),
  offset: orAbsent(fc.nat({ max: 6 })),
});

/**
 * Valid requests of all five methods, each in several forms: the same criteria and breakdowns with other statistics, another order, another page. The
 * forms share most of what the database has to answer.
 * @param days local dates that bounds are chosen from
 * @param firstEmployee asked for by id are he and the next seven
 */
export function fuzzedRequests(days: readonly string[], formsOfEach: number, firstEmployee = 1): fc.Arbitrary<readonly FuzzedRequest[]> {
  const day = orAbsent(fc.constantFrom(...days));
  const report = fc
    .record({
      method: fc.constantFrom("employees", "sites", "departments", "summary"),
      statistics: fc.subarray(statistics),
      breakdowns: fc.subarray(["by_date", "by_department", "by_employee", "employee_remarks_by_remark"]),
      siteIds: eightIds(1),
      departmentIds: eightIds(1),
      employeeIds: eightIds(firstEmployee),
      from: day,
      to: day,
      isOnline: orAbsent(fc.boolean()),
      forms: fc.array(forms, { minLength: formsOfEach, maxLength: formsOfEach }),
    })
    .map(({ forms: given, ...request }) => given.map((form) => asAllowed({ ...request, ...form, statistics: keptOf(request, form.statistics) })))
    .filter(([first]) => first?.from === undefined || first.to === undefined || first.from <= first.to);
  return fc.oneof({ weight: 30, arbitrary: report }, { weight: 1, arbitrary: fc.constant(["contacts" as const]) });
}

/** The days that are listed depend on the statistics: without them, any may be left out. One at least stays, because `fields` may not be empty. */
function keptOf(request: { readonly statistics: readonly string[]; readonly breakdowns: readonly string[] }, kept: readonly string[]): readonly string[] {
  if (request.breakdowns.includes("by_date")) return request.statistics;
  const some = request.statistics.filter((name) => kept.includes(name));
  return some.length > 0 ? some : ["chats_total"];
}

/** Leaves out what the method does not know. */
function asAllowed(request: Omit<PlainRequest, "method"> & { readonly method: string }): PlainRequest {
  const method = request.method as PlainRequest["method"];
  const isList = method !== "summary";
  const known = { employees: [], departments: [], sites: ["by_department", "by_employee"], summary: ["employee_remarks_by_remark"] }[method];
  const breakdowns = request.breakdowns.filter((name) => name === "by_date" || known.some((one) => one === name));
  return {
    ...request,
    method,
    breakdowns,
    isOnline: method === "employees" ? request.isOnline : undefined,
    // the order inside breakdowns is another test's
    sort: isList && breakdowns.length === 0 ? request.sort : undefined,
    limit: isList ? request.limit : undefined,
    offset: isList ? request.offset : undefined,
  };
}

/** The target of a request. */
export function targetOf(request: FuzzedRequest): string {
  if (request === "contacts") return "/v2/stats/contacts";
  const { method, siteIds, departmentIds, employeeIds, from, to, isOnline, sort, limit, offset } = request;
  const conditions = [
    siteIds && `site_ids=${siteIds.join(",")}`,
    departmentIds && `department_ids=${departmentIds.join(",")}`,
    employeeIds && `employee_ids=${employeeIds.join(",")}`,
    from && `date>=${from}`,
    to && `date<=${to}`,
    isOnline === undefined ? undefined : `is_online=${isOnline ? "yes" : "0"}`,
  ].filter((condition) => condition !== undefined);
  const fields = [...(method === "summary" ? [] : ["id"]), ...request.statistics, ...request.breakdowns].join(",");
  const given = Object.entries({ fields, q: conditions.join(" ") || undefined, sort, limit, offset }).filter(([, value]) => value !== undefined);
  return `/v2/stats/${method}?${new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()}`;
}

/**
 * What the rulings say that the reply is.
 * @param now epoch seconds
 */
export function expectedReply(world: World, user: EvaluatedUser, request: FuzzedRequest, now: number): { status: number; body: unknown } {
  if (request !== "contacts") return { status: 200, body: evaluate(world, user, request, now) };
  const results = evaluateContacts(world, user);
  return results === undefined ? { status: 403, body: { code: 403, message: "Forbidden" } } : { status: 200, body: { results } };
}
