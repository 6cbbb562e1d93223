import type { FastifyRequest } from "fastify";
import { type Account, sectionOf } from "../../accounts/account.ts";
import { fromBasicAuthorization } from "../../accounts/basic-credentials.ts";
import type { PasswordVerifier } from "../../accounts/password-verifier.ts";
import { thuliumAccount } from "./account.ts";
import { ThuliumError } from "./errors.ts";

/** An API user that has proven who he is. */
export interface ThuliumUser {
  readonly account: Account;
  readonly permits: (operation: string) => boolean;
  readonly perMinute: number | undefined;
}

/** Answers the API user of a request. The returned function rejects with 401 for missing or wrong credentials. */
export function createThuliumUsers(accounts: readonly Account[], verify: PasswordVerifier): (request: FastifyRequest) => Promise<ThuliumUser> {
  const users = new Map<string, ThuliumUser & { readonly passwordHash: string }>();
  for (const account of accounts) {
    const section = sectionOf(account, thuliumAccount);
    for (const { login, password, methods } of section?.users ?? []) {
      const granted = new Set<string>(methods);
      const permits = (operation: string) => granted.has("*") || granted.has(operation);
      users.set(login, { account, permits, perMinute: section?.limits?.per_minute, passwordHash: password });
    }
  }
  return async (request) => {
    const credentials = fromBasicAuthorization(request.headers.authorization);
    const unauthorized = new ThuliumError("unauthorized", { headers: { "www-authenticate": 'Basic realm="thulium"' } });
    if (credentials === undefined) throw unauthorized;
    const user = users.get(credentials.login);
    const isRight = await verify({ realm: "thulium", login: credentials.login, passwordHash: user?.passwordHash }, credentials.password);
    if (user === undefined || !isRight) throw unauthorized;
    return user;
  };
}
