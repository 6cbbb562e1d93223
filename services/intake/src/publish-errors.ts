import { rejectReasons } from "@stats/events";
import { z } from "zod";

/** Why a request to POST /events is refused, besides the reasons of single events. */
const requestReasons = [
  "unauthorized",
  "wrong_tenant",
  "method_not_allowed",
  "unsupported_media_type",
  "log_ahead",
  "log_unavailable",
  "bad_request",
  "internal",
] as const;

const publishError = z.object({
  index: z.int().min(0).nullable().meta({ description: "The event's place in the batch, from 0; null when the whole request is at fault" }),
  reason: z.enum([...new Set([...rejectReasons, ...requestReasons])]),
  detail: z.string().meta({ description: "Which field, what is wrong, what is allowed" }),
});

/** The body of every refusal. */
export const refusalBody = z.object({ errors: z.array(publishError).min(1) });

/** One fault of a request to POST /events; `index` is the event's place in the batch, null when the whole request is at fault. */
export type PublishError = Readonly<z.output<typeof publishError>>;

/** A request that is refused as a whole, with nothing appended. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
  readonly statusCode: number;
  readonly errors: readonly PublishError[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(statusCode: number, errors: readonly PublishError[], headers: Readonly<Record<string, string>> = {}) {
    super(errors[0]?.detail ?? "refused");
    this.statusCode = statusCode;
    this.errors = errors;
    this.headers = headers;
  }
}

/** A refusal with a single reason that concerns the whole request. */
export function refused(statusCode: number, reason: PublishError["reason"], detail: string, headers?: Readonly<Record<string, string>>): RefusedError {
  return new RefusedError(statusCode, [{ index: null, reason, detail }], headers);
}
