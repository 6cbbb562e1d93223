import type { Binder } from "./binder.ts";
import { type RecordsColumn, type ScalarKind, sqlOf, type TextsColumn } from "./column.ts";
import type { Comparison, ElementsTest } from "./condition.ts";
import { comparableDecimal } from "./number-values.ts";
import { printed } from "./print.ts";

export const operatorOf: Readonly<Record<Comparison, string>> = { equals: "=", differs: "!=", less: "<", at_most: "<=", more: ">", at_least: ">=" };

/** A question about elements as SQL that is true or false, never null. */
export function compileElements(column: TextsColumn | RecordsColumn, elements: ElementsTest, binder: Binder): string {
  const compile = (test: ElementsTest): string => {
    if ("all" in test) return test.all.length === 0 ? "true" : `(${test.all.map(compile).join(" and ")})`;
    if ("any" in test) return test.any.length === 0 ? "false" : `(${test.any.map(compile).join(" or ")})`;
    if ("not" in test) return `not ${compile(test.not)}`;
    const member =
      column.kind === "texts" ? (test.member === undefined ? { kind: "text" as const, sql: column.sql } : undefined) : memberOf(column, test.member);
    if (member === undefined) return "false";
    const compared = comparedWith(member.kind, test.value, binder);
    if (compared === undefined) return "false";
    return `arrayExists(element -> ifNull(${compared.element} ${operatorOf[test.test]} ${compared.value}, false), ${sqlOf(member.sql, binder)})`;
  };
  return compile(elements);
}

function memberOf(column: RecordsColumn, name: string | undefined) {
  return name !== undefined && Object.hasOwn(column.members, name) ? column.members[name] : undefined;
}

/** Instants are texts here, as they are shown; undefined where the types differ. */
function comparedWith(kind: ScalarKind, value: string | number | boolean, binder: Binder): { readonly element: string; readonly value: string } | undefined {
  if (typeof value === "boolean") return kind === "flag" ? { element: "element", value: binder.bind("Bool", value) } : undefined;
  if (typeof value === "string") {
    if (["integer", "decimal", "flag"].includes(kind)) return undefined;
    return { element: printed(kind, "element", binder), value: binder.bind("String", value) };
  }
  if (kind === "integer") return { element: "element", value: binder.bind(Number.isSafeInteger(value) ? "Int64" : "Float64", value) };
  if (kind === "decimal") return { element: "element", value: binder.bind("Decimal(38, 5)", comparableDecimal(value)) };
  return undefined;
}
