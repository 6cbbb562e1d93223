import fc from "fast-check";
import { oddText, oddTexts } from "./communication-rows.ts";
import { compared, type Filter, type Query } from "./filter-evaluator.ts";

const ids = fc.oneof(fc.integer({ min: 0, max: 7 }), fc.constantFrom(9_007_199_254_740_991, -1, 2.5, 1e300, -0.5));
const money = fc.constantFrom(0, 0.0001, 10.5, 100, 1234.5678, 99999999999.9999, 0.000_05, 10.500_000_1, -1, 1e21, 1e-7, 21);
const moments = fc.constantFrom("2025-03-03 23:59:30", "2025-03-04 00:00:00", "2025-03-04", "2025-03-04 00:00:15", "2025-03-03 23:59:00", "2025-03-03");
const likePattern = fc
  .array(fc.oneof(fc.constantFrom("%", "_", "\\%", "\\_", "\\\\", "\\a"), fc.constantFrom(...oddTexts.filter((text) => !text.includes("\\")))), {
    maxLength: 4,
  })
  .map((parts) => parts.join(""));
const expression = fc
  .array(fc.constantFrom(".", ".*", "a", "б", "[а-яА-Я]", "[^a]", "(a|аб|Я)", "\\\\", "\\.", "%", "'", '"', "x?", "\\d", "😀"), { minLength: 1, maxLength: 4 })
  .chain((parts) => fc.constantFrom(parts.join(""), `^${parts.join("")}`, `${parts.join("")}$`));

const list = <Value>(value: fc.Arbitrary<Value>) => fc.array(value, { maxLength: 4 });
const equality = ["=", "!="] as const;
const order = ["<", "<=", ">", ">="] as const;

type Leaf = fc.Arbitrary<Filter>;
const leaf = (fields: readonly string[], operators: readonly string[], value: fc.Arbitrary<unknown>): Leaf =>
  fc.record({ field: fc.constantFrom(...fields), operator: fc.constantFrom(...operators), value });

const numbers = ["id", "communication_number", "visitor_id", "person_id", "visits_count", "campaign_id", "site_id", "visitor_first_campaign_id"];
const strings = ["utm_source", "utm_medium", "search_query", "referrer", "gclid", "visitor_city", "visitor_region", "campaign_name", "site_domain_name"];
const words = ["communication_type", "visitor_type", "visitor_device", "channel"];
const word = fc.oneof(fc.constantFrom("chat", "goal", "offline_message", "Новый", "Не заполнен", "desktop", "mobile", "unheard-of"), oddText);
const everyField = [...numbers, ...strings, ...words, "sale_cost", "visit_other_campaign", "date_time", "sale_date", "tags", "segments", "attributes"];

const plainLeaf: Leaf = fc.oneof(
  leaf(numbers, [...equality, ...order], ids),
  leaf(numbers, ["in", "not_in"], list(ids)),
  leaf(["sale_cost"], [...equality, ...order], money),
  leaf(["sale_cost"], ["in", "not_in"], list(money)),
  leaf(strings, equality, oddText),
  leaf(strings, ["in", "not_in"], list(oddText)),
  leaf(strings, ["like", "ilike", "not_like", "not_ilike"], likePattern),
  leaf(strings, ["regexp"], expression),
  leaf(words, equality, word),
  leaf(words, ["in", "not_in"], list(word)),
  leaf(["visit_other_campaign"], equality, fc.boolean()),
  leaf(["date_time", "sale_date"], [...equality, ...order], moments),
  leaf(["attributes"], ["overlap", "not_overlap", "in"], list(fc.constantFrom("first", "lost", "quality"))),
  leaf(["attributes"], ["="], fc.constantFrom("first", "lost", "quality")),
  leaf(everyField, ["is_null", "is_not_null", ...equality], fc.constant(null)),
);

type Element = Readonly<Record<string, unknown>>;
/** A comparison in the words of jsquery: about a key of the elements, or (undefined) the elements themselves. */
const comparison = (key: string | undefined, prefixes: readonly string[], value: fc.Arbitrary<string | number | boolean>): fc.Arbitrary<Query> =>
  fc.record({ prefix: fc.constantFrom(...prefixes), operator: fc.constantFrom("=", ...order), value, gap: fc.constantFrom("", " ") }).map((of) => ({
    text: `${of.prefix}${key ?? ""}${of.gap}${of.operator}${of.gap}${JSON.stringify(of.value)}`,
    holds: (elements) => elements.some((element) => isSo(key === undefined ? element : (element as Element)[key], of.operator, of.value)),
  }));

function isSo(shown: unknown, operator: string, value: string | number | boolean): boolean {
  if (shown === null || typeof shown !== typeof value) return false;
  const difference = compared(shown, value);
  return { "=": difference === 0, "<": difference < 0, "<=": difference <= 0, ">": difference > 0, ">=": difference >= 0 }[operator] ?? false;
}

const member = ["", "#.", "*."];
const queryOf = (one: fc.Arbitrary<Query>): fc.Arbitrary<Query> =>
  fc.letrec<{ query: Query }>((tie) => ({
    query: fc.oneof(
      { maxDepth: 3, depthSize: "small" },
      one,
      fc
        .tuple(tie("query"), tie("query"))
        .map(([a, b]) => ({ text: `(${a.text} and ${b.text})`, holds: (all: readonly unknown[]) => a.holds(all) && b.holds(all) })),
      fc
        .tuple(tie("query"), tie("query"))
        .map(([a, b]) => ({ text: `(${a.text} OR ${b.text})`, holds: (all: readonly unknown[]) => a.holds(all) || b.holds(all) })),
      tie("query").map((a) => ({ text: `not (${a.text})`, holds: (all: readonly unknown[]) => !a.holds(all) })),
      // and binds closer than or
      fc.tuple(one, one, one).map(([a, b, c]) => ({
        text: `(${a.text} or ${b.text} and ${c.text})`,
        holds: (all: readonly unknown[]) => a.holds(all) || (b.holds(all) && c.holds(all)),
      })),
    ),
  })).query;

const queries: Readonly<Record<string, fc.Arbitrary<Query>>> = {
  tags: queryOf(
    fc.oneof(
      comparison("tag_id", member, ids.filter(Number.isSafeInteger)),
      comparison("tag_name", member, oddText),
      comparison("tag_type", member, fc.constantFrom("auto", "manual")),
      comparison("tag_change_time", member, fc.constantFrom("2025-03-03 23:59:30", "2025-03-04 00:00:00")),
      comparison("tag_user_id", member, ids),
      comparison("tag_user_login", member, oddText),
      comparison("tag_employee_full_name", member, fc.constantFrom("Петров Иван", "", "П")),
      comparison("no_such_key", member, fc.constantFrom(1, "a", true)),
      comparison("tag_id", member, fc.constantFrom("1", true)),
    ),
  ),
  segments: queryOf(fc.oneof(comparison("segment_id", member, fc.nat({ max: 5 })), comparison("segment_name", member, fc.constantFrom("Сегмент", "")))),
  visitor_custom_properties: queryOf(fc.oneof(comparison("property_name", member, fc.constantFrom("a", "б")), comparison("property_value", member, oddText))),
  attributes: queryOf(comparison(undefined, ["#", "*"], fc.constantFrom("first", "lost", "m", 1))),
};

/** A random filter of get.communications_report that has to be taken, with the meaning of its jsquery texts. */
export const anyFilter: fc.Arbitrary<{ readonly filter: Filter; readonly queries: ReadonlyMap<string, Query> }> = fc
  .array(
    fc
      .constantFrom(...Object.keys(queries))
      .chain((field) => (queries[field] ?? fc.constant({ text: "", holds: () => false })).map((query) => ({ field, query }))),
    { maxLength: 2 },
  )
  .chain((asked) => {
    const lists = asked.map(({ field, query }) => fc.constant<Filter>({ field, operator: "jsquery", value: query.text }));
    const one = fc.oneof({ weight: 6, arbitrary: plainLeaf }, ...lists.map((arbitrary) => ({ weight: 2, arbitrary })));
    const tree = fc.letrec<{ node: Filter }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 4, depthSize: "small", withCrossShrink: true },
        one,
        fc.record({ filters: fc.array(tie("node"), { maxLength: 4 }), condition: fc.constantFrom("and", "or") }),
        fc.constant<Filter>({}),
      ),
    })).node;
    return tree.map((filter) => ({ filter, queries: new Map(asked.map(({ query }) => [query.text, query])) }));
  });
