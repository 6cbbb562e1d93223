import { randomUUID } from "node:crypto";
import { fastify, type FastifyInstance, type FastifyServerOptions, LogController } from "fastify";
import { loggableUrl, type Logger } from "./logger.ts";
import type { Telemetry } from "./telemetry.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Which dialect or surface a route belongs to, for metrics; set by the plugin that declares it. */
    surface?: string;
  }
}

export interface Readiness {
  readonly ready: boolean;
  /** What is wrong, in plain words; empty when ready. */
  readonly problems: readonly string[];
}

export interface HttpServerOptions {
  readonly logger: Logger;
  readonly telemetry: Telemetry;
  /** Asked on every GET /readyz. */
  readonly readiness: () => Promise<Readiness>;
  /** Brings gauges up to date before GET /metrics prints them. */
  readonly beforeMetrics?: () => Promise<void>;
  /** Addresses and CIDR blocks of proxies whose X-Forwarded-For header is believed; default: none. */
  readonly trustedProxies?: readonly string[];
  /** Answers requests that cannot be routed at all (a malformed target); default: in Fastify's own words. */
  readonly frameworkErrors?: NonNullable<FastifyServerOptions["frameworkErrors"]>;
}

/**
 * The HTTP server that every process has: request log without secrets, request metrics, GET /healthz (the process is alive),
 * /readyz (dependencies reachable and lag under the limit) and /metrics (Prometheus).
 */
export function createHttpServer(options: HttpServerOptions): FastifyInstance {
  const { telemetry } = options;
  const app = fastify({
    loggerInstance: options.logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 16 * 1024 * 1024,
    forceCloseConnections: "idle",
    trustProxy: [...(options.trustedProxies ?? [])],
    genReqId: () => randomUUID().replaceAll("-", ""),
    ...(options.frameworkErrors === undefined ? {} : { frameworkErrors: options.frameworkErrors }),
    routerOptions: { ignoreTrailingSlash: true },
  }) as unknown as FastifyInstance;

  app.addHook("onResponse", async (request, reply) => {
    const surface = request.routeOptions.config?.surface ?? "operations";
    telemetry.requestSeconds.observe({ dialect: surface, status: String(reply.statusCode) }, reply.elapsedTime / 1000);
    request.log.debug({ method: request.method, url: loggableUrl(request.url), status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, "request");
  });
  app.get("/healthz", async () => ({ status: "ok" }));
  app.get("/readyz", async (_request, reply) => {
    const { ready, problems } = await options.readiness();
    return await reply.code(ready ? 200 : 503).send({ status: ready ? "ready" : "not ready", problems });
  });
  app.get("/metrics", async (_request, reply) => {
    // What can be measured is worth printing, above all when a dependency is away.
    await options.beforeMetrics?.().catch((error: unknown) => options.logger.warn({ err: error }, "some metrics are not up to date"));
    return await reply.type(telemetry.registry.contentType).send(await telemetry.registry.metrics());
  });
  return app;
}
