import type { z } from "zod";
import { RpcError, type RpcErrorDetails } from "./errors.ts";

/** What every method takes. The last two name the customer whom an agent acts for: accepted, as an account has one customer here. */
const shared = { access_token: "string", user_id: "number", customer_id: "number" } as const;

/**
 * Checks a method's parameters: unknown names first, in the order given, then the schema, in its own.
 * @param given `params` as it came; nulls are as good as absent
 * @throws {RpcError} for the first fault
 */
export function readParams<Params extends z.ZodObject>(schema: Params, given: Readonly<Record<string, unknown>>): z.output<Params> {
  const own: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    const isShared = Object.hasOwn(shared, name);
    const isOwn = Object.hasOwn(schema.shape, name);
    if (!isOwn && !isShared) throw new RpcError("unexpected_parameters", { field: name, value });
    if (value === null) continue;
    if (isOwn) own[name] = value;
    else if (typeof value !== shared[name as keyof typeof shared]) throw new RpcError("data_type_error", { field: name, value });
  }
  const parsed = schema.safeParse(own);
  if (parsed.success) return parsed.data;
  throw refusalOf(parsed.error.issues[0], own);
}

/** A zod issue in the vendor's terms: absent, of another JSON type, an unknown member, or else a wrong value. */
function refusalOf(issue: z.core.$ZodIssue | undefined, given: unknown): RpcError {
  if (issue === undefined) return new RpcError("invalid_parameter_value");
  const field = fieldAt(issue.path);
  const value = valueAt(given, issue.path);
  const details: RpcErrorDetails = { field, value };
  if (issue.code === "unrecognized_keys") {
    const [key = ""] = issue.keys;
    return new RpcError("unexpected_parameters", { field: field === "" ? key : `${field}.${key}`, value: valueAt(value, [key]) });
  }
  if (value === undefined) return new RpcError("required_parameter_missed", details);
  const isOfAnotherType =
    issue.code === "invalid_type"
      ? // 1.5 is a number, if not a whole one
        !(typeof value === "number" && ["number", "int"].includes(issue.expected))
      : issue.code === "invalid_value" && issue.values.every((allowed) => typeof allowed !== typeof value);
  return new RpcError(isOfAnotherType ? "data_type_error" : "invalid_parameter_value", details);
}

/** `["filter", "filters", 0, "value"]` as `filter.filters[0].value` (ruling R3). */
export function fieldAt(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, step) => (typeof step === "number" ? `${text}[${step}]` : text === "" ? String(step) : `${text}.${String(step)}`), "");
}

function valueAt(given: unknown, path: readonly PropertyKey[]): unknown {
  let value = given;
  for (const step of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[step];
  }
  return value;
}
