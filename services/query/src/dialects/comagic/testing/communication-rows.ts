import fc from "fast-check";

/** Texts of the kinds that break things: Cyrillic, quotes, backslashes, patterns, line breaks, the empty one. */
export const oddTexts = [
  "",
  "a",
  "A",
  "аб",
  "АБ",
  "Яндекс Директ",
  "it's",
  '"quoted"',
  "100%",
  "a_b",
  "back\\slash",
  "\\",
  "\\%",
  "x\ny",
  "\t",
  "null",
  "'; drop table chat; --",
  "{v0:String}",
  "😀",
  "é",
  "ab%cd",
] as const;
export const oddText = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...oddTexts) },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 5 }) },
);
const orNull = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: null, freq: 3 });
const id = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 6 }), fc.constant(9_007_199_254_740_991));
/** Seconds of a few minutes, so that many are equal. */
const firstSecond = Date.UTC(2025, 2, 3, 20, 59, 0) / 1000;
const second = fc.integer({ min: firstSecond, max: firstSecond + 120 });
const cost = fc.constantFrom("0", "0.0001", "10.5", "10.50", "100", "99999999999.9999", "1234.5678");
const attributionKeys = ["utm_source", "utm_medium", "search_query", "referrer", "channel", "gclid", "entrance_page"] as const;

const tag = fc.record({
  id: fc.integer({ min: 1, max: 5 }),
  type: fc.constantFrom("auto", "manual"),
  at: second,
  user: id,
  login: orNull(oddText),
  employee: id,
});
const sale = fc.record({ at: second, isDate: fc.boolean(), cost });
const property = fc.record({ name: fc.constantFrom("a", "б"), value: oddText });
const visitor = fc.record({
  visitor_id: id,
  person_id: id,
  visitor_session_id: id,
  first_campaign_id: id,
  visits_count: orNull(fc.integer({ min: 0, max: 4 })),
  visit_other_campaign: orNull(fc.constantFrom(0, 1)),
  visitor_type: orNull(fc.constantFrom("new", "returning")),
  visitor_city: orNull(oddText),
  visitor_region: orNull(oddText),
  visitor_country: orNull(oddText),
  visitor_device: orNull(fc.constantFrom("desktop", "mobile", "other")),
});

/** The columns that all communications share, as the fact tables have them. */
export const communicationRow = fc
  .record({
    visitor,
    started: second,
    number: orNull(fc.integer({ min: 0, max: 3 })),
    site_id: id,
    campaign_id: id,
    attribution: fc.dictionary(fc.constantFrom(...attributionKeys), oddText),
    tags: fc.uniqueArray(tag, { maxLength: 3, selector: ({ id: of }) => of }),
    sales: fc.array(sale, { maxLength: 2 }),
    properties: fc.array(property, { maxLength: 2 }),
    segments: fc.uniqueArray(fc.integer({ min: 1, max: 4 }), { maxLength: 2 }),
    attributes: fc.subarray(["first", "primary", "lost", "off-target"]),
  })
  .map(({ visitor: who, started, number, tags, sales, properties, segments, ...rest }) => ({
    started,
    columns: {
      ...who,
      ...rest,
      communication_number: number,
      tag_ids: tags.map((each) => each.id),
      tag_types: tags.map(({ type }) => type),
      tag_times: tags.map(({ at }) => at),
      tag_user_ids: tags.map(({ user }) => user),
      tag_user_logins: tags.map(({ login }) => login),
      tag_employee_ids: tags.map(({ employee }) => employee),
      sale_ids: sales.map((_, index) => index + 1),
      // a bare date is kept as that day's midnight as if in UTC
      sale_times: sales.map(({ at, isDate }) => (isDate ? at - (at % 86_400) : at)),
      sale_is_date: sales.map(({ isDate }) => Number(isDate)),
      sale_costs: sales.map((each) => each.cost),
      sale_comments: sales.map(() => null),
      property_names: properties.map(({ name }) => name),
      property_values: properties.map(({ value }) => value),
      segment_ids: segments,
    },
  }));

/** Names for some of the ids, so that others are unknown to the directory. */
export const directoryRows = [
  ...[1, 2, 3].map((object_id) => ({ kind: "campaign", object_id, title: oddTexts[object_id + 4] })),
  ...[1, 2].map((object_id) => ({ kind: "tag", object_id, title: oddTexts[object_id + 10] })),
  { kind: "segment", object_id: 1, title: "Сегмент" },
  { kind: "site", object_id: 1, title: "https://example.com:8443/path", domain_name: null },
  { kind: "site", object_id: 2, title: "ignored", domain_name: "сайт.рф" },
  { kind: "employee", object_id: 1, title: "", first_name: "Иван", last_name: "Петров", patronymic: null },
].map((row) => ({ tenant: "acme", version: 1, ...row }));
