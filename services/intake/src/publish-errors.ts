/** One fault of a request to POST /events; `index` is the event's place in the batch, null when the whole request is at fault. */
export interface PublishError {
  readonly index: number | null;
  readonly reason: string;
  readonly detail: string;
}

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
export function refused(statusCode: number, reason: string, detail: string, headers?: Readonly<Record<string, string>>): RefusedError {
  return new RefusedError(statusCode, [{ index: null, reason, detail }], headers);
}
