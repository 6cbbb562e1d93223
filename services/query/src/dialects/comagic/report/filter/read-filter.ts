import type { Condition } from "@stats/questions";
import { RpcError } from "../../rpc/errors.ts";
import type { PeriodTexts } from "../period.ts";
import { type LeafContext, readLeaf } from "./read-leaf.ts";

/** What a filter says besides its conditions. */
export interface ReadFilter {
  readonly condition: Condition;
  /** v3: the period, when the filter names it. */
  readonly period: PeriodTexts;
  /** Regular expressions in it and where they stand: the engine has yet to say whether it takes them. */
  readonly expressions: readonly { readonly pattern: string; readonly path: string }[];
}

const DEPTH_MAX = 10;
const LEAVES_MAX = 500;
const everything: Condition = { all: [] };

type Node = Readonly<Record<string, unknown>>;

/**
 * Reads `filter`: a leaf `{field, operator, value}`, or a tree `{filters, condition}` of leaves and trees (notes, section 3; rulings R2 to R6). An
 * empty object or array is no filter.
 * @throws {RpcError} for the first fault, with its path
 */
export function readFilter(given: unknown, context: Omit<LeafContext, "expressions" | "comparisonsLeft">): ReadFilter {
  const reader = new TreeReader(context);
  const isNone = given === undefined || given === null || (Array.isArray(given) && given.length === 0);
  const condition = isNone ? everything : (reader.read(given, "filter", 0, true) ?? everything);
  return { condition, period: reader.period, expressions: reader.leaf.expressions };
}

class TreeReader {
  readonly period: { date_from?: string; date_till?: string } = {};
  readonly leaf: LeafContext;
  #leaves = 0;

  constructor(context: Omit<LeafContext, "expressions" | "comparisonsLeft">) {
    this.leaf = { ...context, expressions: [], comparisonsLeft: LEAVES_MAX };
  }

  /** @returns undefined for no filter @param depth how many trees it stands in @param isSure whether no `or` is above it */
  read(given: unknown, path: string, depth: number, isSure: boolean): Condition | undefined {
    if (typeof given !== "object" || given === null || Array.isArray(given)) throw new RpcError("data_type_error", { field: path, value: given });
    // a member that is null is as good as absent, but for the value, which may be null
    const node: Node = Object.fromEntries(Object.entries(given).filter(([name, value]) => value !== null || name === "value"));
    if (Object.keys(node).length === 0) return undefined;
    if ("filters" in node && "field" in node) throw new RpcError("invalid_parameter_value", { field: path, value: given });
    if ("filters" in node) return this.#readTree(node, path, depth + 1, isSure);
    if (!("field" in node || "operator" in node || "value" in node)) throw new RpcError("invalid_parameter_value", { field: path, value: given });
    return this.#readLeaf(node, path, isSure);
  }

  #readTree(node: Node, path: string, depth: number, isSure: boolean): Condition | undefined {
    refuseOthers(node, ["filters", "condition"], path);
    const { filters, condition = "and" } = node;
    if (!Array.isArray(filters)) throw new RpcError("data_type_error", { field: `${path}.filters`, value: filters });
    if (typeof condition !== "string") throw new RpcError("data_type_error", { field: `${path}.condition`, value: condition });
    if (condition !== "and" && condition !== "or") throw new RpcError("invalid_parameter_value", { field: `${path}.condition`, value: condition });
    if (depth > DEPTH_MAX) throw new RpcError("invalid_parameter_value", { field: path });
    const isSureBelow = isSure && (condition === "and" || filters.length < 2);
    const read = filters.map((child: unknown, index) => this.read(child, `${path}.filters[${index}]`, depth, isSureBelow));
    const conditions = read.filter((child) => child !== undefined);
    if (conditions.length < 2) return conditions[0];
    return condition === "and" ? { all: conditions } : { any: conditions };
  }

  #readLeaf(node: Node, path: string, isSure: boolean): Condition {
    refuseOthers(node, ["field", "operator", "value"], path);
    this.#leaves += 1;
    if (this.#leaves > LEAVES_MAX) throw new RpcError("invalid_parameter_value", { field: "filter" });
    if (this.leaf.isPeriodInFilter && (node["field"] === "date_from" || node["field"] === "date_till")) {
      this.#readPeriod(node["field"], node, path, isSure);
      return everything;
    }
    return readLeaf(node, path, this.leaf);
  }

  /** v3: an end of the period as a leaf; it must hold for every row (ruling R10). */
  #readPeriod(end: "date_from" | "date_till", node: Node, path: string, isSure: boolean): void {
    const { operator, value } = node;
    if (operator === undefined) throw new RpcError("required_parameter_missed", { field: `${path}.operator` });
    if (operator !== "eq" && operator !== "=") {
      throw new RpcError(typeof operator === "string" ? "invalid_parameter_value" : "data_type_error", { field: `${path}.operator`, value: operator });
    }
    if (typeof value !== "string") throw new RpcError("data_type_error", { field: `${path}.value`, value });
    if (!isSure || this.period[end] !== undefined) throw new RpcError("invalid_parameters_combination", { field: `${path}.field`, value: end });
    this.period[end] = value;
  }
}

function refuseOthers(node: Node, names: readonly string[], path: string): void {
  for (const [name, value] of Object.entries(node)) {
    if (!names.includes(name)) throw new RpcError("unexpected_parameters", { field: `${path}.${name}`, value });
  }
}
