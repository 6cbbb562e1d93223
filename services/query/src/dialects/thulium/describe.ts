import { type ApiDescription, type ApiResponse, apiSchema } from "@stats/kit";
import { type RequestExamples, toQueryParameters } from "../../docs/query-parameters.ts";
import { chatsReportsSummary } from "./endpoints/chats-reports-summary.ts";
import { refusalBody, type RequestFault, requestFaultNames, ThuliumError } from "./errors.ts";

const text = { schema: { type: "string" } };

/** Documented where a routed GET can meet them; the other two answer other paths and other HTTP methods. */
const elsewhere: readonly RequestFault[] = ["not_found", "method_not_allowed"];

export function describeThulium(now: number): ApiDescription {
  const { operation, request, response } = chatsReportsSummary;
  return {
    tag: {
      name: "thulium",
      description: "The chat report as Thulium's REST API gives it. Error messages are in Polish where `Accept-Language` prefers it, else in English.",
    },
    securitySchemes: { thulium_user: { type: "http", scheme: "basic", description: "Login and password of an API user" } },
    paths: {
      [`/api/${operation}`]: {
        get: {
          operationId: "thuliumChatsReportsSummary",
          summary: "Conversations by time and user",
          description:
            "Conversations that start in the asked interval, by local time and credited user. Rows are paged after aggregation. A parameter that is not listed is refused.",
          security: [{ thulium_user: [] }],
          parameters: toQueryParameters(request, examplesAt(now)),
          responses: {
            200: {
              description: "One row for each series and user that has conversations",
              headers: {
                "x-total-count": { description: "Rows in all, before paging", schema: { type: "integer" } },
                "x-request-id": { description: "Names the request in our log", ...text },
              },
              content: { "application/json": { schema: apiSchema(response, "output") } },
            },
            ...Object.fromEntries(
              requestFaultNames.filter((fault) => !elsewhere.includes(fault)).map((fault) => [new ThuliumError(fault).status, refusal(fault)]),
            ),
          },
        },
      },
    },
  };
}

function examplesAt(now: number): RequestExamples {
  const day = (daysAgo: number) => new Date(now - daysAgo * 86_400_000).toISOString().slice(0, 10);
  return {
    week_by_day: { summary: "The last days, per day and user", parameters: { date_from: day(7), date_to: day(0), aggregate_by: "day" } },
    hours_of_day: {
      summary: "When work comes in: all users by hour of the day, in time within 30 seconds",
      parameters: { date_from: `${day(7)} 00:00:00`, date_to: `${day(1)} 23:59:59`, sum_users: "true", aggregate_by: "hour_of_day", response_threshold: 30 },
    },
    page: {
      summary: "The second page of ten rows, two queues",
      parameters: { date_from: day(7), date_to: day(0), aggregate_by: "hour", chat_queue_ids: ["1", "2"], limit: 10, offset: 10 },
    },
    one_user: { summary: "One user's month", parameters: { date_from: day(30), date_to: day(0), user_logins: ["jkowalski"] } },
  };
}

function refusal(fault: RequestFault): ApiResponse {
  const error = new ThuliumError(fault);
  const example = { summary: fault.replaceAll("_", " "), value: { request_id: "0123456789abcdef0123456789abcdef", errors: error.entries("en") } };
  const headers: ApiResponse["headers"] = {
    "x-request-id": { description: "The request_id of the body", ...text },
    ...(error.status === 429 || error.status === 503 ? { "retry-after": { description: "Seconds to wait", schema: { type: "integer" } } } : {}),
  };
  return { description: error.message, headers, content: { "application/json": { schema: apiSchema(refusalBody, "output"), examples: { [fault]: example } } } };
}
