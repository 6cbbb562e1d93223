import { Readable } from "node:stream";
import type { Condition, TenantReader } from "@stats/questions";
import { communicationListColumns as columns, communications } from "@stats/questions";
import { describe, expect, it } from "vitest";
import { RpcError } from "../rpc/errors.ts";
import { ask } from "../testing/ask.ts";
import { field, nested } from "./field.ts";
import { readFilter } from "./filter/read-filter.ts";
import { namesOf } from "./names.ts";
import { defineReport } from "./report.ts";
import { periodOfV3 } from "./selection.ts";

const site = { kind: "record", members: { id: columns.site_id, name: columns.site_name } } as const;
const fields = [
  field("id", columns.communication_id, "D", { operators: ["=", "!="] }),
  field("transaction_value", columns.sale_cost, "SD", { operators: ["=", "<", ">", "<=", ">="] }),
  field("comment", columns.utm_source, "D"),
  nested(
    "site",
    site,
    {
      site_id: { key: "id", operators: ["=", "!="], isSortable: true },
      site_domain_name: { key: "name", operators: ["=", "co"] },
    },
    "D",
  ),
  nested("tag", columns.tags, { tag_id: "id", tag_name: "name" }, "D"),
];
const names = namesOf(fields, "v3");
const read = (filter: unknown) => readFilter(filter, { names, version: "v3", isPeriodInFilter: true, zone: "UTC" });
const refusalOf = (act: () => unknown): unknown => {
  try {
    act();
  } catch (error) {
    if (error instanceof RpcError) return { mnemonic: error.mnemonic, field: error.data.field };
  }
  return undefined;
};

describe("a filter of the v3 methods", () => {
  const is = (is: unknown): Condition => ({ column: columns.site_id, is }) as Condition;

  it.each([
    ["eq", is({ test: "equals", value: 5 })],
    ["=", is({ test: "equals", value: 5 })],
    ["ne", is({ test: "differs", value: 5 })],
  ])("R6: names members, and says %s", (operator, condition) => {
    expect(read({ field: "site_id", operator, value: 5 }).condition).toEqual(condition);
  });

  it("has its own operators of texts, and none beyond the table's", () => {
    expect(read({ field: "site_domain_name", operator: "co", value: "a%" }).condition).toMatchObject({ is: { test: "contains", text: "a%" } });
    expect(read({ field: "transaction_value", operator: "le", value: 5 }).condition).toMatchObject({ is: { test: "at_most", value: 5 } });
    for (const [name, operator, value] of [
      ["site_domain_name", "sw", "a"],
      ["site_id", "in", [5]],
      ["site_id", "gt", 5],
      ["transaction_value", "ne", 5],
      ["site_domain_name", "like", "a"],
    ]) {
      expect(refusalOf(() => read({ field: name, operator, value }))).toEqual({ mnemonic: "invalid_parameter_value", field: "filter.operator" });
    }
    for (const name of ["site", "comment", "tag_id"]) {
      expect(refusalOf(() => read({ field: name, operator: "eq", value: 5 }))).toEqual({ mnemonic: "filter_prohibited", field: "filter.field" });
    }
  });

  it("R10: may say the period, at its top or in `and` trees", () => {
    const end = (name: string, value: unknown = "2025-01-01", operator: unknown = "eq") => ({ field: name, operator, value });
    const leaf = { field: "id", operator: "eq", value: 1 };
    expect(read(end("date_from")).period).toEqual({ date_from: "2025-01-01" });
    const tree = { filters: [end("date_from"), { filters: [end("date_till", "2025-01-02", "="), leaf], condition: "and" }, leaf], condition: "and" };
    expect(read(tree)).toMatchObject({
      period: { date_from: "2025-01-01", date_till: "2025-01-02" },
      condition: { all: [{ all: [] }, { all: [{ all: [] }, {}] }, {}] },
    });
    expect(refusalOf(() => read({ filters: [end("date_from"), leaf], condition: "or" }))).toEqual({
      mnemonic: "invalid_parameters_combination",
      field: "filter.filters[0].field",
    });
    expect(refusalOf(() => read({ filters: [end("date_from"), end("date_from")], condition: "and" }))).toMatchObject({
      mnemonic: "invalid_parameters_combination",
    });
    expect(refusalOf(() => read(end("date_from", "2025-01-01", "gt")))).toEqual({ mnemonic: "invalid_parameter_value", field: "filter.operator" });
    expect(refusalOf(() => read(end("date_from", 5)))).toEqual({ mnemonic: "data_type_error", field: "filter.value" });
    expect(refusalOf(() => read({ field: "date_from", value: "2025-01-01" }))).toEqual({ mnemonic: "required_parameter_missed", field: "filter.operator" });
  });
});

describe("names of the v3 methods", () => {
  it("R13: a member shows itself alone, an object all of its members", () => {
    const shown = (...asked: string[]) => names.shown(asked, "fields").map(({ name, members }) => ({ name, members: members && Object.keys(members) }));
    expect(shown("site_domain_name")).toEqual([{ name: "site", members: ["site_domain_name"] }]);
    expect(shown("site_domain_name", "id", "site_id")).toEqual([{ name: "id" }, { name: "site", members: ["site_id", "site_domain_name"] }]);
    expect(shown("site", "site_id")).toEqual([{ name: "site", members: ["site_id", "site_domain_name"] }]);
    expect(shown("site_id", "site")).toEqual([{ name: "site", members: ["site_id", "site_domain_name"] }]);
    expect(shown("tag_name")).toEqual([{ name: "tag", members: ["tag_name"] }]);
    expect(shown()).toHaveLength(5);
  });

  it("may be sorted by as their table says", () => {
    expect([names.sortable("site_id"), names.sortable("site_domain_name"), names.sortable("comment"), names.sortable("nope")]).toEqual([
      columns.site_id,
      "prohibited",
      "prohibited",
      "unknown",
    ]);
  });
});

describe("a v3 report", () => {
  const report = defineReport({
    name: "get.toys_report",
    summary: "Toys",
    version: "v3",
    listing: communications,
    selection: periodOfV3(columns.started_at),
    fields,
    isFieldAlias: true,
  });
  const asked: { sql: string; params: Readonly<Record<string, unknown>> }[] = [];
  const reader: TenantReader = {
    select: async <Row>(sql: string, params: Readonly<Record<string, unknown>>) => {
      asked.push({ sql, params });
      return await Promise.resolve([{ total: "7" }] as Row[]);
    },
    selectBatches: async () => await Promise.reject(new Error("lists are passed on as they are")),
    selectJson: async (sql, params) => {
      asked.push({ sql, params });
      return await Promise.resolve(Readable.from([Buffer.from("[]")]));
    },
  };
  const refusal = async (params: Readonly<Record<string, unknown>>) =>
    await ask(report, reader, params).then(
      () => undefined,
      (error: unknown) => (error instanceof RpcError ? `${error.mnemonic} ${error.data.field}` : error),
    );
  const from = { field: "date_from", operator: "eq", value: "2025-01-01" };
  const till = { field: "date_till", operator: "eq", value: "2025-01-02" };

  it("takes its period from parameters or from the filter, but not both, and not without", async () => {
    const period = { date_from: "2025-01-01", date_till: "2025-01-02" };
    expect(await refusal(period)).toBeUndefined();
    const byParameters = asked.splice(0);
    expect(await refusal({ filter: { filters: [from, till], condition: "and" } })).toBeUndefined();
    expect(asked.splice(0).map(({ params }) => Object.values(params))).toEqual(byParameters.map(({ params }) => Object.values(params)));
    expect(await refusal({ date_from: "2025-01-01", filter: till })).toBeUndefined();
    expect(await refusal({})).toBe("required_parameter_missed date_from");
    expect(await refusal({ filter: from })).toBe("required_parameter_missed date_till");
    expect(await refusal({ ...period, filter: from })).toBe("invalid_parameters_combination date_from");
    expect(await refusal({ filter: { filters: [from, { ...till, value: "2025-13-01" }], condition: "and" } })).toBe("invalid_parameter_value date_till");
    expect(await refusal({ filter: { filters: [from, { ...till, value: "2025-06-01" }], condition: "and" } })).toBe("date_interval_limit_reached date_till");
  });

  it("has pages of 100 by default", async () => {
    asked.splice(0);
    await ask(report, reader, { date_from: "2025-01-01", date_till: "2025-01-02" });
    expect(Object.values(asked.at(-1)?.params ?? {})).toContain(100);
  });
});
