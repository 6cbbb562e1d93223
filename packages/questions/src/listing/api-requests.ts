import { instant, integer, text, token } from "./column.ts";
import { view } from "./relation.ts";
import type { Listing } from "./statement.ts";

/** Requests to programming interfaces. */
export const apiRequests: Listing = {
  name: "api-requests",
  from: view("api_request_of(tenant = {tenant:String})"),
  key: ["requested_at", "api_request_id"],
  order: ["requested_at", "api_request_id"],
};

/** An id is shown as it was sent, a number as a number; it is compared as a text. */
const numberOrText = `multiIf(
    request_id_is_number = 0, cast(request_id as Variant(Float64, Int64, String)),
    toInt64OrNull(request_id) is not null, cast(toInt64OrNull(request_id) as Variant(Float64, Int64, String)),
    cast(toFloat64OrNull(request_id) as Variant(Float64, Int64, String)))`;

/** See packages/facts/schema/034_api_request.sql. */
export const apiRequestListColumns = {
  requested_at: instant("requested_at", { isNeverNull: true }),
  request_id: { ...text("request_id"), shown: numberOrText },
  api_type: token("toString(api_type)", { isNeverNull: true }),
  component: text("component"),
  ip_address: text("ip_address", { isNeverNull: true }),
  method: text("method", { isNeverNull: true }),
  method_type: token("method_type"),
  result: token("toString(result)", { isNeverNull: true }),
  error_code: text("error_code"),
  error_mnemocode: text("error_mnemocode"),
  call_session_id: text("if(call_session_id = 0, null, toString(call_session_id))"),
  external_id: text("external_id"),
  raw: text("raw", { isNeverNull: true }),
  execution_time: integer("execution_time", { isNeverNull: true }),
} as const;
