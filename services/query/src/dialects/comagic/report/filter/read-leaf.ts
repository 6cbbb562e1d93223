import {
  type Comparison,
  type Condition,
  isLikePattern,
  type ListTest,
  type RecordsColumn,
  type ScalarColumn,
  type ScalarTest,
  type TextsColumn,
} from "@stats/questions";
import { RpcError } from "../../rpc/errors.ts";
import type { Field } from "../field.ts";
import type { Filterable, Names } from "../names.ts";
import { JsqueryFault, readJsquery } from "./jsquery.ts";
import { type Operator, operatorOf, operatorsFor, operatorsForRecords, operatorsForTexts, operatorsForWords } from "./operators.ts";
import { readValue, readValues } from "./read-value.ts";

export interface LeafContext {
  readonly names: Names;
  readonly version: "v2" | "v3";
  /** v3: `date_from` and `date_till` may be said as leaves. */
  readonly isPeriodInFilter: boolean;
  /** IANA zone of the account. */
  readonly zone: string;
  readonly expressions: { readonly pattern: string; readonly path: string }[];
  /** How many comparisons jsquery texts may still have. */
  comparisonsLeft: number;
}

/** A leaf of a filter as a condition. @throws {RpcError} with the path of what is wrong */
export function readLeaf(node: Readonly<Record<string, unknown>>, path: string, context: LeafContext): Condition {
  const target = readTarget(node["field"], `${path}.field`, context);
  const operator = readOperator(node["operator"], `${path}.operator`, target, context);
  const value = node["value"] ?? null;
  const at = `${path}.value`;
  const { column } = target;
  if (column.kind === "texts" || column.kind === "records") return { column, has: readListTest(target, column, operator, value, at, context) };
  return { column: column as ScalarColumn, is: readScalarTest(target, column as ScalarColumn, operator, value, at, context) };
}

function readTarget(name: unknown, path: string, { names }: LeafContext): Filterable {
  if (name === undefined) throw new RpcError("required_parameter_missed", { field: path });
  if (typeof name !== "string") throw new RpcError("data_type_error", { field: path, value: name });
  const target = names.filterable(name);
  if (target === "unknown") throw new RpcError("unexpected_parameters", { field: path, value: name });
  if (target === "prohibited") throw new RpcError("filter_prohibited", { field: path, value: name });
  return target;
}

function readOperator(word: unknown, path: string, target: Filterable, { version }: LeafContext): Operator {
  if (word === undefined) throw new RpcError("required_parameter_missed", { field: path });
  if (typeof word !== "string") throw new RpcError("data_type_error", { field: path, value: word });
  const operator = operatorOf(word, version);
  if (operator === undefined || !operatorsOf(target).includes(operator)) throw new RpcError("invalid_parameter_value", { field: path, value: word });
  return operator;
}

/** The operators that a field's filter may use. */
export function operatorsOf({ column, operators, isSetOfWords }: Pick<Filterable, "column" | "operators" | "isSetOfWords">): readonly Operator[] {
  if (operators !== undefined) return operators;
  if (column.kind === "records") return operatorsForRecords;
  if (column.kind === "texts") return isSetOfWords ? operatorsForWords : operatorsForTexts;
  return column.kind === "record" || column.kind === "integers" ? [] : operatorsFor[column.kind];
}

const comparisons: Readonly<Partial<Record<Operator, Comparison>>> = {
  "=": "equals",
  "!=": "differs",
  "<": "less",
  "<=": "at_most",
  ">": "more",
  ">=": "at_least",
};

function readScalarTest(target: Filterable, { kind }: ScalarColumn, operator: Operator, value: unknown, path: string, context: LeafContext): ScalarTest {
  const comparison = comparisons[operator];
  if (comparison !== undefined) {
    if (value === null && (operator === "=" || operator === "!=")) return { test: operator === "=" ? "null" : "not_null" };
    return { test: comparison, value: readValue(kind, value, path, target.aliases, context.zone) };
  }
  switch (operator) {
    case "is_null":
    case "is_not_null":
      refuseValue(value, path);
      return { test: operator === "is_null" ? "null" : "not_null" };
    case "in":
    case "not_in":
      return { test: operator === "in" ? "among" : "not_among", values: readValues(kind, value, path, target.aliases, context.zone) };
    case "regexp":
      context.expressions.push({ pattern: readText(value, path), path });
      return { test: "matches", pattern: readText(value, path) };
    case "sw":
      return { test: "starts", text: readText(value, path) };
    case "ew":
      return { test: "ends", text: readText(value, path) };
    case "co":
      return { test: "contains", text: readText(value, path) };
    default: {
      const pattern = readText(value, path);
      if (!isLikePattern(pattern)) throw new RpcError("invalid_parameter_value", { field: path, value });
      return { test: operator.startsWith("not_") ? "not_like" : "like", pattern, isCaseless: operator.endsWith("ilike") };
    }
  }
}

function readListTest(
  target: Filterable,
  column: TextsColumn | RecordsColumn,
  operator: Operator,
  value: unknown,
  path: string,
  context: LeafContext,
): ListTest {
  switch (operator) {
    case "is_null":
    case "is_not_null":
      refuseValue(value, path);
      return { test: operator === "is_null" ? "empty" : "not_empty" };
    case "jsquery":
      return { test: "elements", elements: readElements(target, column, readText(value, path), path, context) };
    case "overlap":
    case "not_overlap":
    case "in":
      return {
        test: operator === "not_overlap" ? "has_none" : "has_any",
        texts: readValues("text", value, path, target.aliases, context.zone) as readonly string[],
      };
    default:
      if (value === null) return { test: operator === "=" ? "empty" : "not_empty" };
      if (operator === "=" && target.isSetOfWords) return { test: "has_any", texts: [readText(value, path)] };
      throw new RpcError(typeof value === "string" ? "invalid_parameter_value" : "data_type_error", { field: path, value });
  }
}

function readElements({ members }: Pick<Field, "members">, column: TextsColumn | RecordsColumn, text: string, path: string, context: LeafContext) {
  try {
    const { test, comparisons: count } = readJsquery(text, context.comparisonsLeft, (name) => {
      if (column.kind === "texts") return name === undefined ? { member: undefined } : undefined;
      const member = members.find((each) => each.name === name);
      return member === undefined ? undefined : { member: member.key };
    });
    context.comparisonsLeft -= count;
    return test;
  } catch (error) {
    if (error instanceof JsqueryFault) throw new RpcError("invalid_parameter_value", { field: path, value: text, params: { position: error.position } });
    throw error;
  }
}

function readText(value: unknown, path: string): string {
  if (typeof value !== "string") throw new RpcError("data_type_error", { field: path, value });
  return value;
}

function refuseValue(value: unknown, path: string): void {
  if (value !== null) throw new RpcError("data_type_error", { field: path, value });
}
