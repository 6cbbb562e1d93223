import { apiRequestListColumns as columns, apiRequests } from "@stats/questions";
import { field } from "../report/field.ts";
import type { Operator } from "../report/filter/operators.ts";
import { defineReport } from "../report/report.ts";
import { periodOfV3 } from "../report/selection.ts";

const same: readonly Operator[] = ["=", "!="];

/** Requests to the programming interfaces, this one's among them (rulings, section 4). */
export const apiRequestsReport = defineReport({
  name: "get.api_requests_report",
  summary: "Requests to the programming interfaces",
  version: "v3",
  listing: apiRequests,
  selection: periodOfV3(columns.requested_at),
  isFieldAlias: true,
  fields: [
    field("date_time", columns.requested_at, "SD"),
    field("request_id", columns.request_id, "D", { operators: same }),
    field("type", columns.api_type, "SD", { operators: same }),
    field("component", columns.component, "SD"),
    field("ip_address", columns.ip_address, "SD", { operators: [...same, "sw", "ew", "co"] }),
    field("method", columns.method, "SD", { operators: [...same, "co"] }),
    field("method_type", columns.method_type, "SD"),
    field("result", columns.result, "SD", { operators: same }),
    field("error_code", columns.error_code, "D"),
    field("error_mnemocode", columns.error_mnemocode, "SD", { operators: same }),
    field("call_session_id", columns.call_session_id, "D", { operators: same }),
    field("external_id", columns.external_id, "SD", { operators: same }),
    field("raw", columns.raw, "D"),
    field("execution_time", columns.execution_time, "D"),
  ],
});
