import { z } from "zod";

/** One condition on a parameter: `by_date`, `not by_date`, `level = managed`, `level != full`. */
interface Condition {
  readonly parameter: string;
  readonly value: string;
  readonly isWanted: boolean;
}

/** A line of a statement and what must hold for it to stand. */
interface Line {
  readonly text: string;
  readonly conditions: readonly Condition[];
}

const mark = /^(.*?)\s*-- when (.+)$/;
const conditionForm = /^(?:(not) )?(\w+)(?: (=|!=) (\w+))?$/;

/**
 * A statement some of whose lines stand only for some parameters: those that end in `-- when a and b = c`. What is not asked for need not be planned,
 * and planning is most of what a small answer costs (docs/benchmarks.md). Only booleans and enums can be asked about, so there is a fixed set of
 * texts, and what callers send is never part of one.
 * @returns the text for given parameters
 * @throws {Error} for a mark that cannot be read, or that is about something else than a boolean or an enum of the parameters (a defect)
 */
export function withOptionalLines(sql: string, params: z.ZodObject): (given: Readonly<Record<string, unknown>>) => string {
  const lines = sql.split("\n").map((line): Line => {
    const [, text, marked] = mark.exec(line) ?? [];
    return text === undefined || marked === undefined
      ? { text: line, conditions: [] }
      : { text, conditions: marked.split(" and ").map((part) => toCondition(part, params)) };
  });
  return (given) =>
    lines
      .filter(({ conditions }) => conditions.every(({ parameter, value, isWanted }) => (String(given[parameter]) === value) === isWanted))
      .map(({ text }) => text)
      .join("\n");
}

/** The parameters that the text depends on, each with all its values. */
export function choicesOf(sql: string, params: z.ZodObject): ReadonlyMap<string, readonly unknown[]> {
  const marks = sql.split("\n").flatMap((line) => mark.exec(line)?.[2]?.split(" and ") ?? []);
  return new Map(marks.map((part) => toCondition(part, params).parameter).map((name) => [name, valuesOf(name, params)]));
}

function toCondition(text: string, params: z.ZodObject): Condition {
  const [, not, parameter, operator = "=", value = "true"] = conditionForm.exec(text.trim()) ?? [];
  if (parameter === undefined || !valuesOf(parameter, params).some((one) => String(one) === value)) throw new Error(`Cannot choose a line by "${text}"`);
  return { parameter, value, isWanted: (operator === "=") === (not === undefined) };
}

function valuesOf(name: string, params: z.ZodObject): readonly unknown[] {
  const type = params.shape[name];
  if (type instanceof z.ZodBoolean) return [true, false];
  if (type instanceof z.ZodEnum) return type.options;
  throw new Error(`Lines cannot be chosen by ${name}: it is neither a boolean nor an enum`);
}
