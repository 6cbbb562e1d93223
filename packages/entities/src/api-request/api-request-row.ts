import type { Flag, Versioned } from "../versioned.ts";

/** One row a request to a programming interface. Key: (tenant, requested_at, api_request_id). Absent texts are null. */
export interface ApiRequestRow extends Versioned {
  /** Epoch seconds of the arrival. */
  readonly requested_at: number;
  /** The UUID as it was written. */
  readonly api_request_id: string;
  /** The caller's id of the request: the text, or the number as JSON prints it. */
  readonly request_id: string | null;
  readonly request_id_is_number: Flag;
  /** `none` in tombstones only, here and below. */
  readonly api_type: "rpc_api" | "call_api" | "none";
  readonly component: string | null;
  readonly ip_address: string;
  readonly method: string;
  readonly method_type: string | null;
  readonly result: "success" | "error" | "none";
  readonly error_code: string | null;
  readonly error_mnemocode: string | null;
  /** 0 = none */
  readonly call_session_id: number;
  readonly external_id: string | null;
  /** The request's body, secrets removed. */
  readonly raw: string;
  /** Milliseconds */
  readonly execution_time: number;
}
