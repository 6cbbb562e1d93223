import { type ScratchFacts, startScratchFacts } from "@stats/questions/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chatsReport } from "../reports/chats.ts";
import { communicationsReport } from "../reports/communications.ts";
import { RpcError } from "../rpc/errors.ts";
import { ask } from "../testing/ask.ts";

let facts: ScratchFacts;
const day = { date_from: "2025-03-04", date_till: "2025-03-05" };
const started_at = Date.UTC(2025, 2, 4, 12) / 1000;

beforeAll(async () => {
  facts = await startScratchFacts();
  const row = { tenant: "acme", version: 1, attribution: { utm_source: "яндекс" }, tag_ids: [1], tag_types: ["auto"], tag_times: [started_at], campaign_id: 1 };
  const tag = { tag_user_ids: [0], tag_user_logins: [null], tag_employee_ids: [0] };
  const sale = { sale_ids: [1], sale_times: [started_at], sale_is_date: [0], sale_costs: ["0.0001"], sale_comments: [null] };
  await facts.insert("chat", [{ ...row, ...tag, ...sale, chat_id: 1, started_at }]);
  await facts.insert("directory_object", [{ tenant: "acme", version: 1, kind: "campaign", object_id: 1, title: "Весна" }]);
});
afterAll(async () => await facts.close());

const total = async (params: Readonly<Record<string, unknown>>, report = communicationsReport) =>
  (await ask(report, facts.readerFor("acme"), { ...day, limit: 0, ...params })).total;
const nested = (depth: number, inner: unknown, condition = "and"): unknown =>
  depth === 0 ? inner : { filters: [nested(depth - 1, inner, condition)], condition };
const leaf = (field: string, operator: string, value?: unknown) => ({ field, operator, value });
const yandex = leaf("utm_source", "=", "яндекс");

describe("the most that is taken is answered", () => {
  it.each([
    [
      "500 leaves",
      { filters: Array.from({ length: 500 }, (_, index) => leaf("sale_date", index % 2 === 0 ? ">=" : "<=", index % 2 === 0 ? "2000-01-01" : "2100-01-01")) },
    ],
    ["500 names", { filters: Array.from({ length: 500 }, () => leaf("campaign_name", "in", ["Весна", "Зима"])), condition: "or" }],
    ["trees 10 deep", nested(10, yandex)],
    ["trees 10 deep, each of two", { filters: [yandex, nested(8, { filters: [yandex, yandex], condition: "or" }, "or")], condition: "and" }],
    ["10,000 long texts", leaf("utm_source", "in", [...Array.from({ length: 9999 }, (_, index) => `${"я".repeat(40)}${index}`), "яндекс"])],
    [
      "10,000 numbers",
      leaf(
        "id",
        "in",
        Array.from({ length: 10_000 }, (_, index) => 1 + index * 900_000_000_000),
      ),
    ],
    ["10,000 instants", { filters: Array.from({ length: 50 }, (_, index) => leaf("date_time", "!=", `2025-03-04 00:00:${String(index).padStart(2, "0")}`)) }],
    ["a text of a megabyte", leaf("utm_source", "!=", "я".repeat(500_000))],
    ["a pattern of 5,000 characters", leaf("utm_source", "not_like", "%я".repeat(2500))],
    ["a caseless pattern of 5,000 characters", leaf("utm_source", "not_ilike", "_Я".repeat(2500))],
    ["an expression of 5,000 characters", leaf("utm_source", "regexp", `я|${"(a|б)*x?".repeat(624)}`)],
    ["an expression that repeats", leaf("utm_source", "regexp", "^(я|(?:[а-я]{1,100}){1,9})н?.*$")],
    ["500 comparisons of jsquery", leaf("tags", "jsquery", Array.from({ length: 500 }, (_, index) => `#.tag_id = ${index}`).join(" or "))],
    ["jsquery 20 deep", leaf("tags", "jsquery", `${"(tag_id = 1 and (tag_id = 1 or ".repeat(10)}tag_id = 1${"))".repeat(10)}`)],
    ["nots", leaf("tags", "jsquery", `${"not ".repeat(20)}tag_id = 1`)],
    ["a jsquery text of a megabyte", leaf("tags", "jsquery", `not tag_name = "${"я".repeat(450_000)}"`)],
  ])("%s", async (_what, filter) => {
    expect(await ask(communicationsReport, facts.readerFor("acme"), { ...day, fields: ["id"], filter })).toEqual({ total: 1, rows: [{ id: 1 }] });
  });

  it.each([1e308, -1e308, 5e-324, -5e-324, 9_007_199_254_740_992, 0.1 + 0.2, 1e21, -0])("numbers such as %d", async (value) => {
    for (const field of ["id", "visits_count", "sale_cost"]) {
      for (const operator of ["=", "!=", "<", "<=", ">", ">="]) expect(await total({ filter: leaf(field, operator, value) })).toBeGreaterThanOrEqual(0);
      for (const operator of ["in", "not_in"]) expect(await total({ filter: leaf(field, operator, [value, 1]) })).toBeGreaterThanOrEqual(0);
    }
    expect(await total({ filter: leaf("sale_cost", value > 0.0001 ? "<" : ">", value) })).toBe(1);
  });

  it.each(["0001-01-01", "1969-12-31 23:59:59", "1970-01-01", "2106-02-07 06:28:15", "2262-04-12", "9999-12-31 23:59:59"])("times such as %s", async (time) => {
    expect(await total({ date_from: time, date_till: time })).toBe(0);
    for (const operator of ["=", "!=", "<", "<=", ">", ">="]) {
      for (const field of ["date_time", "sale_date"]) {
        const isLater = time > "2025";
        const holds = operator === "!=" || operator.startsWith(isLater ? "<" : ">");
        expect(await total({ filter: leaf(field, operator, time) }), `${field} ${operator}`).toBe(holds ? 1 : 0);
      }
    }
  });

  it("every field at once, sorted by all that sort, on the last page there can be", async () => {
    const schema = chatsReport.data.toJSONSchema() as { items: { properties: Record<string, unknown> } };
    const fields = Object.keys(schema.items.properties);
    const sortable: string[] = [];
    for (const field of fields) {
      try {
        await total({ sort: [{ field }], limit: 0 }, chatsReport);
        sortable.push(field);
      } catch (error) {
        expect(error).toBeInstanceOf(RpcError);
      }
    }
    expect(sortable.length).toBeGreaterThan(15);
    const sort = sortable.flatMap((field) => [
      { field, order: "desc" },
      { field, order: "asc" },
    ]);
    expect(await total({ fields: [...fields, ...fields], sort, limit: 10_000, offset: 100_000 }, chatsReport)).toBe(1);
    expect((await ask(chatsReport, facts.readerFor("acme"), { ...day, fields, sort })).rows).toHaveLength(1);
  });
});

describe("injections stay values", () => {
  const texts = ["' or 1 = 1 --", "\\' or 1 = 1 --", "{tenant:String}", "{v0:UInt32}", "$$x$$", "'||sleep(3)||'", "\0", "\u2028", "*/ select 1 /*", "яндекс\\"];

  it.each(texts)("%j", async (text) => {
    for (const field of ["utm_source", "campaign_name", "channel"]) {
      expect(await total({ filter: leaf(field, "=", text) })).toBe(0);
      expect(await total({ filter: leaf(field, "in", [text]) })).toBe(0);
    }
    expect(await total({ filter: leaf("tags", "jsquery", `tag_name = ${JSON.stringify(text)}`) })).toBe(0);
    expect(await total({ filter: leaf("attributes", "overlap", [text]) })).toBe(0);
    if (!text.includes("\0") && !text.endsWith("\\")) {
      expect(await total({ filter: leaf("utm_source", "like", `${text}%`) })).toBe(0);
      expect(await total({ filter: leaf("utm_source", "regexp", text.replace(/[{}*$|()\\]/g, "\\$&")) })).toBe(0);
    }
    for (const params of [
      { fields: [text] },
      { sort: [{ field: text }] },
      { filter: leaf(text, "=", 1) },
      { filter: leaf("id", text, 1) },
      { date_from: text },
    ]) {
      await expect(total(params)).rejects.toThrow(RpcError);
    }
  });
});
