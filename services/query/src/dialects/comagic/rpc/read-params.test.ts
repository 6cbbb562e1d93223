import { describe, expect, it } from "vitest";
import { z } from "zod";
import { methods } from "../methods.ts";
import { mnemonics, RpcError, type RpcErrorDetails } from "./errors.ts";
import { fieldAt, readParams } from "./read-params.ts";

const schema = z.object({
  date_from: z.string(),
  limit: z.int().min(0).max(10_000).default(1000),
  fields: z.array(z.string()).optional(),
  sort: z.array(z.strictObject({ field: z.string(), order: z.enum(["asc", "desc"]).default("asc") })).optional(),
  is_open: z.boolean().optional(),
});
const day = "2025-01-01";

function refusal(given: Record<string, unknown>): RpcError {
  try {
    readParams(schema, given);
  } catch (error) {
    if (error instanceof RpcError) return error;
    throw error;
  }
  throw new Error("these parameters are right");
}

describe("parameters of a method", () => {
  it("are read with their defaults; nulls are absent, and what every method takes is left out", () => {
    expect(readParams(schema, { date_from: day, access_token: "t", user_id: 7, customer_id: null, limit: null })).toEqual({ date_from: day, limit: 1000 });
  });

  it.each<[string, Record<string, unknown>, string, string, string | null]>([
    ["a missing one", { limit: 1 }, "required_parameter_missed", "date_from", null],
    ["a null for a required one", { date_from: null }, "required_parameter_missed", "date_from", null],
    ["an unknown one, before any other fault", { wibble: [1], limit: -1 }, "unexpected_parameters", "wibble", "[1]"],
    ["a number for a text", { date_from: 5 }, "data_type_error", "date_from", "5"],
    ["a text for a number", { date_from: day, limit: "5" }, "data_type_error", "limit", "5"],
    ["a number for a flag", { date_from: day, is_open: 1 }, "data_type_error", "is_open", "1"],
    ["a fraction", { date_from: day, limit: 1.5 }, "invalid_parameter_value", "limit", "1.5"],
    ["a negative number", { date_from: day, limit: -1 }, "invalid_parameter_value", "limit", "-1"],
    ["too large a number", { date_from: day, limit: 10_001 }, "invalid_parameter_value", "limit", "10001"],
    ["a text for a list", { date_from: day, fields: "id" }, "data_type_error", "fields", "id"],
    ["an element of another type", { date_from: day, fields: ["id", 5] }, "data_type_error", "fields[1]", "5"],
    ["an object for a list", { date_from: day, sort: {} }, "data_type_error", "sort", "{}"],
    ["a missing member", { date_from: day, sort: [{ field: "id" }, { order: "asc" }] }, "required_parameter_missed", "sort[1].field", null],
    ["an unknown member", { date_from: day, sort: [{ field: "id", by: 1 }] }, "unexpected_parameters", "sort[0].by", "1"],
    ["another word", { date_from: day, sort: [{ field: "id", order: "up" }] }, "invalid_parameter_value", "sort[0].order", "up"],
    ["a number for a word", { date_from: day, sort: [{ field: "id", order: 1 }] }, "data_type_error", "sort[0].order", "1"],
    ["a number for the customer", { date_from: day, user_id: "7" }, "data_type_error", "user_id", "7"],
    ["a name that objects inherit", { date_from: day, constructor: 1 }, "unexpected_parameters", "constructor", "1"],
  ])("%s", (_what, given, mnemonic, field, value) => {
    expect(refusal(given).data).toEqual({ mnemonic, field, value, params: {}, extended_helper: null });
  });

  it("a schema may refuse in its own words", () => {
    const picky = z.object({
      sort: z.unknown().transform((): string => {
        throw new RpcError("sort_prohibited", { field: "sort[0].field", value: "id" });
      }),
    });
    expect(() => readParams(picky, { sort: 1 })).toThrow(/^Sort by parameter/);
  });

  it("paths are dotted, elements by index", () => {
    expect([fieldAt(["filter", "filters", 0, "value"]), fieldAt(["sort", 1, "field"]), fieldAt([])]).toEqual(["filter.filters[0].value", "sort[1].field", ""]);
  });
});

describe("a refusal", () => {
  it("fills the braces of its message", () => {
    const error = new RpcError("limit_exceeded", { params: { limit_type: "minute", limit_max_value: 60 } });
    expect(error.message).toBe("Limit per minute has been exceeded. Value of current limit per minute is 60");
    expect(error.data.params).toEqual({ limit_type: "minute", limit_max_value: 60 });
  });

  it("has the caller's value as a text or null", () => {
    const shown = (value: RpcErrorDetails["value"]) => new RpcError("invalid_parameter_value", { value }).data.value;
    expect([shown("a"), shown(5), shown(true), shown({ a: [1] }), shown(null), shown(undefined)]).toEqual(["a", "5", "true", '{"a":[1]}', null, null]);
  });

  it("of every kind has a code of the vendor's groups", () => {
    expect(new Set(mnemonics.map((mnemonic) => new RpcError(mnemonic).code))).toEqual(
      new Set([-32700, -32600, -32601, -32602, -32603, -32001, -32003, -32029, -32099]),
    );
  });
});

describe("the methods", () => {
  it("have names of their own, and know which account asks", async () => {
    expect(new Set(methods.map(({ name }) => name)).size).toBe(methods.length);
    const account = { tenant: "acme", timezone: "Europe/Moscow", publishKeys: [], sections: {} };
    const section = { app_id: 7, users: [], tokens: [] };
    const nothing = async () => await Promise.reject(new Error("nothing to read"));
    const reader = { select: nothing, selectBatches: nothing, selectJson: nothing };
    const answered = await methods.find(({ name }) => name === "get.account")?.run({}, { account, section, reader, nowMs: 0, publish: async () => undefined });
    expect(answered).toEqual({ data: [{ app_id: 7, name: "acme", timezone: "Europe/Moscow" }], totalItems: 1 });
  });
});
