import type { Binder } from "./binder.ts";
import { type ScalarColumn, type ScalarKind, sqlOf } from "./column.ts";
import { compileElements, operatorOf } from "./compile-elements.ts";
import type { Comparison, Condition, ListTest, LocalTime, ScalarTest, Value } from "./condition.ts";
import type { RecordsColumn, TextsColumn } from "./column.ts";
import { likePattern } from "./like-pattern.ts";
import { comparableDecimal, isDecimal } from "./number-values.ts";

/** The database's DateTime ends here. */
const INSTANT_MAX = 2 ** 32 - 1;

/** A condition as SQL: true, false or null. Every value is bound. */
export function compileCondition(condition: Condition, binder: Binder): string {
  if ("all" in condition) return combined(condition.all, "and", binder);
  if ("any" in condition) return combined(condition.any, "or", binder);
  if ("has" in condition) return compileList(condition.column, condition.has, binder);
  return compileScalar(condition.column, condition.is, binder);
}

function combined(conditions: readonly Condition[], word: "and" | "or", binder: Binder): string {
  if (conditions.length === 0) return word === "and" ? "true" : "false";
  return `(${conditions.map((condition) => compileCondition(condition, binder)).join(` ${word} `)})`;
}

function compileScalar({ kind, sql }: ScalarColumn, is: ScalarTest, binder: Binder): string {
  const given = sqlOf(sql, binder);
  switch (is.test) {
    case "null":
      return `isNull(${given})`;
    case "not_null":
      return `isNotNull(${given})`;
    case "among":
    case "not_among":
      return compileAmong(kind, given, is.test === "not_among", is.values, binder);
    case "like":
    case "not_like": {
      const name = is.isCaseless ? "ilike" : "like";
      return `(${given} ${is.test === "like" ? "" : "not "}${name} ${binder.bind("String", likePattern(is.pattern))})`;
    }
    case "matches":
      return `match(${given}, ${binder.bind("String", is.pattern)})`;
    case "contains":
      return `(position(${given}, ${binder.bind("String", is.text)}) > 0)`;
    case "starts":
      return `startsWith(${given}, ${binder.bind("String", is.text)})`;
    case "ends":
      return `endsWith(${given}, ${binder.bind("String", is.text)})`;
    default:
      return compileComparison(kind, given, is.test, is.value, binder);
  }
}

function compileComparison(kind: ScalarKind, given: string, test: Comparison, value: Value, binder: Binder): string {
  if (kind === "instant") return compileInstant(given, test, value as LocalTime, binder);
  return `(${given} ${operatorOf[test]} ${bindScalar(kind, value, binder)})`;
}

function bindScalar(kind: Exclude<ScalarKind, "instant">, value: Value, binder: Binder): string {
  switch (kind) {
    case "integer":
    case "local":
      return binder.bind(Number.isSafeInteger(value) ? "Int64" : "Float64", value);
    case "decimal":
      return binder.bind("Decimal(38, 5)", comparableDecimal(value as number));
    case "flag":
      return binder.bind("Bool", value);
    case "date":
      return binder.bind("Date32", value);
    case "text":
    case "token":
      return binder.bind("String", value);
  }
}

/** Epoch seconds brought into what the database can hold: no fact lies outside. */
export function inDateTime(seconds: number): number {
  return Math.min(Math.max(seconds, 0), INSTANT_MAX);
}

/** Whole seconds are compared, so that an instant with milliseconds is the second that it is shown as; and on the bare column, so that the key prunes. */
function compileInstant(given: string, test: Comparison, { first, last }: LocalTime, binder: Binder): string {
  const start = (seconds: number) => `toDateTime(${binder.bind("UInt32", inDateTime(seconds))}, 'UTC')`;
  const within = (seconds: number) => `(${given} >= ${start(seconds)} and ${given} < ${start(seconds + 1)})`;
  switch (test) {
    case "less":
      return `(${given} < ${start(first)})`;
    case "at_least":
      return `(${given} >= ${start(first)})`;
    case "at_most":
      return `(${given} < ${start(last + 1)})`;
    case "more":
      return `(${given} >= ${start(last + 1)})`;
    case "equals":
      return first === last ? within(first) : `(${within(first)} or ${within(last)})`;
    case "differs":
      return `not ${first === last ? within(first) : `(${within(first)} or ${within(last)})`}`;
  }
}

const setTypes: Readonly<Partial<Record<ScalarKind, string>>> = { integer: "Int64", local: "Int64", decimal: "Decimal(18, 4)", flag: "Bool", date: "Date32" };

/** Values that no row can equal are left out: bound in the column's type they would become another value. */
function compileAmong(kind: ScalarKind, given: string, isNot: boolean, values: readonly Value[], binder: Binder): string {
  if (kind === "instant") {
    const each = values.map((value) => compileInstant(given, isNot ? "differs" : "equals", value as LocalTime, binder));
    return each.length === 0 ? nothing(given, isNot) : `(${each.join(isNot ? " and " : " or ")})`;
  }
  const possible =
    kind === "integer" || kind === "local"
      ? values.filter((value) => Number.isSafeInteger(value))
      : kind === "decimal"
        ? values.filter((value) => isDecimal(value as number))
        : values;
  if (possible.length === 0) return nothing(given, isNot);
  return `(${given} ${isNot ? "not in" : "in"} ${binder.bind(`Array(${setTypes[kind] ?? "String"})`, possible)})`;
}

function nothing(given: string, isNot: boolean): string {
  return isNot ? `isNotNull(${given})` : "false";
}

function compileList(column: TextsColumn | RecordsColumn, has: ListTest, binder: Binder): string {
  if (has.test === "elements") return compileElements(column, has.elements, binder);
  const [first] = column.kind === "texts" ? [column] : Object.values(column.members);
  const list = first === undefined ? "[]" : sqlOf(first.sql, binder);
  switch (has.test) {
    case "empty":
      return `empty(${list})`;
    case "not_empty":
      return `notEmpty(${list})`;
    case "has_any":
    case "has_none": {
      const any = has.texts.length === 0 ? "false" : `hasAny(${list}, ${binder.bind("Array(String)", has.texts)})`;
      return has.test === "has_any" ? any : `not ${any}`;
    }
  }
}
