import { z } from "zod";
import { askedFields, fieldGrammarOf } from "./fields.ts";
import { SyntaxFault } from "./grammar/cursor.ts";
import { parseFieldList } from "./grammar/field-list.ts";
import { parseQuery } from "./grammar/query.ts";
import { parseSortList } from "./grammar/sort-list.ts";
import type { StatsMethod } from "./method.ts";
import { orderByNames, sortKeysOf, toOrder } from "./sort.ts";

const charactersMax = 2000;

/** A text that a parser reads; where the parser stops becomes the message. */
function parsed<Value>(parse: (text: string) => Value) {
  return z
    .string()
    .max(charactersMax, `at most ${charactersMax} characters`)
    .transform((text, context): Value => {
      try {
        return parse(text);
      } catch (error) {
        if (!(error instanceof SyntaxFault)) throw error;
        context.addIssue({ code: "custom", message: error.message });
        return z.NEVER;
      }
    });
}

function decimal(min: number, max: number) {
  const message = `an integer from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,16}$/, message)
    .transform(Number)
    .pipe(z.int(message).min(min, message).max(max, message))
    .meta({ type: "integer", minimum: min, maximum: max });
}

/** The query parameters of the method without rows, as texts; unknown ones are refused. */
export function summarySchemaOf(method: StatsMethod) {
  const grammar = fieldGrammarOf(method);
  const q = parsed((text) => parseQuery(text, method.criteria)).describe(
    `Conditions with blanks between them, all of which hold: ${method.criteria.join(", ")}.`,
  );
  const fields = parsed((text) => askedFields(parseFieldList(text, grammar), method)).describe(
    `Comma list of ${grammar.plain.join(", ")}. Default: ${method.defaultFields.join(",")}.`,
  );
  return z.strictObject({ q: q.default([]), fields: fields.default(askedFields(undefined, method)) });
}

/** The query parameters of a method whose rows are a list. */
export function listSchemaOf(method: StatsMethod) {
  const sortKeys = sortKeysOf(method);
  const sort = parsed((text) => {
    const keys = parseSortList(text, sortKeys);
    return toOrder(keys, method) ?? fault("a statistic alone, or one key for the rows and one for each breakdown");
  });
  return summarySchemaOf(method).extend({
    sort: sort.describe(`One of ${sortKeys.join(", ")}.`).default(orderByNames(method)),
    limit: decimal(1, 1000).optional().describe("How many rows at most; all when it is not given"),
    offset: decimal(0, Number.MAX_SAFE_INTEGER).default(0).describe("How many rows to leave out before"),
  });
}

function fault(expected: string): never {
  throw new SyntaxFault(0, expected);
}
