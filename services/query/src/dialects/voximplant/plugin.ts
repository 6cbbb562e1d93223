import multipart from "@fastify/multipart";
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from "fastify";
import { CallerGoneError, callerGoneStatus, ReportsBusyError, retryAfterSeconds } from "../../reports.ts";
import { bodyOf } from "../../streamed-body.ts";
import type { DialectDeps } from "../dialect.ts";
import { createVoximplantCallers } from "./credentials.ts";
import { getAcdOperatorStatusStatistics } from "./endpoints/get-acd-operator-status-statistics.ts";
import { VoximplantError } from "./errors.ts";
import { readRequest } from "./method.ts";
import { bodyBytesMax, multipartLimits, type Parameters, readParameters } from "./parameters.ts";

const methods = new Map([[getAcdOperatorStatusStatistics.operation, getAcdOperatorStatusStatistics]]);

/** The dialect's paths below its prefix. Order of checks: method, credentials, role, parameters. Every reply has HTTP status 200. */
export function voximplantPlugin(deps: DialectDeps): FastifyPluginAsync {
  const nowSeconds = () => Math.floor(deps.now() / 1000);
  const identify = createVoximplantCallers(deps.accounts, nowSeconds);

  async function answer(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const parameters = await readParameters(request);
    const method = methodOf(request, parameters);
    const { account, section, role } = await identify(request, parameters);
    if (!method.roles.includes(role)) throw new VoximplantError(104, `roles: ${method.roles.join(", ")}`);
    const now = nowSeconds();
    const asked = readRequest(parameters, method, now);
    const params = method.toParams(asked, { timezone: "UTC", now });
    const rows = await deps.reports.make(account.tenant, reply, async (reader) => await method.question.askInBatches(reader, params));
    const texts = method.toTexts(rows, asked, { replyShape: section.reply_shape, firstHour: section.first_hour });
    return await reply.type("application/json; charset=utf-8").send(await bodyOf(texts, () => rows.destroy()));
  }

  return async (app) => {
    app.removeAllContentTypeParsers();
    await app.register(multipart, { limits: multipartLimits });
    app.addContentTypeParser("application/x-www-form-urlencoded", { parseAs: "string" }, (_request, body, done) =>
      done(null, new URLSearchParams(String(body))),
    );
    // bodies of any other type hold no parameters
    app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, _body, done) => done(null, undefined));

    app.addHook("onRequest", async (request) => {
      if (request.is404) throw new VoximplantError(101, "use GET or POST");
    });
    // never reached: the hook refuses first; without it the paths would not belong to this scope
    app.setNotFoundHandler(() => {
      throw new VoximplantError(103);
    });
    app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
      if (error instanceof CallerGoneError) return reply.code(callerGoneStatus).send();
      const refusal = toVoximplantError(error);
      if (refusal.code === 2 && !(error instanceof ReportsBusyError)) request.log.error({ err: error }, "request failed");
      if (error instanceof ReportsBusyError) reply.header("retry-after", String(retryAfterSeconds));
      return reply.code(200).send(refusal.body);
    });
    for (const url of ["", "/*"]) app.route({ method: ["GET", "POST"], url, bodyLimit: bodyBytesMax, handler: answer });
  };
}

export function refuseTarget(_request: FastifyRequest, reply: FastifyReply): void {
  void reply.code(200).send(new VoximplantError(103).body);
}

/** The method is named by the path, or on the bare path by `cmd`. @throws {VoximplantError} 102, 103 */
function methodOf(request: FastifyRequest, parameters: Parameters) {
  const below = (request.params as { "*"?: string })["*"]?.replace(/\/$/, "") ?? "";
  const name = below === "" ? parameters.get("cmd") : below;
  if (name === undefined || name === "") throw new VoximplantError(102);
  const method = methods.get(name);
  if (method === undefined) throw new VoximplantError(103);
  return method;
}

function toVoximplantError(error: Error & { statusCode?: number }): VoximplantError {
  if (error instanceof VoximplantError) return error;
  const isCallers = error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500;
  return isCallers ? new VoximplantError(101, "the request cannot be read") : new VoximplantError(2);
}
