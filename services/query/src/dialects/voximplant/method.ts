import type { z } from "zod";
import { VoximplantError, type VoximplantCode } from "./errors.ts";
import type { Parameters } from "./parameters.ts";

interface ParameterDeclaration {
  readonly name: string;
  /** The vendor's code for a wrong value, and what a right one is. */
  readonly code: VoximplantCode;
  readonly allowed: string;
  /** Must be there and not be empty. */
  readonly isRequired?: boolean;
}

/** What this dialect declares of an endpoint besides its translation. */
export interface MethodDeclaration {
  /** Roles that may call it. */
  readonly roles: readonly string[];
  /** In the vendor's order: of several faults the first is told. */
  readonly parameters: readonly ParameterDeclaration[];
  /** Values, as texts, of parameters that are not given; `now` in epoch seconds. */
  readonly defaults: (now: number) => Readonly<Record<string, string>>;
  /** Codes of faults that no single value has, by the issue's message. */
  readonly relations: Readonly<Record<string, VoximplantCode>>;
}

/** Parses a method's parameters; unknown ones are ignored, because clients add their own. @throws {VoximplantError} for the first fault */
export function readRequest<Request extends z.ZodType>(
  given: Parameters,
  method: MethodDeclaration & { readonly request: Request },
  now: number,
): z.output<Request> {
  const fields: Record<string, string> = { ...method.defaults(now) };
  for (const { name } of method.parameters) {
    const value = given.get(name);
    if (value !== undefined) fields[name] = value;
  }
  const parsed = method.request.safeParse(fields);
  if (parsed.success) return parsed.data;
  for (const { name, code, allowed, isRequired } of method.parameters) {
    if (isRequired === true && (fields[name] ?? "") === "") throw new VoximplantError(485, name);
    const issue = parsed.error.issues.find(({ path }) => path[0] === name);
    if (issue !== undefined) throw new VoximplantError(method.relations[issue.message] ?? code, `${name}: ${allowed}`);
  }
  throw new VoximplantError(101);
}
