import type { z } from "zod";
import { type Account, sectionOf } from "../../accounts/account.ts";
import { fromBasicAuthorization } from "../../accounts/basic-credentials.ts";
import type { PasswordVerifier } from "../../accounts/password-verifier.ts";
import { checkToken, subjectOf, tokenKeyOf } from "../../accounts/session-token.ts";
import { livetexAccount } from "./account.ts";
import { unauthorized } from "./errors.ts";

type UserEntry = z.output<typeof livetexAccount.schema>["users"][number];

/** A user who has proven who he is, and what the accounts file says of him. */
export interface LivetexUser {
  readonly account: Account;
  readonly entry: UserEntry;
  readonly perMinute: number | undefined;
  /** Signs his tokens. */
  readonly tokenKey: Uint8Array;
}

export interface LivetexUsers {
  /** The user behind a login and password. Rejects with 401. */
  readonly fromPassword: (login: string, password: string) => Promise<LivetexUser>;
  /** The user behind an Authorization header, Basic or Bearer. Rejects with 401. */
  readonly fromAuthorization: (header: string | undefined) => Promise<LivetexUser>;
}

/** @param nowSeconds epoch seconds, for the lifetime of tokens */
export function createLivetexUsers(accounts: readonly Account[], verify: PasswordVerifier, nowSeconds: () => number): LivetexUsers {
  const users = new Map<string, LivetexUser>();
  for (const account of accounts) {
    const section = sectionOf(account, livetexAccount);
    for (const entry of section?.users ?? []) {
      users.set(entry.login, { account, entry, perMinute: section?.limits?.per_minute, tokenKey: tokenKeyOf("livetex", account.tenant, entry) });
    }
  }

  async function fromPassword(login: string, password: string): Promise<LivetexUser> {
    const user = users.get(login);
    const isRight = await verify({ realm: "livetex", login, passwordHash: user?.entry.password }, password);
    if (user === undefined || !isRight) throw unauthorized();
    return user;
  }

  async function fromToken(token: string): Promise<LivetexUser> {
    const user = users.get(subjectOf(token) ?? "");
    if (user === undefined || (await checkToken(token, user.tokenKey, nowSeconds())).state !== "good") throw unauthorized();
    return user;
  }

  return {
    fromPassword,
    async fromAuthorization(header) {
      const token = /^bearer +(\S+) *$/i.exec(header ?? "")?.[1];
      if (token !== undefined) return await fromToken(token);
      const credentials = fromBasicAuthorization(header);
      if (credentials === undefined) throw unauthorized();
      return await fromPassword(credentials.login, credentials.password);
    },
  };
}
