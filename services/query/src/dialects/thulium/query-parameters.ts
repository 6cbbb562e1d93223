import type { z } from "zod";
import { type Allowed, type ParameterFault, parameterFault } from "./parameter-fault.ts";

/** How a parameter is written: once, or as a list (`name[]=a`, `name[0]=a`, or a plain `name=a` as one element). */
export interface ParameterDeclaration {
  readonly name: string;
  readonly isList?: boolean;
  readonly allowed: Allowed;
}

export type QueryOutcome<T> = { readonly ok: true; readonly request: T } | { readonly ok: false; readonly faults: readonly ParameterFault[] };

/**
 * Reads a query string against the declared parameters. A name that is not declared is a fault: a mistyped filter must not give a wider answer.
 * @returns the parsed request, or one fault per faulty parameter, in declared order, unknown ones last
 */
export function readQuery<Request extends z.ZodType>(
  search: string,
  declarations: readonly ParameterDeclaration[],
  request: Request,
): QueryOutcome<z.output<Request>> {
  const { given, unknown } = collect(search, declarations);
  const fields: Record<string, string | readonly string[]> = {};
  const faults = new Map<string, ParameterFault>();
  for (const { name, isList } of declarations) {
    const values = given.get(name);
    if (values === undefined) continue;
    fields[name] = isList === true ? values : (values[0] ?? "");
    if (isList !== true && values.length > 1) faults.set(name, parameterFault(name, "repeated"));
  }
  const parsed = request.safeParse(fields);
  if (parsed.success && faults.size === 0 && unknown.length === 0) return { ok: true, request: parsed.data };

  for (const issue of parsed.error?.issues ?? []) {
    const name = String(issue.path[0]);
    const declaration = declarations.find((candidate) => candidate.name === name);
    if (declaration === undefined || faults.has(name)) continue;
    const kind = issue.message === "early" ? "early" : given.has(name) ? "invalid" : "missing";
    faults.set(name, parameterFault(name, kind, declaration.allowed));
  }
  const inOrder = declarations.flatMap(({ name }) => faults.get(name) ?? []);
  return { ok: false, faults: [...inOrder, ...unknown.map((name) => parameterFault(name, "unknown"))] };
}

function collect(search: string, declarations: readonly ParameterDeclaration[]): { given: Map<string, string[]>; unknown: readonly string[] } {
  const given = new Map<string, string[]>();
  const unknown = new Set<string>();
  for (const [key, value] of new URLSearchParams(search)) {
    const name = key.replace(/\[\d*\]$/, "");
    const declaration = declarations.find((candidate) => candidate.name === name);
    if (declaration === undefined || (name !== key && declaration.isList !== true)) unknown.add(key);
    else given.set(name, [...(given.get(name) ?? []), value]);
  }
  return { given, unknown: [...unknown] };
}
