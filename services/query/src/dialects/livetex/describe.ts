import { type ApiDescription, type ApiOperation, type ApiResponse, apiSchema, type ApiSchema } from "@stats/kit";
import { z } from "zod";
import { type RequestExamples, toQueryParameters } from "../../docs/query-parameters.ts";
import { contacts } from "./endpoints/contacts.ts";
import { departments } from "./endpoints/departments.ts";
import { employees } from "./endpoints/employees.ts";
import { sites } from "./endpoints/sites.ts";
import { summary } from "./endpoints/summary.ts";
import { faultHeader, LivetexError, type LivetexStatus, refusalBody } from "./errors.ts";
import { dateWords } from "./grammar/date-value.ts";
import { listSchemaOf, summarySchemaOf } from "./request.ts";
import { listResponseOf, summaryResponseOf } from "./response.ts";
import { tokenRequest, tokenResponse } from "./token-request.ts";

const scheme = { livetex_user: { type: "http", scheme: "basic", description: "Login and password of a user" } };
const token = { livetex_token: { type: "http", scheme: "bearer", description: "A token of `POST /v2/oauth2/token`" } };

export function describeLivetex(): ApiDescription {
  const lists = [employees, sites, departments].map((method) =>
    stats(method.operation, "Statistics of each in the caller's view", listSchemaOf(method), listResponseOf(method), listExamples[method.operation] ?? {}),
  );
  return {
    tag: {
      name: "livetex",
      description: "The statistics methods of LiveTex. What a user sees depends on his role; what he may not see looks as if it did not exist.",
    },
    securitySchemes: { ...scheme, ...token },
    paths: Object.fromEntries([
      ...lists,
      stats(summary.operation, "Statistics of everything in the caller's view", summarySchemaOf(summary), summaryResponseOf(summary), summaryExamples),
      stats(contacts.operation, "Captured contacts of the whole history; not for operators", z.strictObject({}), contacts.response, {}),
      ["/v2/oauth2/token", { post: tokenOperation("livetexToken") }],
      ["/oauth2/token", { post: tokenOperation("livetexTokenUnversioned") }],
    ]),
  };
}

const conditions = `In \`q\`, \`date=\` takes a day or one of ${dateWords.join(", ")}; \`date>=\`, \`>\`, \`<=\` and \`<\` take a day or a time; lists of ids have commas: \`site_ids=1,2 date=lastweek\`.`;

function stats(operation: string, what: string, request: z.ZodType, response: z.ZodType, examples: RequestExamples): [string, { readonly get: ApiOperation }] {
  const get: ApiOperation = {
    operationId: `livetexStats${operation.charAt(0).toUpperCase()}${operation.slice(1)}`,
    summary: `${what}: ${operation}`,
    description: `Dates and days are those of the account's time zone. A parameter that is not listed is refused, and so is one that comes twice.${operation === contacts.operation ? "" : ` ${conditions}`}`,
    security: [{ livetex_user: [] }, { livetex_token: [] }],
    parameters: toQueryParameters(request, examples),
    responses: { 200: answer("The statistics", response), ...refusals([401, 403, 422, 429, 500, 503]) },
  };
  return [`/v2/stats/${operation}`, { get }];
}

function tokenOperation(operationId: string): ApiOperation {
  const schema = apiSchema(tokenRequest, "input");
  const media = {
    schema,
    examples: { password: { summary: "For the login and password of a user", value: { grant_type: "password", username: "{login}", password: "{password}" } } },
  };
  return {
    operationId,
    summary: "A bearer token (OAuth 2.0, password grant)",
    description: "The token ends when its time is over, or when the password changes.",
    security: [],
    requestBody: { required: true, content: { "application/x-www-form-urlencoded": media, "application/json": media } },
    responses: { 200: answer("The token, and for how many seconds it is good", tokenResponse), ...refusals([401, 413, 422, 500, 503]) },
  };
}

const listExamples: Readonly<Record<string, RequestExamples>> = {
  employees: {
    busiest: {
      summary: "Who had the most chats in the last week",
      parameters: { q: "date=lastweek", fields: "employee,chats_total,chats_first_answer_avg", sort: "chats_total:d", limit: 5 },
    },
    online_now: {
      summary: "Who is online, day by day",
      parameters: { q: "is_online=yes date=lastweek", fields: "id,login,state,online_time_avg,by_date", limit: 10, offset: 0 },
    },
  },
  sites: {
    cut: {
      summary: "Sites by department and employee",
      parameters: { q: "date=lastweek", fields: "site,chats_total,by_department,by_employee,employee(id,login)", sort: "url:a" },
    },
  },
  departments: {
    some: {
      summary: "Two departments, day by day",
      parameters: { q: "department_ids=1,2 date=lastweek", fields: "department,chats_total,calls_total,leads_total,by_date" },
    },
  },
};

const summaryExamples: RequestExamples = {
  week: { summary: "The last week, day by day", parameters: { q: "date=lastweek", fields: "online_time_avg,chats_total,chats_first_answer_avg,by_date" } },
  remarks: { summary: "Which remarks were given", parameters: { fields: "employee_remarks,employee_remarks_by_remark(id,title)" } },
};

function answer(description: string, response: z.ZodType): ApiResponse {
  return { description, content: { "application/json": { schema: apiSchema(response, "output") } } };
}

function refusals(statuses: readonly LivetexStatus[]): Readonly<Record<string, ApiResponse>> {
  return Object.fromEntries(statuses.map((status) => [status, refusal(status)]));
}

function refusal(status: LivetexStatus): ApiResponse {
  const { message, body } = new LivetexError(status, status === 422 ? { faults: [{ parameter: "q", reason: "" }] } : {});
  const headers: Record<string, { description: string; schema: ApiSchema }> = {};
  if (status === 422) headers[faultHeader] = { description: "What is wrong with each parameter, in words", schema: { type: "string" } };
  if (status === 429 || status === 503) headers["retry-after"] = { description: "Seconds to wait", schema: { type: "integer" } };
  return {
    description: message,
    headers,
    content: { "application/json": { schema: apiSchema(refusalBody, "output"), examples: { refusal: { summary: message, value: body } } } },
  };
}
