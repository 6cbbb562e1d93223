import type { FurtherColumns } from "../reports/fill.ts";

/** Ids of each kind in an account's directory. */
export const namedObjects = { campaign: 40, tag: 12, segment: 10, scenario: 20, address_book_contact: 500 } as const;

/** Every visitor comes so often, on average. */
export const sessionsPerVisitor = 4;

const visitors = `intDiv({chats:UInt64}, {accounts:UInt64} * ${sessionsPerVisitor})`;
/** One of the words, the same for a row whenever it is written. */
export const oneOf = (seed: number, values: readonly string[]) =>
  `[${values.map((value) => `'${value}'`).join(", ")}][cityHash64(n, ${seed}) % ${values.length} + 1]`;

const cities = ["Москва", "Санкт-Петербург", "Казань", "Тверь", "Екатеринбург", "Новосибирск", "Самара", "Омск", "Пермь", "Уфа", "Воронеж", "Краснодар"];
const sources = ["yandex", "google", "vk", "mail", "telegram", "direct", "email", "partner"];

/** Who came, as a session and a communication say: columns and what stands in them. A session and a chat of one number are of one visitor. */
const visitor: Readonly<Record<string, string>> = {
  visitor_id: `cityHash64(n, 40) % ${visitors} + 1`,
  person_id: "if(cityHash64(n, 40) % 5 = 0, cityHash64(n, 40) % 100000 + 1, 0)",
  first_campaign_id: `cityHash64(n, 41) % ${namedObjects.campaign} + 1`,
  visits_count: "cityHash64(n, 42) % 9 + 1",
  visit_other_campaign: "cityHash64(n, 43) % 2",
  visitor_type: oneOf(44, ["new", "returning"]),
  visitor_city: oneOf(45, cities),
  visitor_region: oneOf(45, cities),
  visitor_country: "'Россия'",
  visitor_device: oneOf(46, ["desktop", "mobile", "mobile", "tablet"]),
  property_names: "if(cityHash64(n, 47) % 4 = 0, ['plan', 'city'], [])",
  property_values: "if(cityHash64(n, 47) % 4 = 0, [toString(cityHash64(n, 48) % 5), 'Москва'], [])",
  segment_ids: `arrayDistinct(arrayMap(seed -> cityHash64(n, seed) % ${namedObjects.segment} + 1, range(cityHash64(n, 49) % 3)))`,
};

/** Where from: as many texts as a tagged link has. */
const attribution: Readonly<Record<string, string>> = {
  campaign_id: `cityHash64(n, 50) % ${namedObjects.campaign} + 1`,
  attribution: `map('channel', ${oneOf(51, ["context", "seo", "smm", "direct"])}, 'utm_source', ${oneOf(52, sources)}, 'utm_medium', 'cpc',
    'utm_campaign', concat('campaign-', toString(cityHash64(n, 53) % 300)), 'utm_term', concat('слово ', toString(cityHash64(n, 54) % 5000)),
    'referrer', concat('https://example.com/from/', toString(cityHash64(n, 55) % 10000)), 'referrer_domain', 'example.com',
    'search_query', concat('купить ', toString(cityHash64(n, 54) % 5000)), 'entrance_page', concat('https://shop.example/page/', toString(cityHash64(n, 56) % 2000)),
    'ua_client_id', toString(cityHash64(n, 40)), 'yclid', toString(cityHash64(n, 57)))`,
};

/** What was said about it: tags of a fifth, a sale of a twentieth, attributes of half. */
const said: Readonly<Record<string, string>> = {
  communication_number: "cityHash64(n, 60) % 1000000",
  visitor_session_id: "intDiv(n, {accounts:UInt32}) + 1",
  tag_ids: `if(cityHash64(n, 61) % 5 = 0, [cityHash64(n, 62) % ${namedObjects.tag} + 1], [])`,
  tag_types: "arrayMap(id -> 'manual', tag_ids)",
  tag_times: "arrayMap(id -> toDateTime(toUInt32(instant) + 600, 'UTC'), tag_ids)",
  tag_user_ids: "arrayMap(id -> 7, tag_ids)",
  tag_user_logins: "arrayMap(id -> 'supervisor', tag_ids)",
  tag_employee_ids: "arrayMap(id -> cityHash64(n, 63) % {employeesPerAccount:UInt32} + 1, tag_ids)",
  sale_ids: "if(cityHash64(n, 64) % 20 = 0, [n + 1], [])",
  sale_times: "arrayMap(id -> toInt64(instant) + 86400, sale_ids)",
  sale_is_date: "arrayMap(id -> 0, sale_ids)",
  sale_costs: "arrayMap(id -> toDecimal64(cityHash64(n, 65) % 50000, 4), sale_ids)",
  sale_comments: "arrayMap(id -> 'paid', sale_ids)",
  attributes: "if(cityHash64(n, 66) % 2 = 0, ['first', 'quality'], [])",
};

function further(cells: Readonly<Record<string, string>>): FurtherColumns {
  return {
    columns: Object.keys(cells)
      .map((name) => `, ${name}`)
      .join(""),
    cells: Object.entries(cells)
      .map(([name, sql]) => `, ${sql} as ${name}`)
      .join(""),
  };
}

/** The columns of a fact about a communication, and those of its own. */
export function communicationWith(own: Readonly<Record<string, string>>): FurtherColumns {
  return further({ ...visitor, ...attribution, ...said, ...own });
}

/** The columns of a visitor's session. */
export function sessionWith(own: Readonly<Record<string, string>>): FurtherColumns {
  return further({ ...visitor, ...attribution, ...own });
}
