import type { Clock } from "@stats/kit";
import type { TenantReader } from "@stats/questions";
import type { FastifyPluginAsync } from "fastify";
import type { Account } from "./accounts/account.ts";
import { createPasswordVerifier } from "./accounts/password-verifier.ts";
import { dialects } from "./dialects/registry.ts";

export interface QueryDeps {
  readonly accounts: readonly Account[];
  /** The only way to the facts: a reader that sees one account. */
  readonly readerFor: (tenant: string) => TenantReader;
  readonly now: Clock;
}

/** The report surface: every dialect at its own prefixes, encapsulated, so that each speaks its own error language. */
export function createQueryPlugin(deps: QueryDeps): FastifyPluginAsync {
  const passwords = createPasswordVerifier({ now: deps.now });
  return async (app) => {
    for (const { name, prefixes, plugin } of dialects) {
      const mounted = plugin({ ...deps, passwords });
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
