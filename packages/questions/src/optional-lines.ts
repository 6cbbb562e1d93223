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

const mark = /^(.*?)\s*-- when (.+?)$/;
/** Stands on a line of its own; the block ends at a line that says so. */
const blockBegin = /^\s*-- when (.+):$/;
const blockEnd = /^\s*-- end$/;
const conditionForm = /^(?:(not) )?(\w+)(?: (=|!=) (\w+))?$/;

/**
 * A statement some of whose lines stand only for some parameters: those that end in `-- when a and b = c`, and those from a line `-- when a and b = c:` to
 * a line `-- end`. What is not asked for need not be planned, and planning is most of what a small answer costs (docs/benchmarks.md). Only booleans and enums can be asked about, so there is a fixed set of
 * texts, and what callers send is never part of one.
 * @returns the text for given parameters
 * @throws {Error} for a mark that cannot be read, or that is about something else than a boolean or an enum of the parameters (a defect)
 */
export function withOptionalLines(sql: string, params: z.ZodObject): (given: Readonly<Record<string, unknown>>) => string {
  const lines = linesOf(sql).map(({ text, marks }): Line => ({
    text,
    conditions: marks.flatMap((marked) => marked.split(" and ").map((part) => toCondition(part, params))),
  }));
  return (given) =>
    lines
      .filter(({ conditions }) => conditions.every(({ parameter, value, isWanted }) => (String(given[parameter]) === value) === isWanted))
      .map(({ text }) => text)
      .join("\n");
}

/** The lines of a statement, each with the marks that it stands under; the marks themselves are none. */
function linesOf(sql: string): readonly { readonly text: string; readonly marks: readonly string[] }[] {
  const lines: { text: string; marks: string[] }[] = [];
  let block: string[] = [];
  for (const line of sql.split("\n")) {
    const [, begun] = blockBegin.exec(line) ?? [];
    if (begun !== undefined && block.length > 0) throw new Error(`A block begins within another one: ${line.trim()}`);
    if (begun !== undefined) block = [begun];
    else if (blockEnd.test(line)) block = [];
    else {
      const [, text = line, ...own] = mark.exec(line) ?? [];
      lines.push({ text, marks: [...block, ...own] });
    }
  }
  if (block.length > 0) throw new Error(`A block has no end: when ${block.join()}`);
  return lines;
}

/** The parameters that the text depends on, each with all its values. */
export function choicesOf(sql: string, params: z.ZodObject): ReadonlyMap<string, readonly unknown[]> {
  const marks = linesOf(sql).flatMap((line) => line.marks.flatMap((marked) => marked.split(" and ")));
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
