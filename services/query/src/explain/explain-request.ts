import { createTelemetry } from "@stats/kit";
import type { TenantReader } from "@stats/questions";
import { fastify } from "fastify";
import type { Account } from "../accounts/account.ts";
import { loadAccounts } from "../accounts/load-accounts.ts";
import type { ClientRequest } from "../dialects/dialect.ts";
import { dialects } from "../dialects/registry.ts";
import { answerFrameworkError } from "../framework-errors.ts";
import { createQueryPlugin } from "../query-plugin.ts";

export interface AskedAs {
  readonly account: Pick<Account, "tenant" | "timezone" | "sections">;
  readonly readerFor: (tenant: string) => TenantReader;
  readonly now: () => number;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** No report API has this path. */
export class UnknownSurfaceError extends Error {
  override readonly name = "UnknownSurfaceError";
}

/**
 * Asks a client's request as the report surface would answer it to somebody who sees all of the account, without knowing anybody's secret: the account
 * is given credentials for this one request. What the request would write is not written.
 * @throws {UnknownSurfaceError}
 */
export async function askAsOperator(request: ClientRequest, { account, readerFor, now }: AskedAs): Promise<Answer> {
  const path = request.url.split("?", 1)[0] ?? "";
  const dialect = dialects.find(({ prefixes }) => prefixes.some((prefix) => path === prefix || path.startsWith(`${prefix}/`)));
  if (dialect === undefined) {
    throw new UnknownSurfaceError(`No report API has the path ${path}: paths begin with ${dialects.flatMap(({ prefixes }) => prefixes).join(", ")}`);
  }
  const { section, credentials } = await dialect.demo();
  const own = account.sections[dialect.name];
  const known = { ...(typeof own === "object" ? own : {}), ...(typeof section === "object" ? section : {}) };
  const loaded = loadAccounts(JSON.stringify([{ tenant: account.tenant, timezone: account.timezone, [dialect.name]: known }]));
  if (!loaded.ok) throw new Error(`The account's section ${dialect.name} cannot be used: ${JSON.stringify(loaded.faults)}`);
  const app = fastify({ frameworkErrors: answerFrameworkError });
  try {
    await app.register(
      createQueryPlugin({
        accounts: loaded.accounts,
        readerFor,
        now,
        log: { append: async () => undefined },
        endSession: async () => undefined,
        telemetry: createTelemetry(),
        reportsMax: 1,
      }),
    );
    const { method, url, headers, body } = dialect.sign(request, credentials);
    const answer = await app.inject({ method, url, headers: { ...headers }, ...(body === undefined ? {} : { payload: body }) });
    return { status: answer.statusCode, body: answer.body };
  } finally {
    await app.close();
  }
}
