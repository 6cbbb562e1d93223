import type { FastifyError, FastifyPluginAsync, FastifyReply, FastifyRequest } from "fastify";
import { callerGoneStatus, retryAfterSeconds } from "../../../reports.ts";
import { pathOf } from "../../../request-target.ts";
import type { DialectDeps } from "../../dialect.ts";
import { createRequestLog } from "../request-log/request-log.ts";
import { plainAddress } from "./address.ts";
import { createAnswer } from "./answer.ts";
import { refusalText } from "./envelope.ts";
import { RpcError } from "./errors.ts";
import { textOf } from "./read-request.ts";

export const path = "/v2.0";

const bodyBytesMax = 1024 * 1024;
const json = "application/json; charset=utf-8";

/** A request that never becomes one of JSON-RPC: only these have another status than 200. */
class HttpRefusal extends Error {
  override readonly name = "HttpRefusal";
  readonly status: 404 | 405;

  constructor(status: 404 | 405) {
    super(status === 404 ? "There is nothing at this path" : "Use POST");
    this.status = status;
  }
}

/** `POST /v2.0`, the one path of this dialect. Refusals of JSON-RPC have HTTP status 200, because clients drop the body of any other. */
export function comagicPlugin(deps: DialectDeps): FastifyPluginAsync {
  const answer = createAnswer(deps);

  return async (app) => {
    const requestLog = createRequestLog(deps, app.log);
    app.addHook("onClose", async () => await requestLog.close());
    app.removeAllContentTypeParsers();
    app.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: bodyBytesMax }, (_request, body, done) => done(null, body));
    app.addHook("onRequest", async (request) => {
      if (request.is404) throw new HttpRefusal(/^\/v2\.0\/?$/.test(pathOf(request.url)) ? 405 : 404);
      // clients send any type, also such as are none: the body is JSON whatever it is called
      delete request.raw.headers["content-type"];
    });
    // never reached: the hook refuses first, before a body is read; without it the paths would not belong to this scope
    app.setNotFoundHandler(() => {
      throw new HttpRefusal(404);
    });
    app.setErrorHandler((error: FastifyError | HttpRefusal, request, reply) => refuse(error, request, reply));

    app.post("/", async (request, reply) => {
      const [arrivedMs, address] = [deps.now(), plainAddress(request.ip)];
      const { body, isOverload, isGone, failure, completed } = await answer(textOf(request.body), address, reply);
      // also of a caller who has gone before the answer was there
      const note = () => completed && requestLog.note(completed, { address, arrivedMs, answeredMs: deps.now() });
      if (reply.raw.closed) note();
      else reply.raw.once("close", note);
      if (failure !== undefined) request.log.error({ err: failure }, "request failed");
      if (isGone) return await reply.code(callerGoneStatus).send();
      if (isOverload) reply.code(503).header("retry-after", String(retryAfterSeconds));
      return await reply.type(json).send(body);
    });
  };
}

async function refuse(error: FastifyError | HttpRefusal, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  if (error instanceof HttpRefusal) {
    if (error.status === 405) reply.header("allow", "POST");
    return await sendRefusal(reply, error.status, new RpcError("invalid_request"));
  }
  const status = error.statusCode ?? 500;
  if (status >= 500) request.log.error({ err: error }, "request failed");
  if (status === 413) return await sendRefusal(reply, 413, new RpcError("invalid_request"));
  return await sendRefusal(reply, 200, new RpcError(status < 500 ? "parse_error" : "internal_error"));
}

/** Answers a request whose target cannot be routed. */
export function refuseTarget(_request: FastifyRequest, reply: FastifyReply): void {
  void sendRefusal(reply, 404, new RpcError("invalid_request"));
}

async function sendRefusal(reply: FastifyReply, status: number, error: RpcError): Promise<FastifyReply> {
  return await reply.code(status).type(json).send(refusalText("null", error));
}
