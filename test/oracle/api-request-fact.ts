import type { DecodedEvent } from "./decode-record.ts";
import { byTimeThenOffset, second } from "./order.ts";

/** The columns of an API request's fact row that its events decide. */
export interface ApiRequestFact {
  readonly tenant: string;
  readonly requested_at: number;
  readonly api_request_id: string;
  readonly request_id: string | null;
  readonly request_id_is_number: 0 | 1;
  readonly api_type: string;
  readonly component: string | null;
  readonly ip_address: string;
  readonly method: string;
  readonly method_type: string | null;
  readonly result: string;
  readonly error_code: string | null;
  readonly error_mnemocode: string | null;
  readonly call_session_id: number;
  readonly external_id: string | null;
  readonly raw: string;
  readonly execution_time: number;
}

/** Settled last: the latest event of the id replaces. */
export function apiRequestFact(events: readonly (DecodedEvent & { readonly offset: number })[]): ApiRequestFact | null {
  const latest = events.toSorted(byTimeThenOffset).at(-1);
  if (!latest) return null;
  const { tenant, data } = latest;
  const text = (field: string) => (data[field] as string | null | undefined) ?? null;
  const sent = data["request_id"] as string | number | null | undefined;
  return {
    tenant,
    requested_at: second(latest),
    api_request_id: String(data["api_request_id"]),
    request_id: sent == null ? null : String(sent),
    request_id_is_number: typeof sent === "number" ? 1 : 0,
    api_type: String(data["api_type"]),
    component: text("component"),
    ip_address: String(data["ip_address"]),
    method: String(data["method"]),
    method_type: text("method_type"),
    result: String(data["result"]),
    error_code: text("error_code"),
    error_mnemocode: text("error_mnemocode"),
    call_session_id: Number(data["call_session_id"] ?? 0),
    external_id: text("external_id"),
    raw: String(data["raw"]),
    execution_time: Number(data["execution_time"]),
  };
}
