import type { TenantReader } from "@stats/questions";
import { sessionEnded } from "@stats/questions";
import type { z } from "zod";
import { type Account, sectionOf } from "../../../accounts/account.ts";
import { hashKey, matchesKey } from "../../../accounts/key-hash.ts";
import { checkToken, type Session, signToken, subjectOf, tokenKeyOf } from "../../../accounts/session-token.ts";
import type { DialectDeps } from "../../dialect.ts";
import { comagicAccount } from "../account.ts";
import { type AddressList, createAddressList } from "./address.ts";
import { RpcError } from "./errors.ts";

type Section = z.output<typeof comagicAccount.schema>;

/** Who may ask, and what the accounts file says of him. */
export interface Caller {
  readonly account: Account;
  readonly section: Section;
  /** For what must not wait behind reports. */
  readonly reader: TenantReader;
  readonly isListed: AddressList;
  /** The login session that the token stands for; undefined for a key. */
  readonly session?: Session;
}

/** A token of login.user and its end, epoch seconds. */
export interface IssuedToken {
  readonly token: string;
  readonly expiresAt: number;
}

export interface Callers {
  /** Rejects with access_token_invalid, access_token_expired or access_token_blocked. */
  readonly fromToken: (token: string) => Promise<Caller>;
  /** Rejects with auth_error. */
  readonly fromPassword: (login: string, password: string) => Promise<Caller & { readonly issue: () => Promise<IssuedToken> }>;
}

const lifetimeSeconds = 3600;

export function createCallers({ accounts, lookUpFor, passwords, now }: DialectDeps): Callers {
  const nowSeconds = () => Math.floor(now() / 1000);
  const keys = new Map<string, { readonly caller: Caller; readonly entry: Section["tokens"][number] }>();
  const users = new Map<string, { readonly caller: Caller; readonly entry: Section["users"][number]; readonly tokenKey: Uint8Array }>();
  for (const account of accounts) {
    const section = sectionOf(account, comagicAccount);
    if (section === undefined) continue;
    const caller = { account, section, reader: lookUpFor(account.tenant), isListed: createAddressList(section.allowed_ips) };
    for (const entry of section.tokens) keys.set(entry.key, { caller, entry });
    for (const entry of section.users) users.set(entry.login, { caller, entry, tokenKey: tokenKeyOf("comagic", account.tenant, entry) });
  }

  function fromKey(token: string): Caller | undefined {
    const known = keys.get(hashKey(token));
    if (known === undefined || !matchesKey(token, known.entry.key)) return undefined;
    const { caller, entry } = known;
    if (entry.blocked === true) throw new RpcError("access_token_blocked");
    if (entry.expires_at !== undefined && now() >= Date.parse(entry.expires_at)) throw new RpcError("access_token_expired");
    return caller;
  }

  async function fromSession(token: string): Promise<Caller> {
    const user = users.get(subjectOf(token) ?? "");
    if (user === undefined) throw new RpcError("access_token_invalid");
    const checked = await checkToken(token, user.tokenKey, nowSeconds());
    if (checked.state !== "good") throw new RpcError(checked.state === "expired" ? "access_token_expired" : "access_token_invalid");
    const { session } = checked;
    const [answer] = await sessionEnded.ask(user.caller.reader, { session_id: session.id });
    if (answer?.ended === true) throw new RpcError("access_token_invalid");
    return { ...user.caller, session };
  }

  return {
    fromToken: async (token) => fromKey(token) ?? (await fromSession(token)),
    async fromPassword(login, password) {
      const user = users.get(login);
      const isRight = await passwords({ realm: "comagic", login, passwordHash: user?.entry.password }, password);
      if (user === undefined || !isRight) throw new RpcError("auth_error");
      const issue = async () => {
        const issuedAt = nowSeconds();
        return { token: await signToken(login, user.tokenKey, issuedAt, lifetimeSeconds), expiresAt: issuedAt + lifetimeSeconds };
      };
      return { ...user.caller, issue };
    },
  };
}
