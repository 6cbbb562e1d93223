import { readdirSync, readFileSync } from "node:fs";
import { schemaFolder, statementsOf } from "./schema-files.ts";

interface ReadingView {
  readonly body: string;
  /** What the body leaves open, by name: the placeholders `{name:Type}`. */
  readonly parameters: ReadonlySet<string>;
}

const placeholder = /\{(\w+):[^}]*\}/g;

/** The reading views of the declared schema (schema/08*.sql), by name. */
const views: ReadonlyMap<string, ReadingView> = new Map(
  readdirSync(schemaFolder)
    .filter((file) => file.endsWith(".sql"))
    .flatMap((file) => statementsOf(readFileSync(new URL(file, schemaFolder), "utf8")))
    .flatMap((statement) => {
      const [, name, body] = /^create or replace view (\w+_of) as\s([^]*)$/.exec(statement) ?? [];
      if (name === undefined || body === undefined) return [];
      const bare = withoutComments(body);
      return [[name, { body: bare, parameters: new Set([...bare.matchAll(placeholder)].map(([, parameter = ""]) => parameter)) }] as const];
    }),
);

const tables: ReadonlySet<string> = new Set(
  [...views.values()].flatMap(({ body }) => [...body.matchAll(/\bfrom (\w+) (?:final|where tenant)\b/g)].map(([, table = ""]) => table)),
);

/**
 * The same statement with every reading view written out, views in views too: what the server would do with it, but in a text that it parses and
 * analyses once. A view in a view costs it 5 ms of processor time each, and several times that in a longer chain (docs/benchmarks.md).
 * What a view says stands in the schema alone.
 * @param sql a statement that reads `name_of(parameter = expression, ...)`; comments go
 * @throws {Error} for a view without one of its parameters or with one that it does not have, and for a common table expression with the name of a
 * table, which would be read in its place (a defect)
 */
export function expandViews(sql: string): string {
  const text = withoutComments(sql);
  for (const [, name = ""] of text.matchAll(/\b(\w+) as \(/g)) {
    if (tables.has(name)) throw new Error(`The expression ${name} would stand for the table ${name} within the views`);
  }
  return expanded(text);
}

function expanded(text: string): string {
  let result = "";
  let rest = text;
  for (let call = nextCall(rest); call !== undefined; call = nextCall(rest)) {
    result += `${rest.slice(0, call.start)}(${bodyOf(call)})`;
    rest = rest.slice(call.end);
  }
  return result + rest;
}

interface Call {
  readonly name: string;
  readonly view: ReadingView;
  readonly given: ReadonlyMap<string, string>;
  readonly start: number;
  readonly end: number;
}

/** The first reading view that a text reads. */
function nextCall(text: string): Call | undefined {
  for (const match of text.matchAll(/\b(\w+_of)\s*\(/g)) {
    const view = views.get(match[1] ?? "");
    if (view === undefined) continue;
    const { parts, end } = argumentsAt(text, match.index + match[0].length);
    const given = new Map(parts.map((part) => [part.slice(0, part.indexOf("=")).trim(), part.slice(part.indexOf("=") + 1).trim()]));
    return { name: match[1] ?? "", view, given, start: match.index, end };
  }
  return undefined;
}

/** The view's text with the given expressions in place of its parameters. */
function bodyOf({ name, view, given }: Call): string {
  for (const parameter of given.keys()) if (!view.parameters.has(parameter)) throw new Error(`The view ${name} has no parameter ${parameter}`);
  const body = view.body.replace(placeholder, (whole, parameter: string) => {
    const expression = given.get(parameter);
    if (expression === undefined) throw new Error(`The view ${name} is read without its parameter ${parameter}`);
    return expression === whole ? whole : `(${expression})`;
  });
  return expanded(body);
}

/** The arguments that begin at a position, apart at their commas, and the position behind the bracket that ends them. */
function argumentsAt(text: string, from: number): { readonly parts: readonly string[]; readonly end: number } {
  const parts: string[] = [];
  let depth = 0;
  let start = from;
  for (let at = from; at < text.length; at += 1) {
    const character = text[at] ?? "";
    if (character === "'") at = text.indexOf("'", at + 1);
    else if ("([{".includes(character)) depth += 1;
    else if (depth > 0 && ")]}".includes(character)) depth -= 1;
    else if (depth === 0 && (character === "," || character === ")")) {
      parts.push(text.slice(start, at));
      start = at + 1;
      if (character === ")") return { parts, end: at + 1 };
    }
    if (at < 0) break;
  }
  throw new Error("A bracket of a reading view is never closed");
}

/** No text of a statement of ours holds two dashes. */
function withoutComments(sql: string): string {
  return sql.replace(/--.*$/gm, "").replace(/\s+\n/g, "\n").trim();
}
