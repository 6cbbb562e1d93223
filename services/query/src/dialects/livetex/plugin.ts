import { Readable } from "node:stream";
import { QuestionUnanswered } from "@stats/questions";
import type { FastifyError, FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { VerifierBusyError } from "../../accounts/password-verifier.ts";
import { signToken } from "../../accounts/session-token.ts";
import { CallerGoneError, callerGoneStatus, ReportsBusyError, retryAfterSeconds } from "../../reports.ts";
import { pathOf, searchOf } from "../../request-target.ts";
import type { DialectDeps } from "../dialect.ts";
import { createAdmission } from "./admission.ts";
import { contacts } from "./endpoints/contacts.ts";
import { departments } from "./endpoints/departments.ts";
import { employees } from "./endpoints/employees.ts";
import { sites } from "./endpoints/sites.ts";
import { summary } from "./endpoints/summary.ts";
import { LivetexError } from "./errors.ts";
import { readParameters } from "./read-parameters.ts";
import { answerContacts, createListHandler, createSummaryHandler, type StatsHandler } from "./stats-handler.ts";
import { readTokenRequest } from "./token-request.ts";
import { createLivetexUsers } from "./users.ts";

export const prefixes = ["/v2", "/oauth2"] as const;

const listMethods = [employees, sites, departments];
const operations = [...listMethods, summary, contacts].map(({ operation }) => operation);
const tokenPaths = ["/v2/oauth2/token", "/oauth2/token"];
const tokenLifetimeSeconds = 3600;
const tokenBodyBytesMax = 64 * 1024;
const noParameters = z.strictObject({});

/** The dialect's paths below each of its prefixes. Order of checks: 404, 405, 401, 403, 429, 422. */
export function livetexPlugin(deps: DialectDeps): FastifyPluginAsync {
  const nowSeconds = () => Math.floor(deps.now() / 1000);
  const users = createLivetexUsers(deps.accounts, deps.passwords, nowSeconds);
  const admit = createAdmission(deps, users);

  function getStats(app: FastifyInstance, operation: string, answer: StatsHandler, isForOperators: boolean): void {
    app.get(below(app, `/v2/stats/${operation}`), async (request, reply) => {
      const answered = await answer(await admit(request, reply, isForOperators), searchOf(request.url));
      if (typeof answered === "string" || answered instanceof Readable) reply.type("application/json; charset=utf-8");
      return answered;
    });
  }

  async function answerToken(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const query = readParameters(searchOf(request.url), noParameters);
    const body = readTokenRequest(request.headers["content-type"], typeof request.body === "string" ? request.body : "");
    const faults = [...(body.ok ? [] : body.faults), ...(query.ok ? [] : query.faults)];
    if (!body.ok || faults.length > 0) throw new LivetexError(422, { faults });
    const user = await users.fromPassword(body.request.username, body.request.password);
    const token = await signToken(user.entry.login, user.tokenKey, nowSeconds(), tokenLifetimeSeconds);
    // RFC 6749, 5.1: a token must not lie in a cache
    reply.header("cache-control", "no-store");
    return { results: { access_token: token, token_type: "Bearer", expires_in: tokenLifetimeSeconds } };
  }

  return async (app) => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => done(null, body));
    app.addHook("onRequest", async (request) => {
      if (!request.is404) return;
      const allowed = allowedMethods(pathOf(request.url));
      throw allowed === undefined ? new LivetexError(404) : new LivetexError(405, { headers: { allow: allowed } });
    });
    // never reached: the hook refuses first, before a body is read; without it the paths would not belong to this scope
    app.setNotFoundHandler(() => {
      throw new LivetexError(404);
    });
    app.setErrorHandler((error: FastifyError, request, reply) => {
      if (error instanceof CallerGoneError) return reply.code(callerGoneStatus).send();
      const refusal = toLivetexError(error);
      if (refusal.status >= 500 && !(error instanceof ReportsBusyError)) request.log.error({ err: error }, "request failed");
      return reply.code(refusal.status).headers(refusal.headers).send(refusal.body);
    });

    for (const path of tokenPaths.filter((candidate) => candidate.startsWith(`${app.prefix}/`))) {
      app.post(below(app, path), { bodyLimit: tokenBodyBytesMax }, answerToken);
    }
    if (app.prefix !== "/v2") return;
    for (const method of listMethods) getStats(app, method.operation, createListHandler(method), true);
    getStats(app, summary.operation, createSummaryHandler(summary), true);
    getStats(app, contacts.operation, answerContacts, false);
  };
}

export function refuseTarget(_request: FastifyRequest, reply: FastifyReply): void {
  void reply.code(404).send(new LivetexError(404).body);
}

function below(app: FastifyInstance, path: string): string {
  return path.slice(app.prefix.length);
}

function allowedMethods(path: string): string | undefined {
  if (tokenPaths.includes(path)) return "POST";
  return operations.some((operation) => path === `/v2/stats/${operation}`) ? "GET, HEAD" : undefined;
}

function toLivetexError(error: FastifyError): LivetexError {
  if (error instanceof LivetexError) return error;
  if (error instanceof ReportsBusyError) return new LivetexError(503, { headers: { "retry-after": String(retryAfterSeconds) } });
  if (error instanceof QuestionUnanswered || error instanceof VerifierBusyError) return new LivetexError(503, { headers: { "retry-after": "5" } });
  if (error.statusCode === 413) return new LivetexError(413);
  const isCallers = error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500;
  return new LivetexError(isCallers ? 422 : 500);
}
