import { topLevelNumber } from "./top-level-number.ts";

/** What a body says of itself, whether or not it is a request of the right shape. */
export interface Claim {
  readonly id: unknown;
  readonly idText: string;
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Reads a body that was refused for its shape, for the log of requests; undefined when it names no method or has no parameters. */
export function claimOf(text: string): Claim | undefined {
  const body = parsed(text);
  if (!isObject(body)) return undefined;
  const { id, method, params } = body;
  if (typeof method !== "string" || !isObject(params)) return undefined;
  return { id, idText: typeof id === "number" ? topLevelNumber(text, "id") : "null", method, params };
}

/** The token that comes with a request; empty when there is none. */
export function tokenOf({ params }: Pick<Claim, "params">): string {
  const token = params["access_token"];
  return typeof token === "string" ? token : "";
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
