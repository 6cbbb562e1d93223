import type { FastifyRequest } from "fastify";
import type { z } from "zod";
import { type Account, sectionOf } from "../../accounts/account.ts";
import { matchesKey } from "../../accounts/key-hash.ts";
import { voximplantAccount } from "./account.ts";
import { VoximplantError } from "./errors.ts";
import type { Parameters } from "./parameters.ts";
import { checkLifetime, checkSignature, fromBearerToken } from "./token.ts";

type Section = z.output<typeof voximplantAccount.schema>;

export interface VoximplantCaller {
  readonly account: Account;
  readonly section: Section;
  readonly role: string;
}

/**
 * Answers who calls: a bearer token wins over the legacy pair account_id and api_key, and a bad one never falls back to it.
 * The returned function rejects with a {@link VoximplantError}.
 */
export function createVoximplantCallers(accounts: readonly Account[], nowSeconds: () => number) {
  const known = new Map<string, { account: Account; section: Section }>();
  for (const account of accounts) {
    const section = sectionOf(account, voximplantAccount);
    if (section !== undefined) known.set(String(section.account_id), { account, section });
  }

  async function fromToken(jwt: string, parameters: Parameters): Promise<VoximplantCaller> {
    const token = fromBearerToken(jwt);
    const owner = known.get(token.issuer);
    if (owner === undefined) throw new VoximplantError(100);
    const key = owner.section.keys.find(({ key_id }) => key_id === token.keyId);
    if (key === undefined) throw new VoximplantError(433);
    await checkSignature(token, key.public_key);
    checkLifetime(token, nowSeconds());
    const asked = parameters.get("account_id");
    if (asked !== undefined && asked !== token.issuer) throw new VoximplantError(115, "it must be the account of the token");
    return { ...owner, role: key.role };
  }

  function fromApiKey(parameters: Parameters): VoximplantCaller {
    const owner = known.get(parameters.get("account_id") ?? "");
    const apiKey = parameters.get("api_key");
    if (owner === undefined || apiKey === undefined || !owner.section.api_keys.some((hash) => matchesKey(apiKey, hash))) throw new VoximplantError(100);
    // the vendor gives this kind of credentials full rights
    return { ...owner, role: "Owner" };
  }

  return async (request: FastifyRequest, parameters: Parameters): Promise<VoximplantCaller> => {
    const bearer = /^bearer(?: +(.*))?$/i.exec(request.headers.authorization ?? "");
    return bearer === null ? fromApiKey(parameters) : await fromToken((bearer[1] ?? "").trim(), parameters);
  };
}
