import { afterEach, describe, expect, it } from "vitest";
import { createHttpServer, type HttpServerOptions } from "./http-server.ts";
import { createLogger } from "./logger.ts";
import { createTelemetry } from "./telemetry.ts";

let app: ReturnType<typeof createHttpServer>;
afterEach(() => app.close());

function server(options: Partial<HttpServerOptions> = {}) {
  const telemetry = createTelemetry();
  app = createHttpServer({ logger: createLogger("test", "silent"), telemetry, readiness: async () => ({ ready: true, problems: [] }), ...options });
  return { app, telemetry };
}

describe("the HTTP server of every process", () => {
  it("says that it is alive, whatever its dependencies do", async () => {
    const { app: alive } = server({ readiness: () => Promise.reject(new Error("all is lost")) });
    const { statusCode, body } = await alive.inject("/healthz");
    expect([statusCode, JSON.parse(body)]).toEqual([200, { status: "ok" }]);
  });

  it("is ready", async () => {
    const { statusCode, body } = await server().app.inject("/readyz");
    expect([statusCode, JSON.parse(body)]).toEqual([200, { status: "ready", problems: [] }]);
  });

  it("is not ready, and says why", async () => {
    const { statusCode, body } = await server({ readiness: async () => ({ ready: false, problems: ["the event log does not answer"] }) }).app.inject("/readyz");
    expect([statusCode, JSON.parse(body)]).toEqual([503, { status: "not ready", problems: ["the event log does not answer"] }]);
  });

  it("prints its metrics for Prometheus, brought up to date first", async () => {
    const { app: measured, telemetry } = server({ beforeMetrics: async () => telemetry.lag.set({ topic: "chat-events", partition: "3" }, 7) });
    const { statusCode, headers, body } = await measured.inject("/metrics");
    expect([statusCode, headers["content-type"]]).toEqual([200, expect.stringContaining("text/plain")]);
    expect(body).toContain('stats_lag_events{topic="chat-events",partition="3"} 7');
    expect(body).toContain("process_resident_memory_bytes");
    expect(body).toContain("# TYPE stats_dead_letters_total counter");
  });

  it("prints metrics also when they cannot be brought up to date", async () => {
    const { statusCode, body } = await server({ beforeMetrics: () => Promise.reject(new Error("away")) }).app.inject("/metrics");
    expect([statusCode, body.includes("process_cpu")]).toEqual([200, true]);
  });

  it("times requests by the surface that their route names, and by status", async () => {
    const { app: timed } = server();
    timed.get("/report", { config: { surface: "dialect" } }, async (_request, reply) => await reply.code(418).send({}));
    await timed.inject("/report");
    await timed.inject("/healthz");
    const { body } = await timed.inject("/metrics");
    expect(body).toMatch(/stats_http_request_seconds_count\{dialect="dialect",status="418"\} 1/);
    expect(body).toMatch(/stats_http_request_seconds_count\{dialect="operations",status="200"\} 1/);
  });

  it("believes X-Forwarded-For of the proxies that it is told to trust, and of nobody else", async () => {
    const callerOf = async (options: Partial<HttpServerOptions>) => {
      const { app: asked } = server(options);
      asked.get("/who", async (request) => request.ip);
      return (await asked.inject({ url: "/who", remoteAddress: "10.0.0.7", headers: { "x-forwarded-for": "198.51.100.1, 203.0.113.9, 10.0.0.8" } })).body;
    };
    expect(await callerOf({})).toBe("10.0.0.7");
    await app.close();
    expect(await callerOf({ trustedProxies: ["192.0.2.0/24"] })).toBe("10.0.0.7");
    await app.close();
    expect(await callerOf({ trustedProxies: ["10.0.0.0/8"] })).toBe("203.0.113.9");
  });

  it("closes while a client keeps its connection open", async () => {
    const { app: listening } = server();
    const address = await listening.listen({ port: 0 });
    await (await fetch(`${address}/healthz`, { headers: { connection: "keep-alive" } })).text();
    await listening.close();
    await expect(fetch(`${address}/healthz`)).rejects.toThrow();
  });
});
