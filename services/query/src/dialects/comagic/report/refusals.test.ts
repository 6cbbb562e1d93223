import { describe, expect, it } from "vitest";
import { unreachable } from "../../../testing/test-app.ts";
import { communicationsReport } from "../reports/communications.ts";
import { RpcError } from "../rpc/errors.ts";
import { ask } from "../testing/ask.ts";

const period = { date_from: "2025-03-01", date_till: "2025-03-02 00:00:00" };

async function refusal(params: Readonly<Record<string, unknown>>): Promise<RpcError["data"]> {
  const error = await ask(communicationsReport, unreachable(), { ...period, ...params }).catch((caught: unknown) => caught);
  if (error instanceof RpcError) return error.data;
  throw new Error("This request is not refused", { cause: error });
}

type Case = [what: string, params: Readonly<Record<string, unknown>>, mnemonic: string, field: string | null, value?: string];
const leaf = (field: unknown, operator: unknown, value?: unknown) => ({ filter: { field, operator, value } });
const nested = (depth: number, inner: unknown): unknown => (depth === 0 ? inner : { filters: [nested(depth - 1, inner)], condition: "or" });
const idIs1 = { field: "id", operator: "=", value: 1 };

const cases: Case[] = [
  // R9
  ["a date with T", { date_from: "2025-03-01T00:00:00" }, "invalid_parameter_value", "date_from", "2025-03-01T00:00:00"],
  ["a date with a zone", { date_from: "2025-03-01 00:00:00+03" }, "invalid_parameter_value", "date_from", "2025-03-01 00:00:00+03"],
  ["a date with a fraction", { date_till: "2025-03-01 00:00:00.5" }, "invalid_parameter_value", "date_till", "2025-03-01 00:00:00.5"],
  ["a day that does not exist", { date_till: "2025-02-29" }, "invalid_parameter_value", "date_till", "2025-02-29"],
  ["an hour that does not exist", { date_from: "2025-02-28 24:00:00" }, "invalid_parameter_value", "date_from", "2025-02-28 24:00:00"],
  ["a second that does not exist", { date_from: "2025-02-28 23:59:60" }, "invalid_parameter_value", "date_from", "2025-02-28 23:59:60"],
  ["a date of hours and minutes", { date_from: "2025-03-01 00:00" }, "invalid_parameter_value", "date_from", "2025-03-01 00:00"],
  ["a number for a date", { date_from: 20_250_301 }, "data_type_error", "date_from", "20250301"],
  ["ends in the wrong order", { date_from: "2025-03-03" }, "invalid_parameter_value", "date_from", "2025-03-03"],
  // notes, section 8
  [
    "more than 3 months and 90 days",
    { date_from: "2025-01-01", date_till: "2025-04-01 00:00:01" },
    "date_interval_limit_reached",
    "date_till",
    "2025-04-01 00:00:01",
  ],
  ["more than 3 months, if no 90 days fit in them", { date_from: "2025-02-01", date_till: "2025-05-02 00:00:01" }, "date_interval_limit_reached", "date_till"],
  // notes, section 6
  ["limit above its maximum", { limit: 10_001 }, "invalid_parameter_value", "limit", "10001"],
  ["offset above its maximum", { offset: 100_001 }, "invalid_parameter_value", "offset", "100001"],
  ["a negative offset", { offset: -1 }, "invalid_parameter_value", "offset", "-1"],
  ["a text for limit", { limit: "5" }, "data_type_error", "limit", "5"],
  // notes, section 5; R14
  ["an unknown field", { fields: ["id", "nope", "nope2"] }, "invalid_parameter_value", "fields[1]", "nope"],
  ["fields that are no array", { fields: "id" }, "data_type_error", "fields", "id"],
  ["a field that is no text", { fields: ["id", 5] }, "data_type_error", "fields[1]", "5"],
  ["an unknown field in the alias", { field: ["nope"] }, "invalid_parameter_value", "field[0]", "nope"],
  ["fields said twice", { fields: ["id"], field: ["id"] }, "invalid_parameters_combination", "field"],
  ["an unknown parameter", { wibble: 1 }, "unexpected_parameters", "wibble", "1"],
  // R7
  ["sort that is no array", { sort: { field: "id" } }, "data_type_error", "sort", '{"field":"id"}'],
  ["an unknown field to sort by", { sort: [{ field: "date_time" }, { field: "nope" }] }, "unexpected_parameters", "sort[1].field", "nope"],
  ["a field that may not be sorted by", { sort: [{ field: "id" }] }, "sort_prohibited", "sort[0].field", "id"],
  ["a member to sort by", { sort: [{ field: "tag_id" }] }, "sort_prohibited", "sort[0].field", "tag_id"],
  ["a later name to sort by", { sort: [{ field: "source_name" }] }, "sort_prohibited", "sort[0].field", "source_name"],
  ["an order that is none", { sort: [{ field: "date_time", order: "up" }] }, "invalid_parameter_value", "sort[0].order", "up"],
  ["sorting by nothing", { sort: [{}] }, "required_parameter_missed", "sort[0].field"],
  // R3, R5: shape
  ["a filter that is a text", { filter: "id=1" }, "data_type_error", "filter", "id=1"],
  ["a filter that is a list", { filter: [idIs1] }, "data_type_error", "filter"],
  ["a filter without a field", { filter: { operator: "=", value: 1 } }, "required_parameter_missed", "filter.field"],
  ["a filter without an operator", { filter: { field: "id", value: 1 } }, "required_parameter_missed", "filter.operator"],
  ["a value alone", { filter: { value: 1 } }, "required_parameter_missed", "filter.field"],
  ["field and filters", { filter: { ...idIs1, filters: [] } }, "invalid_parameter_value", "filter"],
  ["a condition alone", { filter: { filters: [{ condition: "and" }] } }, "invalid_parameter_value", "filter.filters[0]", '{"condition":"and"}'],
  ["filters that are no array", { filter: { filters: {} } }, "data_type_error", "filter.filters", "{}"],
  ["a filter in filters that is a number", { filter: { filters: [idIs1, 5] } }, "data_type_error", "filter.filters[1]", "5"],
  ["a condition that is none", { filter: { filters: [idIs1], condition: "AND" } }, "invalid_parameter_value", "filter.condition", "AND"],
  ["a condition that is no text", { filter: { filters: [idIs1], condition: 1 } }, "data_type_error", "filter.condition", "1"],
  ["an unknown member of a leaf", { filter: { ...idIs1, valeu: 1 } }, "unexpected_parameters", "filter.valeu", "1"],
  ["an unknown member of a tree", { filter: { filters: [], conditions: "or" } }, "unexpected_parameters", "filter.conditions", "or"],
  ["11 trees in each other", { filter: nested(11, idIs1) }, "invalid_parameter_value", `filter${".filters[0]".repeat(10)}`],
  ["501 leaves", { filter: { filters: Array.from({ length: 501 }, () => idIs1) } }, "invalid_parameter_value", "filter"],
  // names
  ["an unknown field to filter by", leaf("nope", "=", 1), "unexpected_parameters", "filter.field", "nope"],
  ["a field that may not be filtered by", leaf("ua_client_id", "=", "x"), "filter_prohibited", "filter.field", "ua_client_id"],
  ["R6: a member to filter by", leaf("tag_id", "=", 1), "filter_prohibited", "filter.field", "tag_id"],
  ["a later name to filter by", leaf("utm_referrer", "=", "x"), "filter_prohibited", "filter.field", "utm_referrer"],
  ["a field that is no text", leaf(5, "=", 1), "data_type_error", "filter.field", "5"],
  ["a name that objects inherit", leaf("constructor", "=", 1), "unexpected_parameters", "filter.field", "constructor"],
  // operators
  ["an unknown operator", leaf("id", "==", 1), "invalid_parameter_value", "filter.operator", "=="],
  ["an operator that is no text", leaf("id", 1, 1), "data_type_error", "filter.operator", "1"],
  ["R6: an operator of v3", leaf("id", "eq", 1), "invalid_parameter_value", "filter.operator", "eq"],
  ["R6: another operator of v3", leaf("utm_source", "co", "x"), "invalid_parameter_value", "filter.operator", "co"],
  ["like on a number", leaf("id", "like", "1%"), "invalid_parameter_value", "filter.operator", "like"],
  ["like on words of a list", leaf("channel", "like", "a%"), "invalid_parameter_value", "filter.operator", "like"],
  ["regexp on words of a list", leaf("visitor_type", "regexp", "a"), "invalid_parameter_value", "filter.operator", "regexp"],
  ["an order of texts", leaf("utm_source", "<", "a"), "invalid_parameter_value", "filter.operator", "<"],
  ["an order of flags", leaf("visit_other_campaign", ">", true), "invalid_parameter_value", "filter.operator", ">"],
  ["a list of instants", leaf("date_time", "in", ["2025-01-01"]), "invalid_parameter_value", "filter.operator", "in"],
  ["jsquery on a scalar", leaf("id", "jsquery", "a = 1"), "invalid_parameter_value", "filter.operator", "jsquery"],
  ["overlap on a scalar", leaf("id", "overlap", [1]), "invalid_parameter_value", "filter.operator", "overlap"],
  ["overlap on objects", leaf("tags", "overlap", ["a"]), "invalid_parameter_value", "filter.operator", "overlap"],
  ["in on objects", leaf("tags", "in", ["a"]), "invalid_parameter_value", "filter.operator", "in"],
  // R4: values
  ["a text for a number", leaf("id", "=", "5"), "data_type_error", "filter.value", "5"],
  ["a number for a flag", leaf("visit_other_campaign", "=", 1), "data_type_error", "filter.value", "1"],
  ["a number for a text", leaf("utm_source", "=", 5), "data_type_error", "filter.value", "5"],
  ["a number for a time", leaf("date_time", ">", 5), "data_type_error", "filter.value", "5"],
  ["a time that is none", leaf("sale_date", ">", "yesterday"), "invalid_parameter_value", "filter.value", "yesterday"],
  ["an object for a word", leaf("channel", "=", {}), "data_type_error", "filter.value", "{}"],
  ["null in an order", leaf("id", "<", null), "data_type_error", "filter.value"],
  ["no value for like", leaf("utm_source", "like"), "data_type_error", "filter.value"],
  ["a list for =", leaf("id", "=", [1]), "data_type_error", "filter.value", "[1]"],
  ["a number for in", leaf("id", "in", 1), "data_type_error", "filter.value", "1"],
  ["null in a list", leaf("id", "in", [1, null]), "data_type_error", "filter.value[1]"],
  ["a text in a list of numbers", leaf("id", "not_in", ["1"]), "data_type_error", "filter.value[0]", "1"],
  [
    "too long a list",
    leaf(
      "id",
      "in",
      Array.from({ length: 10_001 }, () => 1),
    ),
    "invalid_parameter_value",
    "filter.value",
  ],
  ["a value for is_null", leaf("id", "is_null", 1), "data_type_error", "filter.value", "1"],
  ["a pattern that ends in its escape", leaf("utm_source", "ilike", "a\\"), "invalid_parameter_value", "filter.value", "a\\"],
  ["= of an array of objects", leaf("tags", "=", "a"), "invalid_parameter_value", "filter.value", "a"],
  ["= of an array with an object", leaf("segments", "=", {}), "data_type_error", "filter.value", "{}"],
  ["!= of a set of words", leaf("attributes", "!=", "lost"), "invalid_parameter_value", "filter.value", "lost"],
  ["a number for jsquery", leaf("tags", "jsquery", 5), "data_type_error", "filter.value", "5"],
  [
    "the path of a leaf in trees",
    { filter: { filters: [idIs1, { filters: [leaf("id", "=", "x").filter], condition: "or" }] } },
    "data_type_error",
    "filter.filters[1].filters[0].value",
    "x",
  ],
];

describe("a report refuses", () => {
  it.each(cases)("%s", async (_what, params, mnemonic, field, value) => {
    const { mnemonic: given, field: at, value: said } = await refusal(params);
    expect([given, at]).toEqual([mnemonic, field]);
    if (value !== undefined) expect(said).toBe(value);
  });

  it("a jsquery that is none, and says where it stops being one", async () => {
    expect(await refusal(leaf("tags", "jsquery", "#.tag_id = "))).toMatchObject({
      mnemonic: "invalid_parameter_value",
      field: "filter.value",
      params: { position: 11 },
    });
    const many = Array.from({ length: 300 }, () => "a = 1").join(" or ");
    const twice = { filters: [leaf("tags", "jsquery", many).filter, leaf("tags", "jsquery", many).filter] };
    expect(await refusal({ filter: twice })).toMatchObject({ mnemonic: "invalid_parameter_value", field: "filter.filters[1].value" });
  });
});
