import type { FastifyReply, FastifyRequest } from "fastify";
import { askingOnce, type TenantReader } from "@stats/questions";
import { createRequestLimit } from "../../accounts/request-limit.ts";
import type { DialectDeps } from "../dialect.ts";
import { LivetexError } from "./errors.ts";
import { levelOf } from "./scope.ts";
import type { LivetexUser, LivetexUsers } from "./users.ts";

/** A request whose caller may make it. */
export interface Admitted {
  readonly user: LivetexUser;
  /** Makes a report for the caller, once its parameters are known to be right. What several parts of it need is read once. */
  readonly make: <Result>(work: (reader: TenantReader) => Promise<Result>) => Promise<Result>;
  /** Epoch seconds. */
  readonly now: number;
}

/** Checks who calls, whether his role may call the method, and the account's limit, in this order. The returned function rejects with 401, 403 or 429. */
export function createAdmission({ reports, now }: DialectDeps, users: LivetexUsers) {
  const perMinute = createRequestLimit(60_000, now);
  return async (request: FastifyRequest, reply: FastifyReply, isForOperators: boolean): Promise<Admitted> => {
    const user = await users.fromAuthorization(request.headers.authorization);
    const { account, entry, perMinute: max } = user;
    if (!isForOperators && levelOf(entry.role) === "own") throw new LivetexError(403);
    const waitSeconds = max === undefined ? 0 : perMinute.take(account.tenant, max);
    if (waitSeconds > 0) throw new LivetexError(429, { headers: { "retry-after": String(waitSeconds) } });
    return {
      user,
      make: async (work) => await reports.make(account.tenant, reply, async (reader) => await work(askingOnce(reader))),
      now: Math.floor(now() / 1000),
    };
  };
}
