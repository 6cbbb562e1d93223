import { generateKeyPairSync, randomBytes } from "node:crypto";
import { hashKey, hashPassword } from "@stats/query";

/** An account with the plain secrets of everyone who may use it. */
export interface TestAccount {
  readonly tenant: string;
  readonly publishKey: string;
  readonly thulium: { readonly login: string; readonly password: string };
  readonly voximplant: { readonly accountId: number; readonly keyId: string; readonly privateKey: string; readonly apiKey: string };
  readonly comagic: { readonly appId: number; readonly login: string; readonly password: string; readonly accessToken: string };
  /** What the accounts file holds of it. */
  readonly entry: Readonly<Record<string, unknown>>;
}

export interface TestAccountOptions {
  readonly tenant: string;
  readonly accountId: number;
  readonly timezone?: string;
  readonly login?: string;
  readonly password?: string;
  readonly replyShape?: "object" | "array";
  readonly firstHour?: 0 | 1;
  /** Role of the Voximplant key. */
  readonly role?: string;
  /** What the Thulium user may call, and how often. */
  readonly methods?: readonly string[];
  readonly perMinute?: number;
  /** More of the CoMagic section: limits, addresses, other tokens. */
  readonly comagic?: Readonly<Record<string, unknown>>;
}

/** Makes an account with new random secrets; every account has the same key_id, so that only the account tells keys apart. */
export async function createTestAccount(options: TestAccountOptions): Promise<TestAccount> {
  const { tenant, accountId, timezone = "Europe/Warsaw", login = tenant, password = randomBytes(9).toString("base64url") } = options;
  const publishKey = randomBytes(24).toString("base64url");
  const apiKey = randomBytes(24).toString("hex");
  const accessToken = randomBytes(24).toString("hex");
  const user = { login, password: await hashPassword(password) };
  const keyId = "0123456789abcdef0123456789abcdef";
  const { publicKey, privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  return {
    tenant,
    publishKey,
    thulium: { login, password },
    voximplant: { accountId, keyId, privateKey, apiKey },
    comagic: { appId: accountId, login, password, accessToken },
    entry: {
      tenant,
      timezone,
      publish_keys: [hashKey(publishKey)],
      thulium: {
        users: [{ ...user, ...(options.methods === undefined ? {} : { methods: options.methods }) }],
        ...(options.perMinute === undefined ? {} : { limits: { per_minute: options.perMinute } }),
      },
      voximplant: {
        account_id: accountId,
        keys: [{ key_id: keyId, public_key: publicKey, ...(options.role === undefined ? {} : { role: options.role }) }],
        api_keys: [hashKey(apiKey)],
        reply_shape: options.replyShape ?? "object",
        first_hour: options.firstHour ?? 0,
      },
      comagic: { app_id: accountId, users: [user], tokens: [{ key: hashKey(accessToken) }], ...options.comagic },
    },
  };
}

export function basic({ login, password }: TestAccount["thulium"]): string {
  return `Basic ${Buffer.from(`${login}:${password}`, "utf8").toString("base64")}`;
}
