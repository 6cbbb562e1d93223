import { randomBytes } from "node:crypto";
import { type Account, hashKey, hashPassword, loadAccounts } from "@stats/query";
import { type EvaluatedUser, fuzzedUsers } from "@stats/query/testing/livetex";

export interface TestAccount {
  readonly tenant: string;
  readonly timezone: string;
  readonly accountId: number;
  readonly replyShape: "object" | "array";
  readonly firstHour: 0 | 1;
}

/** Zones with summer time within the log's fortnight, without it, and off the whole hour. */
export const testAccounts: readonly TestAccount[] = [
  { tenant: "acme", timezone: "Europe/Warsaw", accountId: 1, replyShape: "object", firstHour: 0 },
  { tenant: "globex", timezone: "Asia/Kolkata", accountId: 2, replyShape: "array", firstHour: 1 },
  { tenant: "initech", timezone: "Australia/Lord_Howe", accountId: 3, replyShape: "object", firstHour: 1 },
];

export const timezones: Readonly<Record<string, string>> = Object.fromEntries(testAccounts.map(({ tenant, timezone }) => [tenant, timezone]));

/** The log's employees begin with 501. */
const employeeIdsFrom = 501;

/** Of every account: users of all roles, as LiveTex knows them. */
export const livetexUsers: readonly EvaluatedUser[] = fuzzedUsers.map(({ employee_id, ...user }) => ({
  ...user,
  ...(employee_id === undefined ? {} : { employee_id: employeeIdsFrom - 1 + employee_id }),
}));

export interface OpenedAccounts {
  readonly accounts: readonly Account[];
  readonly authorization: (account: TestAccount) => string;
  /** Of one of the {@link livetexUsers}, by his place there. */
  readonly livetexAuthorization: (account: TestAccount, user: number) => string;
  readonly apiKey: string;
}

/** The accounts as the query service loads them, with credentials made for this run. */
export async function openTestAccounts(accounts: readonly TestAccount[]): Promise<OpenedAccounts> {
  const [password, apiKey] = [randomBytes(16).toString("hex"), randomBytes(32).toString("hex")];
  const hashed = await hashPassword(password);
  const entries = accounts.map(({ tenant, timezone, accountId, replyShape, firstHour }) => ({
    tenant,
    timezone,
    publish_keys: [],
    livetex: { users: livetexUsers.map((user, index) => ({ ...user, login: `${tenant}-${index}`, password: hashed })) },
    thulium: { users: [{ login: tenant, password: hashed }] },
    voximplant: { account_id: accountId, keys: [], api_keys: [hashKey(apiKey)], reply_shape: replyShape, first_hour: firstHour },
  }));
  const loaded = loadAccounts(JSON.stringify(entries));
  if (!loaded.ok) throw new Error(loaded.faults.map(({ path, message }) => `${path}: ${message}`).join("; "));
  const basic = (login: string) => `Basic ${Buffer.from(`${login}:${password}`).toString("base64")}`;
  return {
    accounts: loaded.accounts,
    apiKey,
    authorization: ({ tenant }) => basic(tenant),
    livetexAuthorization: ({ tenant }, user) => basic(`${tenant}-${user}`),
  };
}
