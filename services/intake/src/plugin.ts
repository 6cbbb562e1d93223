import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Clock, Telemetry } from "@stats/kit";
import { type Log, LogUnavailableError, RecordTooLargeError, UnknownTopicError } from "@stats/log";
import { toRecords } from "./publish-events.ts";
import { RefusedError, refused } from "./publish-errors.ts";
import { batchType, bodyBytesMax, readEvents, singleType } from "./read-events.ts";

export interface IntakeOptions {
  readonly log: Pick<Log, "append">;
  /** Whose publish key this is; undefined = nobody's. */
  readonly tenantOfKey: (key: string) => string | undefined;
  /** Events in the log that are not in the facts yet; undefined while unknown. */
  readonly lag: () => number | undefined;
  readonly lagMax: number;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

const retryAfterSeconds = 5;

/** `POST /events`: checks every event, appends them to the log, answers `202 {"accepted": n}` once they are durable. */
export function createIntakePlugin(options: IntakeOptions): (app: FastifyInstance) => Promise<void> {
  const { log, telemetry, clock } = options;
  return async (app) => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser([singleType, batchType], { parseAs: "buffer", bodyLimit: bodyBytesMax }, (_request, body, done) => done(null, body));
    app.setErrorHandler<FastifyError | RefusedError | Error>((error, request, reply) => answerError(error, request, reply, telemetry));
    app.route({
      method: "POST",
      url: "/events",
      config: { surface: "publish" },
      // Before the body is read: who may not publish is not worth 16 MiB.
      onRequest: async (request) => {
        request.publisher = authenticate(request, options.tenantOfKey);
        const lag = options.lag();
        if (lag !== undefined && lag > options.lagMax) {
          throw refused(429, "log_ahead", `${lag} events wait to be processed, more than ${options.lagMax}: try again later`, {
            "retry-after": String(retryAfterSeconds),
          });
        }
      },
      handler: async (request, reply) => {
        // Without a type and without a body no parser is asked.
        if (!Buffer.isBuffer(request.body)) throw unsupported(request);
        const contentType = (request.headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
        const records = toRecords(readEvents(request.body, contentType), request.publisher, clock());
        if (records.length > 0) await log.append(records);
        telemetry.published.inc(records.length);
        return await reply.code(202).send({ accepted: records.length });
      },
    });
    app.route({
      method: ["GET", "PUT", "PATCH", "DELETE"],
      url: "/events",
      config: { surface: "publish" },
      // Before the body is read: its type does not matter here.
      onRequest: async () => {
        throw refused(405, "method_not_allowed", "events are published with POST", { allow: "POST" });
      },
      handler: async (_request, reply) => await reply.code(405).send(),
    });
    app.decorateRequest("publisher", "");
  };
}

declare module "fastify" {
  interface FastifyRequest {
    /** The account whose publish key came with a request to POST /events. */
    publisher: string;
  }
}

function authenticate(request: FastifyRequest, tenantOfKey: IntakeOptions["tenantOfKey"]): string {
  const [scheme, key, ...rest] = (request.headers.authorization ?? "").split(" ");
  const tenant = scheme?.toLowerCase() === "bearer" && key !== undefined && rest.length === 0 ? tenantOfKey(key) : undefined;
  if (tenant === undefined)
    throw refused(401, "unauthorized", "send the account's publish key as Authorization: Bearer", { "www-authenticate": 'Bearer realm="events"' });
  return tenant;
}

async function answerError(
  error: FastifyError | RefusedError | Error,
  request: FastifyRequest,
  reply: FastifyReply,
  telemetry: Telemetry,
): Promise<FastifyReply> {
  const refusal = toRefusal(error, request);
  for (const { reason } of refusal.errors) telemetry.refused.inc({ reason });
  if (refusal.statusCode >= 500) request.log.error({ err: error }, "events could not be taken");
  return await reply.code(refusal.statusCode).headers(refusal.headers).send({ errors: refusal.errors });
}

function unsupported(request: FastifyRequest): RefusedError {
  return refused(415, "unsupported_media_type", `Content-Type is ${request.headers["content-type"] ?? "missing"}: allowed are ${singleType} and ${batchType}`);
}

function toRefusal(error: FastifyError | RefusedError | Error, request: FastifyRequest): RefusedError {
  if (error instanceof RefusedError) return error;
  if (error instanceof RecordTooLargeError) return refused(413, "too_large", `an event is larger than the event log takes: ${error.message}`);
  if (error instanceof LogUnavailableError || error instanceof UnknownTopicError) {
    return refused(503, "log_unavailable", "the event log does not answer; nothing is known to be stored: send the same events again", {
      "retry-after": String(retryAfterSeconds),
    });
  }
  const code = "code" in error ? error.code : "";
  if (code === "FST_ERR_CTP_BODY_TOO_LARGE") return refused(413, "too_large", `the body is larger than ${bodyBytesMax} bytes`);
  if (code === "FST_ERR_CTP_INVALID_MEDIA_TYPE") return unsupported(request);
  const status = "statusCode" in error && error.statusCode !== undefined && error.statusCode < 500 ? error.statusCode : 500;
  return refused(
    status,
    status < 500 ? "bad_request" : "internal",
    status < 500 ? error.message : "the events could not be taken; nothing is known to be stored: send them again",
  );
}
