import { randomBytes } from "node:crypto";
import { QuestionUnanswered } from "@stats/questions";
import type { FastifyError, FastifyPluginAsync, FastifyReply, FastifyRequest } from "fastify";
import { VerifierBusyError } from "../../accounts/password-verifier.ts";
import { createRequestLimit } from "../../accounts/request-limit.ts";
import { CallerGoneError, callerGoneStatus, ReportsBusyError, retryAfterSeconds } from "../../reports.ts";
import { pathOf, searchOf } from "../../request-target.ts";
import type { DialectDeps } from "../dialect.ts";
import { chatsReportsSummary, chatsReportsSummaryParameters } from "./endpoints/chats-reports-summary.ts";
import { ThuliumError } from "./errors.ts";
import { fromAcceptLanguage } from "./language.ts";
import { readQuery } from "./query-parameters.ts";
import { createThuliumUsers } from "./users.ts";

/** The dialect's paths below its prefix. Order of checks: 404, 405, 401, 403, 429, 400. */
export function thuliumPlugin(deps: DialectDeps): FastifyPluginAsync {
  const authenticate = createThuliumUsers(deps.accounts, deps.passwords);
  const perMinute = createRequestLimit(60_000, deps.now);
  const endpoint = chatsReportsSummary;
  const path = `/${endpoint.operation}`;

  return async (app) => {
    app.addHook("onRequest", async (request, reply) => {
      reply.header("x-request-id", requestId(request));
      if (request.is404) {
        const isKnown = pathOf(request.url).replace(/\/$/, "") === `${app.prefix}${path}`;
        throw isKnown ? new ThuliumError("method_not_allowed", { headers: { allow: "GET, HEAD" } }) : new ThuliumError("not_found");
      }
    });
    // never reached: the hook refuses first, before a body is read; without it the paths would not belong to this scope
    app.setNotFoundHandler(() => {
      throw new ThuliumError("not_found");
    });
    app.setErrorHandler((error: FastifyError, request, reply) => {
      if (error instanceof CallerGoneError) return reply.code(callerGoneStatus).send();
      return sendError(toThuliumError(error), error, request, reply);
    });

    app.get(path, async (request, reply) => {
      const { account, permits, perMinute: max } = await authenticate(request);
      if (!permits(endpoint.operation)) throw new ThuliumError("forbidden");
      const waitSeconds = max === undefined ? 0 : perMinute.take(account.tenant, max);
      if (waitSeconds > 0) throw new ThuliumError("too_many_requests", { headers: { "retry-after": String(waitSeconds) } });
      const query = readQuery(searchOf(request.url), chatsReportsSummaryParameters, endpoint.request);
      if (!query.ok) throw new ThuliumError("bad_request", { parameters: query.faults });

      const params = endpoint.toParams(query.request, { timezone: account.timezone, now: Math.floor(deps.now() / 1000) });
      const rows = await deps.reports.make(account.tenant, reply, async (reader) => await endpoint.question.ask(reader, params));
      reply.header("x-total-count", String(rows[0]?.total ?? 0));
      return endpoint.toBody(rows, query.request, undefined);
    });
  };
}

export function refuseTarget(request: FastifyRequest, reply: FastifyReply): void {
  const refusal = new ThuliumError("not_found");
  reply.header("x-request-id", requestId(request));
  void sendError(refusal, refusal, request, reply);
}

function toThuliumError(error: FastifyError): ThuliumError {
  if (error instanceof ThuliumError) return error;
  if (error instanceof ReportsBusyError) return new ThuliumError("unavailable", { headers: { "retry-after": String(retryAfterSeconds) } });
  if (error instanceof QuestionUnanswered || error instanceof VerifierBusyError) return new ThuliumError("unavailable", { headers: { "retry-after": "5" } });
  const isCallers = error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500;
  return new ThuliumError(isCallers ? "bad_request" : "internal");
}

function sendError(refusal: ThuliumError, cause: Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (refusal.status >= 500 && !(cause instanceof ReportsBusyError)) request.log.error({ err: cause }, "request failed");
  const language = fromAcceptLanguage(request.headers["accept-language"]);
  return reply
    .code(refusal.status)
    .headers({ ...refusal.headers, "content-language": language })
    .send({ request_id: requestId(request), errors: refusal.entries(language) });
}

const requestIds = new WeakMap<FastifyRequest, string>();

/** 32 hexadecimal digits, the same in header, body and, when the server makes ids of that form, the log. */
function requestId(request: FastifyRequest): string {
  const known = requestIds.get(request) ?? (/^[0-9a-f]{32}$/.test(request.id) ? request.id : randomBytes(16).toString("hex"));
  requestIds.set(request, known);
  return known;
}
