import { LogUnavailableError } from "@stats/log";

const connectionFailures: ReadonlySet<unknown> = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ETIMEDOUT",
  "EPIPE",
]);

/** Whether a failure means that the database or the log cannot be reached now, so that waiting may help. */
export function isAway(error: unknown): boolean {
  return error instanceof LogUnavailableError || (error instanceof Error && "code" in error && connectionFailures.has(error.code));
}
