import { type ScratchFacts, startScratchFacts } from "@stats/questions/testing";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { methods } from "../methods.ts";
import { RpcError } from "../rpc/errors.ts";
import { ask } from "../testing/ask.ts";
import { communicationRow, oddText } from "../testing/communication-rows.ts";
import { reference } from "../testing/reference.ts";

const seed = Number(process.env["STATS_TEST_FUZZ_SEED"] ?? 1);
const runs = Number(process.env["STATS_TEST_FUZZ_RUNS"] ?? 400);
const reports = methods.filter(({ name }) => name in reference);
let facts: ScratchFacts;
beforeAll(async () => {
  facts = await startScratchFacts();
  const rows = fc.sample(communicationRow, { numRuns: 30, seed: 3 });
  const of = { tenant: "acme", version: 1 };
  await facts.insert(
    "chat",
    rows.map(({ started, columns }, index) => ({ ...of, ...columns, started_at: started, chat_id: index + 1 })),
  );
});
afterAll(async () => await facts.close());

const junk = fc.oneof(fc.jsonValue({ maxDepth: 2 }), oddText, fc.double({ noNaN: true }), fc.constantFrom(null, true, [], {}, [null], "2025-03-04", "eq"));
/** Mostly the value, once in a while anything. */
const often = (value: fc.Arbitrary<unknown>, weight = 40): fc.Arbitrary<unknown> => fc.oneof({ weight, arbitrary: value }, { weight: 1, arbitrary: junk });
const several = (one: fc.Arbitrary<unknown>, most: number) => fc.array(one, { maxLength: most });
const joined = (parts: readonly string[], most: number) => fc.array(fc.constantFrom(...parts), { maxLength: most }).map((chosen) => chosen.join(""));
const jsquery = fc.oneof(
  joined(["#.", "*.", "tag_id", "tag_name", "=", "<", "5", '"x"', "true", " and ", " or ", "not ", "(", ")", " ", "\\", "null"], 10),
  joined(["tag_id = 1 or ", 'not tag_name > "x" and ', "(segment_id <= 2) or "], 3).map((text) => `${text}# = "lost"`),
);
const expression = joined(["(", ")", "[", "]", "а", "-", "^", "$", "*", "+", "?", "{", "}", "1", ",", "|", ".", "\\", "d", "b", ":", "P", "<", ">"], 6);
const number = fc.integer({ min: -2, max: 7 });
const time = fc.constantFrom("2025-03-03", "2025-03-04 00:00:00", "2025-03-05 23:59:59");

/** Operators with values that mostly fit, by the reference's types. */
const tests: Readonly<Record<string, readonly (readonly [readonly string[], fc.Arbitrary<unknown>])[]>> = {
  number: [
    [["=", "!=", "<", "<=", ">", ">="], number],
    [["in", "not_in"], several(number, 3)],
  ],
  string: [
    [["=", "!=", "like", "ilike", "not_like", "not_ilike"], oddText],
    [["regexp"], expression],
    [["in", "not_in"], several(oddText, 3)],
  ],
  enum: [
    [["=", "!="], oddText],
    [["in", "not_in"], several(oddText, 3)],
  ],
  boolean: [[["=", "!="], fc.boolean()]],
  iso8601: [[["=", "!=", "<", "<=", ">", ">="], time]],
  array: [
    [["jsquery"], jsquery],
    [["overlap", "in"], several(oddText, 2)],
  ],
};
const anyOperator = fc.constantFrom(..."= != < > like regexp jsquery in not_in overlap is_null is_not_null eq co".split(" "));

interface Listed {
  readonly name: string;
  readonly type: string;
  readonly flags: string;
}

function leafOf({ name, type }: Listed): fc.Arbitrary<unknown> {
  const fitting = (tests[type] ?? []).map(([operators, value]) =>
    fc.record({ field: often(fc.constant(name)), operator: often(fc.constantFrom(...operators)), value: often(value) }),
  );
  const wild = fc.record({ field: fc.constant(name), operator: anyOperator, value: junk, more: junk }, { requiredKeys: ["field", "operator"] });
  const nulls = fc.record({ field: fc.constant(name), operator: fc.constantFrom("is_null", "is_not_null", "=", "!="), value: fc.constant(null) });
  return fc.oneof({ weight: 8, arbitrary: fc.oneof(...fitting) }, { weight: 1, arbitrary: wild }, { weight: 1, arbitrary: nulls });
}

function filterOf(listed: readonly Listed[]): fc.Arbitrary<unknown> {
  const filterable = listed.filter(({ flags }) => flags.includes("F"));
  const leaf = fc.oneof(
    { weight: 30, arbitrary: fc.constantFrom(...filterable).chain(leafOf) },
    { weight: 1, arbitrary: fc.constantFrom(...listed).chain(leafOf) },
  );
  return fc.letrec<{ node: unknown }>((tie) => {
    const tree = fc.record({ filters: often(several(tie("node"), 3)), condition: often(fc.constantFrom("and", "or")) }, { requiredKeys: ["filters"] });
    return {
      node: often(fc.oneof({ maxDepth: 3, depthSize: "small", withCrossShrink: true }, { weight: 3, arbitrary: leaf }, { weight: 1, arbitrary: tree })),
    };
  }).node;
}

function requestsOf(name: string): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  const listed = (reference[name] ?? "")
    .trim()
    .split(/\s+/)
    .map((line): Listed => {
      const [field = "", type = "", flags = ""] = line.split(":");
      return { name: field, type, flags };
    });
  const names = (flag: string) => often(fc.constantFrom(...listed.filter(({ flags }) => flags.includes(flag)).map((each) => each.name)));
  const sort = fc.record({ field: names("S"), order: often(fc.constantFrom("asc", "desc")) }, { requiredKeys: ["field"] });
  return fc.record(
    {
      date_from: often(fc.constantFrom("2025-03-03", "2025-03-04 00:00:00")),
      date_till: often(fc.constantFrom("2025-03-04 00:00:00", "2025-03-05 23:59:59"), 20),
      chat_id: often(fc.nat({ max: 4 })),
      limit: often(fc.nat({ max: 20 })),
      offset: often(fc.nat({ max: 20 })),
      fields: often(several(names(""), 4)),
      sort: often(several(sort, 3)),
      filter: filterOf(listed),
    },
    { requiredKeys: ["date_from", "date_till", "filter"] },
  );
}

const requestsOfAny = fc.constantFrom(...reports).chain((report) => fc.record({ report: fc.constant(report), given: requestsOf(report.name) }));

it(`whatever is asked is answered or refused in the dialect's terms, never by the engine (STATS_TEST_FUZZ_SEED=${seed})`, { timeout: 300_000 }, async () => {
  const seen = { answered: 0, refused: new Set<string>() };
  await fc.assert(
    fc.asyncProperty(requestsOfAny, async ({ report, given }) => {
      // a parameter that a report does not have is refused before anything else is looked at
      const own = Object.fromEntries(Object.entries(given).filter(([name]) => Object.hasOwn(report.params.shape, name)));
      try {
        await ask(report, facts.readerFor("acme"), own);
        seen.answered += 1;
      } catch (error) {
        if (!(error instanceof RpcError)) throw error;
        expect(error.mnemonic).not.toBe("internal_error");
        expect(error.data.field).not.toBeNull();
        seen.refused.add(error.mnemonic);
      }
    }),
    { numRuns: runs, seed },
  );
  expect(seen.answered).toBeGreaterThan(runs / 4);
  expect([...seen.refused]).toEqual(expect.arrayContaining(["invalid_parameter_value", "data_type_error", "unexpected_parameters", "filter_prohibited"]));
});
