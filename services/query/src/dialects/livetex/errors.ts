import { z } from "zod";

const messages = {
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  413: "Payload Too Large",
  422: "Unprocessable Entity",
  429: "Too Many Requests",
  500: "Internal Server Error",
  503: "Service Unavailable",
} as const;

export type LivetexStatus = keyof typeof messages;

/** Why a parameter is refused: for people, in the header {@link faultHeader}; the body says only which. */
export interface ParameterFault {
  readonly parameter: string;
  /** ASCII, and nothing of what the caller sent. */
  readonly reason: string;
}

/**
 * Reasons do not fit the vendor's body, whose only word is `invalid` and which clients may compare: they travel beside it, parameter by parameter.
 */
export const faultHeader = "x-invalid-parameters";
const faultHeaderBytesMax = 4000;

/** The body of every refusal. */
export const refusalBody = z.object({
  code: z.int(),
  message: z.string(),
  errors: z.record(z.string(), z.array(z.string())).optional().describe("By parameter, on 422 alone"),
});

/** A refusal in this dialect: `{"code":404,"message":"Not Found"}`; `errors`, by parameter, on 422 alone. */
export class LivetexError extends Error {
  override readonly name = "LivetexError";
  readonly status: LivetexStatus;
  readonly headers: Readonly<Record<string, string>>;
  readonly faults: readonly ParameterFault[];

  constructor(status: LivetexStatus, details: { headers?: Readonly<Record<string, string>>; faults?: readonly ParameterFault[] } = {}) {
    super(messages[status]);
    this.status = status;
    this.faults = details.faults ?? [];
    const reasons = this.faults.map(({ parameter, reason }) => `${encodeURIComponent(parameter.toWellFormed())}: ${reason}`).join("; ");
    this.headers = { ...details.headers, ...(reasons === "" ? {} : { [faultHeader]: reasons.slice(0, faultHeaderBytesMax) }) };
  }

  get body(): z.output<typeof refusalBody> {
    const body = { code: this.status, message: this.message };
    return this.status === 422 ? { ...body, errors: Object.fromEntries(this.faults.map(({ parameter }) => [parameter, ["invalid"]])) } : body;
  }
}

export function unauthorized(): LivetexError {
  return new LivetexError(401, { headers: { "www-authenticate": 'Basic realm="livetex", Bearer' } });
}
