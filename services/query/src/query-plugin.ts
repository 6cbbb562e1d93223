import type { Log } from "@stats/log";
import type { FastifyPluginAsync } from "fastify";
import { createPasswordVerifier } from "./accounts/password-verifier.ts";
import type { DialectDeps } from "./dialects/dialect.ts";
import { dialects } from "./dialects/registry.ts";
import { createPublisher } from "./publish-events.ts";
import { createReports, type ReportsOptions } from "./reports.ts";

export interface QueryDeps extends Omit<DialectDeps, "passwords" | "publish" | "reports" | "readerFor" | "lookUpFor" | "telemetry"> {
  readonly readerFor: ReportsOptions["readerFor"];
  /** Default: as reports read. */
  readonly lookUpFor?: DialectDeps["lookUpFor"];
  /** Reports that are being made at one time. */
  readonly reportsMax: number;
  readonly telemetry: DialectDeps["telemetry"] & ReportsOptions["telemetry"];
  /** All that the report surface may do with the log. */
  readonly log: Pick<Log, "append">;
}

/** The report surface: every dialect at its own prefixes, encapsulated, so that each speaks its own error language. */
export function createQueryPlugin({ log, reportsMax, ...deps }: QueryDeps): FastifyPluginAsync {
  const shared: DialectDeps = {
    ...deps,
    lookUpFor: deps.lookUpFor ?? deps.readerFor,
    passwords: createPasswordVerifier({ now: deps.now }),
    publish: createPublisher(log, deps.now),
    reports: createReports({ ...deps, max: reportsMax }),
  };
  return async (app) => {
    for (const { name, prefixes, plugin } of dialects) {
      const mounted = plugin(shared);
      for (const prefix of prefixes) {
        await app.register(
          async (scope) => {
            // a request that fits no route counts as the dialect's too; its context belongs to this scope, because every dialect has a not-found handler
            scope.addHook("onRequest", async (request) => {
              request.routeOptions.config.surface = name;
            });
            await mounted(scope, {});
          },
          { prefix },
        );
      }
    }
  };
}
