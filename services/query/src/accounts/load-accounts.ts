import { z } from "zod";
import { accountSections } from "../dialects/account-sections.ts";
import type { Account } from "./account.ts";
import { findDuplicates } from "./duplicates.ts";
import { type Fault, toFaults } from "./fault.ts";
import { keyHash } from "./key-hash.ts";
import { timeZone } from "./time-zone.ts";

export type LoadedAccounts = { readonly ok: true; readonly accounts: readonly Account[] } | { readonly ok: false; readonly faults: readonly Fault[] };

const ownFields = {
  tenant: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, "must be 1 to 63 of a-z, 0-9 and -, and not begin with -"),
  timezone: timeZone.default("Europe/Moscow"),
  publish_keys: z.array(keyHash).default([]),
};

const accountSchema = z
  .strictObject({ ...ownFields, ...Object.fromEntries(accountSections.map(({ name, schema }) => [name, schema.optional()])) })
  .transform(({ tenant, timezone, publish_keys: publishKeys, ...sections }): Account => ({ tenant, timezone, publishKeys, sections }));

const uniquePaths = ["tenant", "publish_keys.*", ...accountSections.flatMap(({ name, unique }) => unique.map((path) => `${name}.${path}`))];

/** Reads the text of an accounts file (JSON, an array of accounts). Answers all accounts, or all faults at once. */
export function loadAccounts(text: string): LoadedAccounts {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { ok: false, faults: [{ path: "", message: "is not JSON" }] };
  }
  if (!Array.isArray(json)) return { ok: false, faults: [{ path: "", message: "must be an array of accounts" }] };

  const accounts: Account[] = [];
  const faults: Fault[] = [];
  for (const [index, candidate] of json.entries()) {
    const parsed = accountSchema.safeParse(candidate);
    if (parsed.success) accounts.push(parsed.data);
    else faults.push(...toFaults(parsed.error.issues, `[${index}]`));
  }
  for (const path of uniquePaths) faults.push(...findDuplicates(json, path));
  return faults.length === 0 ? { ok: true, accounts } : { ok: false, faults };
}
