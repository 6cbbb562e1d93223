import accepts from "@fastify/accepts";
import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import type { ApiDescription, Clock } from "@stats/kit";
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from "fastify";
import { apiDocument } from "./api-document.ts";

export interface DocsOptions {
  /** What the process serves; examples ask about the days before `now` (epoch milliseconds). */
  readonly describe: (now: number) => readonly ApiDescription[];
  readonly clock: Clock;
}

const hourMs = 3_600_000;

/** The page needs nothing from anywhere else, and a browser holds it to that. */
const contentSecurityPolicy = {
  "default-src": "'self'",
  "img-src": ["'self'", "data:"],
  "style-src": ["'self'", "'unsafe-inline'"],
  "object-src": "'none'",
  "base-uri": "'none'",
  "form-action": "'self'",
  "frame-ancestors": "'none'",
};

/**
 * `GET /docs`: the OpenAPI document for programs, a page for people, by Accept; `/docs/openapi.json` is always the document.
 * The page is Swagger UI as @fastify/swagger-ui ships it, assets included.
 */
export function createDocsPlugin({ describe, clock }: DocsOptions): FastifyPluginAsync {
  let made: { readonly hour: number; readonly document: Readonly<Record<string, unknown>> } | undefined;
  const document = () => {
    const hour = Math.floor(clock() / hourMs);
    if (made?.hour !== hour) made = { hour, document: apiDocument(describe(hour * hourMs)) };
    return made.document;
  };
  const sendDocument = async (_request: FastifyRequest, reply: FastifyReply) => await reply.type("application/json; charset=utf-8").send(document());

  return async (app) => {
    await app.register(accepts);
    await app.register(swagger, { mode: "static", specification: { document: {} as never } });
    await app.register(swaggerUi, {
      routePrefix: "/docs",
      staticCSP: contentSecurityPolicy,
      theme: { title: "Contact-center statistics: API" },
      uiConfig: { layout: "BaseLayout", docExpansion: "list", defaultModelsExpandDepth: 0, displayRequestDuration: true },
      transformSpecification: document,
      transformSpecificationClone: false,
      uiHooks: {
        onRequest: async (request, reply) => {
          if (!/^\/docs\/?$/.test(request.routeOptions.url ?? "")) return;
          reply.header("vary", "accept");
          if (request.accepts().type(["application/json", "text/html"]) !== "text/html") return await sendDocument(request, reply);
        },
      },
    });
    app.get("/docs/openapi.json", sendDocument);
  };
}
