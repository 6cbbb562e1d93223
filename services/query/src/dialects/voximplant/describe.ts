import { type ApiDescription, type ApiOperation, type ApiResponse, apiSchema } from "@stats/kit";
import { z } from "zod";
import { type RequestExamples, toForm, toQueryParameters } from "../../docs/query-parameters.ts";
import { getAcdOperatorStatusStatistics as method } from "./endpoints/get-acd-operator-status-statistics.ts";
import { refusalBody, voximplantCodes, VoximplantError } from "./errors.ts";
import { toUtcTime } from "./utc-time.ts";

/** On the bare path a parameter names the method. */
const withCommand = method.request.safeExtend({ cmd: z.literal(method.operation).describe("The method") });

export function describeVoximplant(now: number): ApiDescription {
  const examples = examplesAt(now);
  const commands = Object.fromEntries(
    Object.entries(examples).map(([name, { summary, parameters }]) => [name, { summary, parameters: { cmd: method.operation, ...parameters } }]),
  );
  return {
    tag: {
      name: "voximplant",
      description:
        "Operator statistics as Voximplant's HTTP API gives them. Every answer has HTTP status 200; a refusal is told by `error`. The vendor's own clients work unchanged.",
    },
    securitySchemes: {
      voximplant_token: {
        type: "http",
        scheme: "bearer",
        bearerFormat: "JWT",
        description: "RS256, signed with a key of the account: `kid` its key_id, `iss` the account_id, `exp` at most an hour after `iat`",
      },
      voximplant_account_id: { type: "apiKey", in: "query", name: "account_id", description: "Goes with api_key; both may also be fields of the form" },
      voximplant_api_key: { type: "apiKey", in: "query", name: "api_key" },
    },
    paths: {
      [`/platform_api/${method.operation}`]: operations("voximplantStatistics", "Time that operators spent in each status", method.request, examples),
      "/platform_api": operations("voximplantCommand", "The same, the method named by a parameter", withCommand, commands),
    },
  };
}

function operations(id: string, summary: string, request: z.ZodType, examples: RequestExamples): { readonly get: ApiOperation; readonly post: ApiOperation } {
  const filled = Object.keys(method.defaults(0));
  const shared = {
    summary,
    description: `Per operator and status: least, average, greatest, number and sum of the pieces of time, in seconds. What has none is left out. Roles: ${method.roles.join(", ")}. Parameters that are not listed are ignored.`,
    security: [{ voximplant_token: [] }, { voximplant_account_id: [], voximplant_api_key: [] }],
    responses: { 200: answer },
  };
  const form = toForm(request, examples, filled);
  return {
    get: { operationId: id, ...shared, parameters: toQueryParameters(request, examples, filled) },
    post: {
      operationId: `${id}Form`,
      ...shared,
      requestBody: { required: true, content: { "application/x-www-form-urlencoded": form, "multipart/form-data": form } },
    },
  };
}

function examplesAt(now: number): RequestExamples {
  const hoursAgo = (hours: number) => toUtcTime(Math.floor(now / 1000) - hours * 3600);
  return {
    day_by_hour: { summary: "All operators' last 24 hours, hour by hour", parameters: { from_date: hoursAgo(24), user_id: "all", aggregation: "hour" } },
    ready_by_day: {
      summary: "Who was ready or in a call, day by day",
      parameters: {
        from_date: hoursAgo(7 * 24),
        to_date: hoursAgo(0),
        user_id: "all",
        acd_status: "READY;IN_SERVICE",
        aggregation: "day",
        group: "aggregation",
      },
    },
    two_operators: { summary: "Two operators, in one piece", parameters: { from_date: hoursAgo(7 * 24), user_id: "1;2" } },
  };
}

const answer: ApiResponse = {
  description: "The statistics, or a refusal",
  content: {
    "application/json": {
      schema: { oneOf: [apiSchema(method.response, "output"), apiSchema(refusalBody, "output")] },
      examples: Object.fromEntries(
        voximplantCodes.map((code) => [`error_${code}`, { summary: new VoximplantError(code).message, value: new VoximplantError(code).body }]),
      ),
    },
  },
};
