import { z } from "zod";
import type { ParameterFault } from "./errors.ts";

export type ReadOutcome<Request> =
  | { readonly ok: true; readonly request: Request }
  /** `request` holds the parameters that are right. */
  | { readonly ok: false; readonly faults: readonly ParameterFault[]; readonly request: Partial<Request> };

/**
 * Reads a query string. All parameters are scalars: one that comes twice is faulty, and so is an unknown one, because a mistyped filter must not give a
 * wider answer.
 */
export function readParameters<Shape extends z.core.$ZodShape>(search: string, schema: z.ZodObject<Shape>): ReadOutcome<z.output<z.ZodObject<Shape>>> {
  const given = new URLSearchParams(search);
  const faults = new Map<string, string>();
  for (const name of given.keys()) {
    if (!Object.hasOwn(schema.shape, name)) faults.set(name, "is no parameter of this method");
    else if (given.getAll(name).length > 1) faults.set(name, "once");
  }
  const values: Record<string, unknown> = {};
  for (const [name, parameter] of Object.entries(schema.shape)) {
    const parsed = z.safeParse(parameter, given.get(name) ?? undefined);
    if (parsed.success) values[name] = parsed.data;
    else if (!faults.has(name)) faults.set(name, parsed.error.issues[0]?.message ?? "is invalid");
  }
  const request = values as z.output<z.ZodObject<Shape>>;
  return faults.size === 0 ? { ok: true, request } : { ok: false, faults: [...faults].map(([parameter, reason]) => ({ parameter, reason })), request };
}
