import { Readable } from "node:stream";
import type { TenantReader } from "@stats/questions";
import { describe, expect, it } from "vitest";
import { methods } from "../methods.ts";
import { RpcError } from "../rpc/errors.ts";
import type { RpcMethod } from "../rpc/method.ts";
import { ask } from "../testing/ask.ts";
import { reference } from "../testing/reference.ts";

/** One operator that the type takes and one that it does not, with a value; undefined: none. */
const probes: Readonly<Record<string, { readonly fits: readonly [string, unknown]; readonly not: readonly [string, unknown] }>> = {
  number: { fits: ["<", 5], not: ["like", "5%"] },
  string: { fits: ["like", "5%"], not: ["<", "5"] },
  enum: { fits: ["in", ["a"]], not: ["like", "a%"] },
  boolean: { fits: ["=", true], not: ["in", [true]] },
  iso8601: { fits: ["<", "2025-01-01"], not: ["in", ["2025-01-01"]] },
  array: { fits: ["is_null", null], not: ["<", 5] },
};

interface Listed {
  readonly name: string;
  readonly type: string;
  readonly flags: string;
  readonly isMember: boolean;
}

/** Names that stand in the table for members alone. */
const members = /^(tag_|property_|segment_|hit_|session_id$)/;
const membersOf: Readonly<Record<string, readonly string[]>> = {
  "get.calls_report": ["employee_id", "employee_full_name", "is_answered", "is_talked"],
  "get.visitor_sessions_report": ["communication_type", "communication_id", "communication_date_time"],
  "get.visitors_report": ["communication_type", "communication_id", "communication_date_time", "campaign_id", "campaign_name"],
};

function listedOf(method: string): readonly Listed[] {
  const lines = (reference[method] ?? "").trim().split(/\s+/);
  return lines.map((line) => {
    const [name = "", type = "", flags = ""] = line.split(":");
    return { name, type, flags, isMember: members.test(name) || (membersOf[method] ?? []).includes(name) };
  });
}

const tried = methods.filter(({ name }) => name in reference);

describe("the tables of the reports hold the reference's", () => {
  it("for every report that it has flags for", () => {
    expect(Object.keys(reference)).toHaveLength(10);
    expect(tried.length).toBeGreaterThan(4);
  });

  describe.each(tried)("$name", (method) => {
    const fields = listedOf(method.name);

    it("answers every field, in the order of the vendor's rows; members through their array alone", async () => {
      expect(await shownBy(method, { fields: fields.map(({ name }) => name) })).toEqual(inRowOrder(fields.map(({ name }) => name)));
    });

    it("answers the default fields", async () => {
      const wanted = inRowOrder(fields.flatMap(({ name, flags }) => (flags.includes("D") ? [name] : [])));
      expect(await shownBy(method, {})).toEqual(wanted);
      expect(await shownBy(method, { fields: [] })).toEqual(wanted);
    });

    it.each(fields)("$name ($type) is filtered as $flags says, by the operators of its type", async ({ name, type, flags, isMember }) => {
      const filter = (operator: string, value: unknown) => ({ filter: { field: name, operator, value } });
      if (isMember || !flags.includes("F")) return expect(await refusal(method, filter("=", null))).toBe("filter_prohibited filter.field");
      for (const operator of ["=", "!=", "is_null", "is_not_null"]) expect(await refusal(method, filter(operator, null))).toBeUndefined();
      const { fits, not } = probes[type] ?? fail(type);
      expect(await refusal(method, filter(...fits))).toBeUndefined();
      expect(await refusal(method, filter(...not))).toBe("invalid_parameter_value filter.operator");
    });

    it.each(fields)("$name is sorted as $flags says", async ({ name, flags, isMember }) => {
      const isSortable = flags.includes("S") && !isMember;
      for (const order of ["asc", "desc"]) {
        expect(await refusal(method, { sort: [{ field: name, order }] })).toBe(isSortable ? undefined : "sort_prohibited sort[0].field");
      }
    });
  });
});

function inRowOrder(names: readonly string[]): readonly string[] {
  return [...new Set(names)].toSorted((one, other) => one.length - other.length || (one < other ? -1 : 1));
}

function baseParams(method: RpcMethod): Readonly<Record<string, unknown>> {
  return method.examples(Date.UTC(2025, 0, 8))["default"]?.params ?? fail(method.name);
}

/** The names that the page's statement shows, in their order. */
async function shownBy(method: RpcMethod, params: Readonly<Record<string, unknown>>): Promise<readonly string[]> {
  const statements: string[] = [];
  const reader: TenantReader = {
    select: async <Row>() => await Promise.resolve([{ total: "0" }] as Row[]),
    selectBatches: async () => await Promise.reject(new Error("lists are passed on as they are")),
    selectJson: async (sql) => {
      statements.push(sql);
      return await Promise.resolve(Readable.from([Buffer.from("[]")]));
    },
  };
  await ask(method, reader, { ...baseParams(method), ...params });
  const [, cells = ""] = /(?:^|\n)select ([^]*?)\nfrom /.exec(statements[0] ?? "") ?? [];
  return cells.split(",\n  ").map((cell) => cell.slice(cell.lastIndexOf(" ") + 1));
}

async function refusal(method: RpcMethod, params: Readonly<Record<string, unknown>>): Promise<string | undefined> {
  try {
    await shownBy(method, params);
    return undefined;
  } catch (error) {
    if (error instanceof RpcError) return `${error.mnemonic} ${error.data.field}`;
    throw error;
  }
}

function fail(what: string): never {
  throw new Error(`Nothing is known of ${what}`);
}
