import { z } from "zod";
import type { ParameterFault } from "./errors.ts";

/** The body of a token request (OAuth 2.0 password grant). What clients add besides (scope, client_id) means nothing here. */
export const tokenRequest = z.object({
  grant_type: z.literal("password"),
  username: z.string().min(1),
  password: z.string().min(1),
});

export const tokenResponse = z.object({
  results: z.object({ access_token: z.string(), token_type: z.literal("Bearer"), expires_in: z.int() }),
});

const reasons = { grant_type: "must be password", username: "must be the login", password: "must be the password" };

export type TokenRequestOutcome =
  | { readonly ok: true; readonly request: z.output<typeof tokenRequest> }
  | { readonly ok: false; readonly faults: readonly ParameterFault[] };

/** Reads a body, form-encoded or JSON; one that cannot be read has no parameters. */
export function readTokenRequest(contentType: string | undefined, body: string): TokenRequestOutcome {
  const parsed = tokenRequest.safeParse(fromBody(contentType ?? "", body));
  if (parsed.success) return { ok: true, request: parsed.data };
  const faulty = new Set(parsed.error.issues.map(({ path }) => path[0]));
  const names = Object.keys(reasons) as (keyof typeof reasons)[];
  return { ok: false, faults: names.filter((name) => faulty.has(name)).map((parameter) => ({ parameter, reason: reasons[parameter] })) };
}

function fromBody(contentType: string, body: string): Record<string, unknown> {
  const mediaType = contentType.split(";")[0]?.trim().toLowerCase();
  if (mediaType === "application/x-www-form-urlencoded") {
    const given = new URLSearchParams(body);
    // a parameter that comes twice is none (RFC 6749, 3.2)
    return Object.fromEntries([...given.keys()].filter((name) => given.getAll(name).length === 1).map((name) => [name, given.get(name)]));
  }
  try {
    const json: unknown = mediaType === "application/json" ? JSON.parse(body) : {};
    return typeof json === "object" && json !== null ? { ...json } : {};
  } catch {
    return {};
  }
}
