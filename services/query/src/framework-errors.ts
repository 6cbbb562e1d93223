import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { dialects } from "./dialects/registry.ts";
import { pathOf } from "./request-target.ts";

/**
 * For Fastify's option `frameworkErrors`: answers a request that cannot be routed in the language of the dialect whose prefix it has.
 * Elsewhere it is a plain 400.
 */
export function answerFrameworkError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const path = pathOf(request.url);
  const dialect = dialects.find(({ prefixes }) => prefixes.some((prefix) => path === prefix || path.startsWith(`${prefix}/`)));
  if (dialect === undefined) void reply.code(error.statusCode ?? 400).send({ error: "Bad Request", message: error.message });
  else dialect.refuseTarget(request, reply);
}
