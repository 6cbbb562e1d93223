import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { QuestionUnanswered } from "../question.ts";
import { shownAs } from "../testing/list-requests.ts";
import { type ScratchFacts, startScratchFacts } from "../testing/scratch-facts.ts";
import { constant, instant, integer, local, record, type ScalarColumn, text, token, worded } from "./column.ts";
import { communicationListColumns as columns, communications } from "./communications.ts";
import { list } from "./list.ts";
import { findBadExpression } from "./regular-expression.ts";
import type { ListRequest } from "./statement.ts";

const start = Date.UTC(2025, 9, 25, 22, 0, 0) / 1000;
const everything = { all: [] };
const from = (seconds: number) => ({ column: columns.started_at, is: { test: "at_least", value: { first: seconds, last: seconds } } }) as const;

let facts: ScratchFacts;
beforeAll(async () => {
  facts = await startScratchFacts();
  await facts.query(
    "insert into chat (tenant, started_at, chat_id, version) select 'account' || toString(number % 20), toDateTime('2025-03-01 00:00:00', 'UTC') + number * 10, number, 1 from numbers(400000)",
  );
  // every second thrice, in three tables, with ids that are the same
  const shared = (index: number) => ({
    tenant: "acme",
    version: 1,
    visitor_id: index % 3,
    attribution: index % 4 === 0 ? {} : { utm_source: `s${index % 5}` },
  });
  const rows = (kind: string) => Array.from({ length: 40 }, (_, index) => ({ ...shared(index), [kind]: start + Math.floor(index / 3) }));
  await facts.insert(
    "chat",
    rows("started_at").map((row, index) => ({ ...row, chat_id: index + 1 })),
  );
  await facts.insert(
    "lead",
    rows("received_at").map((row, index) => ({ ...row, offline_message_id: index + 1, communication_id: index + 1 })),
  );
  await facts.insert(
    "call",
    rows("started_at").map((row, index) => ({ ...row, call_id: index + 1, finished: index % 2 })),
  );
  await facts.insert("chat", [{ tenant: "rival", version: 1, started_at: start, chat_id: 1 }]);
});
afterAll(async () => await facts.close());

async function listed(request: Partial<ListRequest>, tenant = "acme") {
  const whole = {
    zone: "UTC",
    within: from(start),
    filter: everything,
    sort: [],
    shown: [shownAs("id", columns.communication_id), shownAs("kind", columns.kind)],
    limit: 1000,
    offset: 0,
  };
  const { total, rows } = await list(communications, facts.readerFor(tenant), { ...whole, ...request });
  const json = Buffer.concat(await Array.fromAsync(rows)).toString();
  return { total, rows: JSON.parse(json) as Readonly<Record<string, unknown>>[] };
}

const one = async (column: ScalarColumn, zone = "UTC") => (await listed({ zone, shown: [{ name: "x", column }], limit: 1 })).rows[0]?.["x"];

describe("a page", () => {
  it.each<[string, Partial<ListRequest>]>([
    ["in the listing's own order", {}],
    ["by a column with nulls and many equal values", { sort: [{ column: columns.visitor_id, isDescending: true }] }],
    [
      "by two columns",
      {
        sort: [
          { column: columns.utm_source, isDescending: false },
          { column: columns.started_at, isDescending: true },
        ],
      },
    ],
    ["of a filter", { filter: { column: columns.utm_source, is: { test: "not_null" } } }],
  ])("%s: pages put together are the whole, without a row twice or missing", async (_what, request) => {
    const whole = await listed(request);
    expect(whole.rows.length).toBe(whole.total);
    expect(new Set(whole.rows.map((row) => JSON.stringify(row))).size).toBe(whole.total);
    for (const limit of [1, 7, 50]) {
      const pages: unknown[] = [];
      for (let offset = 0; offset <= whole.total; offset += limit * (limit === 1 ? 9 : 1)) {
        const { total, rows } = await listed({ ...request, limit, offset });
        expect(total).toBe(whole.total);
        expect(rows).toEqual(whole.rows.slice(offset, offset + limit));
        pages.push(...rows);
      }
      if (limit > 1) expect(pages).toEqual(whole.rows);
    }
  });

  it("has nulls last, in a descending order first, and texts by their bytes", async () => {
    const shown = [shownAs("visitor", columns.visitor_id)];
    const order = async (isDescending: boolean) =>
      (await listed({ shown, sort: [{ column: columns.visitor_id, isDescending }] })).rows.map(({ visitor }) => visitor);
    const groups = (values: readonly unknown[]) => values.filter((value, index) => index === 0 || value !== values[index - 1]);
    expect(groups(await order(false))).toEqual([1, 2, null]);
    expect(groups(await order(true))).toEqual([null, 2, 1]);
    const letter = text("['B', 'a', 'я', 'Б'][1 + communication_id % 4]", { isNeverNull: true });
    expect(groups((await listed({ shown: [shownAs("l", letter)], sort: [{ column: letter, isDescending: false }] })).rows.map(({ l }) => l))).toEqual([
      "B",
      "a",
      "Б",
      "я",
    ]);
  });

  it("of no rows is empty, and still counts", async () => {
    expect(await listed({ limit: 0 })).toEqual({ total: 100, rows: [] });
    expect(await listed({ offset: 100 })).toEqual({ total: 100, rows: [] });
    expect(await listed({}, "nobody")).toEqual({ total: 0, rows: [] });
  });

  it("is of one account", async () => {
    expect(await listed({}, "rival")).toEqual({ total: 1, rows: [{ id: 1, kind: "chat" }] });
  });

  it("shows columns under the names of others, and keeps their order of columns", async () => {
    const shown = [shownAs("visitor_id", columns.kind), shownAs("kind", columns.communication_id), shownAs("started_at", constant())];
    const { rows } = await listed({
      shown,
      filter: { column: columns.visitor_id, is: { test: "equals", value: 1 } },
      sort: [{ column: columns.started_at, isDescending: true }],
      limit: 1,
    });
    expect(JSON.stringify(rows)).toBe('[{"visitor_id":"call","kind":38,"started_at":null}]');
  });

  it("that the database does not answer is an error, whichever statement failed", async () => {
    const nowhere = { ...facts.readerFor("acme"), select: async () => await Promise.reject(new Error("away")) };
    const request = { zone: "UTC", within: everything, filter: everything, sort: [], shown: [shownAs("id", columns.kind)], limit: 1, offset: 0 };
    await expect(list(communications, nowhere, request)).rejects.toThrow(QuestionUnanswered);
    await expect(listed({ shown: [shownAs("x", text("no_such_column"))] })).rejects.toThrow(QuestionUnanswered);
  });
});

describe("what is shown", () => {
  it("is printed by its kind", async () => {
    expect(await one(integer("toUInt64(9007199254740991)"))).toBe(9_007_199_254_740_991);
    expect(await one({ kind: "decimal", sql: "toDecimal64('12.5000', 4)" })).toBe(12.5);
    expect(await one({ kind: "flag", sql: "toNullable(toUInt8(0))" })).toBe(false);
    expect(await one({ kind: "flag", sql: "cast(null as Nullable(UInt8))" })).toBeNull();
    expect(await one({ kind: "date", sql: "toDate('2025-03-01')" })).toBe("2025-03-01");
    expect(await one(local("toInt64(-1)"))).toBe("1969-12-31 23:59:59");
    expect(await one(instant("toDateTime64('2025-03-01 21:00:00.999', 3, 'UTC')", { hasFraction: true }), "Europe/Moscow")).toBe("2025-03-02 00:00:00");
    expect(await one(worded(token("kind"), { call: "Звонок" }))).toBe("Звонок");
    expect(await one(worded(token("cast(null as LowCardinality(Nullable(String)))"), { call: "x" }, "нет"))).toBe("нет");
    expect(await one(worded(token("kind"), { chat: "x" }))).toBe("call");
  });

  it("instants in the hour that clocks show twice are the same text, and a filter by it finds both", async () => {
    const shown = [shownAs("at", instant("started_at + 3600 * (communication_id % 3)", { isNeverNull: true }))];
    const { rows } = await listed({ zone: "Europe/Berlin", shown });
    expect(new Set(rows.map(({ at }) => String(at).slice(0, 13)))).toEqual(new Set(["2025-10-26 00", "2025-10-26 01", "2025-10-26 02"]));
    const twice = { first: start + 7200, last: start + 10_800 };
    const at = instant("started_at + 3600 * (1 + communication_id % 3)", { isNeverNull: true });
    const count = async (test: "equals" | "differs" | "less" | "at_most" | "more" | "at_least") =>
      (await listed({ filter: { column: at, is: { test, value: twice } } })).total;
    const [equals, differs] = [await count("equals"), await count("differs")];
    expect(equals).toBeGreaterThan(1);
    expect(equals + differs).toBe(100);
    expect((await count("less")) + (await count("at_least"))).toBe(100);
    expect((await count("more")) + (await count("at_most"))).toBe(100);
  });

  it("records show the members that are asked for, in that order", async () => {
    const pair = record({ one: integer("communication_id"), two: instant("started_at") });
    const { rows } = await listed({ shown: [{ name: "pair", column: pair, members: { b: "two", a: "one" } }], limit: 1 });
    expect(JSON.stringify(rows)).toBe('[{"pair":{"b":"2025-10-25 22:00:00","a":2}}]');
    await expect(listed({ shown: [{ name: "pair", column: pair, members: { a: "three" } }] })).rejects.toThrow(/no member/);
    await expect(listed({ shown: [shownAs("a b", columns.kind)] })).rejects.toThrow(/no name/);
  });
});

describe("regular expressions", () => {
  it.each(["(", "a{2000}", "(?=a)", "\\1", "*", "[z-a]", "a\0", "\\", "a\\\\\\", "a{1000}{1000}", "a".repeat(5001)])("%j is none", async (pattern) => {
    expect(await findBadExpression(facts.readerFor("acme"), [".", pattern])).toBe(pattern);
  });

  it("others are taken, and the engine being away is no verdict", async () => {
    expect(await findBadExpression(facts.readerFor("acme"), ["", "^я+$", "[[:alpha:]]", "(?i)x", "\\d"])).toBeUndefined();
    await expect(findBadExpression({ select: async () => await Promise.reject(new Error("away")) }, ["a"])).rejects.toThrow("away");
  });
});

describe("what is read", () => {
  it("a month and an account are found by key, through views, union and FINAL", async () => {
    const lines = await explained("account3", Date.UTC(2025, 2, 10) / 1000);
    const reads = lines.flatMap((line, index) => (/ReadFromMergeTree \(.*\.chat\)/.test(line) ? [index] : []));
    expect(reads.length).toBeGreaterThan(0);
    for (const at of reads) {
      const [, selected, total] = /PrimaryKey[^]*?Granules: (\d+)\/(\d+)/.exec(lines.slice(at).join("\n")) ?? [];
      expect(Number(selected)).toBeLessThanOrEqual(2);
      expect(Number(total)).toBeGreaterThanOrEqual(20);
    }
  });
});

async function explained(tenant: string, seconds: number): Promise<readonly string[]> {
  const { pageStatement } = await import("./statement.ts");
  const within = {
    all: [from(seconds), { column: columns.started_at, is: { test: "at_most", value: { first: seconds + 3600, last: seconds + 3600 } } }],
  } as const;
  const request = {
    zone: "UTC",
    within,
    filter: everything,
    sort: [],
    shown: [shownAs("id", columns.communication_id), shownAs("source", columns.utm_source)],
    limit: 10,
    offset: 0,
  };
  const { sql, params } = pageStatement(communications, request);
  const rows = await facts.query(`select explain from (explain indexes = 1 ${sql})`, { ...params, tenant });
  return rows.map((row) => String(row["explain"]));
}

describe("pages of a period", () => {
  it("are what they were while rows arrive for other days, and none comes twice or is missing", async () => {
    const day = 86_400;
    const here = { column: columns.started_at, is: { test: "at_most", value: { first: start + day - 1, last: start + day - 1 } } } as const;
    const period = { within: { all: [from(start), here] }, sort: [{ column: columns.visitor_id, isDescending: false }] };
    const whole = await listed(period);
    expect(whole.total).toBeGreaterThan(90);
    const pages: unknown[] = [];
    for (let offset = 0; offset < whole.total; offset += 9) {
      const arrived = { tenant: "acme", version: 1, visitor_id: offset % 3 };
      await facts.insert("chat", [
        { ...arrived, chat_id: 1000 + offset, started_at: start + day + offset },
        { ...arrived, chat_id: 2000 + offset, started_at: start - day - offset },
      ]);
      const { total, rows } = await listed({ ...period, limit: 9, offset });
      expect(total).toBe(whole.total);
      pages.push(...rows);
    }
    expect(pages).toEqual(whole.rows);
  });
});
