import { randomBytes } from "node:crypto";
import { dialects } from "../dialects/registry.ts";
import { hashKey } from "./key-hash.ts";

export interface DemoAccount {
  /** What an accounts file would hold. */
  readonly accounts: readonly unknown[];
  /** The plain secrets, by dialect, and the publish key. JSON, so that the caller can keep them for the next start. */
  readonly credentials: { readonly publish_key: string; readonly dialects: Readonly<Record<string, unknown>> };
}

/** Makes a new account `demo` with random secrets for every dialect that can be asked. Storing it is the caller's. */
export async function createDemoAccount(options: { timezone?: string } = {}): Promise<DemoAccount> {
  const publishKey = randomBytes(24).toString("base64url");
  const made = await Promise.all(dialects.map(async ({ name, demo }) => ({ name, ...(await demo()) })));
  const account = {
    tenant: "demo",
    timezone: options.timezone ?? "Europe/Moscow",
    publish_keys: [hashKey(publishKey)],
    ...Object.fromEntries(made.map(({ name, section }) => [name, section])),
  };
  return {
    accounts: [account],
    credentials: { publish_key: publishKey, dialects: Object.fromEntries(made.map(({ name, credentials }) => [name, credentials])) },
  };
}
