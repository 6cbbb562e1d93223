import { Cursor } from "./cursor.ts";
import { dateValue, type DateValue } from "./date-value.ts";

export const idCriteria = ["site_ids", "department_ids", "employee_ids"] as const;
export type IdCriterion = (typeof idCriteria)[number];
export const dateOperators = [">=", "<=", "=", ">", "<"] as const;
export type DateOperator = (typeof dateOperators)[number];

/** A condition of `q`; all of them must hold. */
export type Condition =
  | { readonly field: IdCriterion; readonly ids: readonly number[] }
  | { readonly field: "date"; readonly operator: DateOperator; readonly value: DateValue }
  | { readonly field: "is_online"; readonly isOnline: boolean };
export type Criterion = Condition["field"];

const booleans = new Map([
  ["yes", true],
  ["1", true],
  ["true", true],
  ["no", false],
  ["0", false],
  ["false", false],
]);
const idForm = "ids from 1 to 9007199254740991 with commas between them";

/**
 * Reads `q`: conditions `field operator value` with blanks between them.
 * @param fields the criteria that the method knows
 * @throws {SyntaxFault}
 */
export function parseQuery(text: string, fields: readonly Criterion[]): readonly Condition[] {
  const cursor = new Cursor(text);
  const conditions: Condition[] = [];
  cursor.skipBlanks();
  do {
    conditions.push(condition(cursor, fields));
    if (!cursor.skipBlanks() && !cursor.isAtEnd) cursor.fail("a blank between conditions");
  } while (!cursor.isAtEnd);
  return conditions;
}

function condition(cursor: Cursor, fields: readonly Criterion[]): Condition {
  const start = cursor.offset;
  const expected = `one of ${fields.join(", ")}`;
  const name = cursor.expect(/[a-z_]+/y, expected)[0];
  const field = fields.find((candidate) => candidate === name) ?? cursor.fail(expected, start);
  if (field === "date") {
    const [operator] = cursor.expect(/>=|<=|=|>|</y, `one of ${dateOperators.join(" ")}`);
    return dated(cursor, operator as DateOperator);
  }
  cursor.expect(/=/y, "=");
  return field === "is_online" ? { field, isOnline: booleanValue(cursor) } : { field, ids: idList(cursor) };
}

function dated(cursor: Cursor, operator: DateOperator): Condition {
  const start = cursor.offset;
  const value = dateValue(cursor);
  const isPoint = value.kind === "time" || value.kind === "instant";
  if (value.kind === "word" && operator !== "=") cursor.fail("a word takes the operator = only", start);
  if (isPoint && operator === "=") cursor.fail("a day or a word: a time of day takes >=, <=, > or <", start);
  return { field: "date", operator, value };
}

function booleanValue(cursor: Cursor): boolean {
  const expected = [...booleans.keys()].join(", ");
  const start = cursor.offset;
  const [word] = cursor.expect(/\w+/y, expected);
  return booleans.get(word) ?? cursor.fail(expected, start);
}

function idList(cursor: Cursor): number[] {
  const ids = new Set<number>();
  do {
    const start = cursor.offset;
    const id = Number(cursor.expect(/[1-9]\d{0,15}(?!\d)/y, idForm)[0]);
    if (!Number.isSafeInteger(id)) cursor.fail(idForm, start);
    ids.add(id);
  } while (cursor.take(/,/y) !== undefined);
  return [...ids];
}
