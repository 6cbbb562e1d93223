import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { hashKey } from "../accounts/key-hash.ts";
import { loadAccounts } from "../accounts/load-accounts.ts";
import { hashPassword } from "../accounts/password-hash.ts";
import { accountSections } from "./account-sections.ts";

const rsa = (modulusLength: number) =>
  generateKeyPairSync("rsa", { modulusLength, publicKeyEncoding: { type: "spki", format: "pem" }, privateKeyEncoding: { type: "pkcs8", format: "pem" } });
const { publicKey, privateKey } = rsa(2048);
const ec = generateKeyPairSync("ec", {
  namedCurve: "P-256",
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});

describe("the accounts file", () => {
  let password: string;
  const complete = () => ({
    tenant: "acme",
    timezone: "Asia/Kolkata",
    publish_keys: [hashKey("p")],
    livetex: {
      users: [
        { login: "boss", password, role: "chief", managed_site_ids: [], managed_department_ids: [3] },
        { login: "op", password, role: "operator", employee_id: 501 },
      ],
      limits: { per_minute: 60 },
    },
    thulium: { users: [{ login: "api", password, methods: ["chats/reports/summary"] }], limits: { per_minute: 60 } },
    voximplant: {
      account_id: 7,
      keys: [{ key_id: "k", public_key: publicKey, role: "Supervisor" }],
      api_keys: [hashKey("a")],
      reply_shape: "array",
      first_hour: 1,
    },
    comagic: {
      app_id: 9,
      users: [{ login: "c", password }],
      tokens: [{ key: hashKey("t"), expires_at: "2026-01-01T00:00:00+03:00", blocked: true }],
      allowed_ips: ["192.0.2.0/24", "2001:db8::/32"],
      limits: { day: 1000, minute: 10 },
      records_base_url: "https://records.example.com/x",
    },
  });
  const load = (...accounts: unknown[]) => loadAccounts(JSON.stringify(accounts));
  const faults = (...accounts: unknown[]) => {
    const loaded = load(...accounts);
    return loaded.ok ? [] : loaded.faults.map(({ path, message }) => `${path} ${message}`);
  };
  const paths = (...accounts: unknown[]) => faults(...accounts).map((fault) => fault.split(" ")[0]);

  beforeAll(async () => {
    password = await hashPassword("secret");
  });

  it("may hold everything that the contract names", () => {
    const loaded = load(complete());
    expect(loaded).toMatchObject({ ok: true, accounts: [{ tenant: "acme", timezone: "Asia/Kolkata", publishKeys: [hashKey("p")] }] });
  });

  it("needs only a tenant", () => {
    expect(load({ tenant: "a" })).toEqual({ ok: true, accounts: [{ tenant: "a", timezone: "Europe/Moscow", publishKeys: [], sections: {} }] });
  });

  it.each([
    ["{", "is not JSON"],
    ["{}", "must be an array of accounts"],
    ["null", "must be an array of accounts"],
  ])("%s", (text, message) => {
    expect(loadAccounts(text)).toEqual({ ok: false, faults: [{ path: "", message }] });
  });

  it("tells all faults of all accounts at once, with their paths", () => {
    const { thulium, voximplant, comagic } = complete();
    expect(
      paths(
        { ...complete(), tenant: "-x", timezone: "Mars/Base", publish_keys: ["sha256:00"], colour: 1 },
        {
          tenant: "b",
          timezone: "+03:00",
          livetex: {
            users: [
              { login: "x", password: "secret", role: "king", age: 3 },
              { login: "y", password, role: "operator" },
            ],
          },
          thulium: {
            users: [{ login: "api", password: "$scrypt$ln=40,r=8,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", methods: ["chats"] }],
            limits: { per_minute: 0 },
          },
          voximplant: { account_id: "7", keys: [{ key_id: "k", public_key: "x" }], first_hour: 2 },
          comagic: { ...comagic, allowed_ips: ["192.0.2.1", "300.0.0.0/8"], tokens: [{ key: "t", expires_at: "tomorrow" }], records_base_url: "ftp://x" },
        },
        { tenant: "c", thulium, voximplant },
      ).toSorted(),
    ).toEqual(
      [
        "[0].tenant",
        "[0].timezone",
        "[0].publish_keys[0]",
        "[0].colour",
        "[1].timezone",
        "[1].livetex.users[0].password",
        "[1].livetex.users[0].role",
        "[1].livetex.users[0].age",
        "[1].livetex.users[1].employee_id",
        "[1].thulium.users[0].password",
        "[1].thulium.users[0].methods[0]",
        "[1].thulium.limits.per_minute",
        "[1].voximplant.account_id",
        "[1].voximplant.keys[0].public_key",
        "[1].voximplant.first_hour",
        "[1].comagic.allowed_ips[0]",
        "[1].comagic.allowed_ips[1]",
        "[1].comagic.tokens[0].key",
        "[1].comagic.tokens[0].expires_at",
        "[1].comagic.records_base_url",
        // duplicates, although other fields of the same accounts are wrong
        "[1].thulium.users[0].login",
        "[2].thulium.users[0].login",
        "[1].voximplant.account_id",
        "[2].voximplant.account_id",
        "[1].comagic.users[0].login",
      ].toSorted(),
    );
  });

  it("refuses duplicates over accounts: tenants, publish keys, logins, tokens, account ids", () => {
    expect(faults(complete(), complete())).toEqual([
      "[1].tenant is the same as [0].tenant",
      "[1].publish_keys[0] is the same as [0].publish_keys[0]",
      "[1].livetex.users[0].login is the same as [0].livetex.users[0].login",
      "[1].livetex.users[1].login is the same as [0].livetex.users[1].login",
      "[1].thulium.users[0].login is the same as [0].thulium.users[0].login",
      "[1].voximplant.account_id is the same as [0].voximplant.account_id",
      "[1].comagic.users[0].login is the same as [0].comagic.users[0].login",
      "[1].comagic.tokens[0].key is the same as [0].comagic.tokens[0].key",
    ]);
    expect(paths({ tenant: "a", publish_keys: [hashKey("p"), hashKey("p").toUpperCase().replace("SHA256", "sha256")] })).toEqual(["[0].publish_keys[1]"]);
    // one login may serve two dialects
    const user = { login: "same", password };
    expect(faults({ tenant: "a", livetex: { users: [{ ...user, role: "admin" }] }, thulium: { users: [user] } })).toEqual([]);
  });

  it.each([
    ["a private key", privateKey, "must be the public key"],
    ["a short key", rsa(1024).publicKey, "at least 2048 bits"],
    ["another kind of key", ec.publicKey, "must be an RSA key"],
    ["no key", "hello", "PEM"],
  ])("refuses %s, and does not repeat it", (_case, public_key, message) => {
    const told = faults({ tenant: "a", voximplant: { account_id: 1, keys: [{ key_id: "k", public_key }] } });
    expect(told).toEqual([expect.stringContaining(message)]);
    expect(told.join("")).not.toContain(public_key.slice(0, 40));
  });

  it("takes time zones by their exact IANA names, links included", () => {
    const zone = (timezone: string) => faults({ tenant: "a", timezone });
    expect([zone("UTC"), zone("Asia/Calcutta"), zone("America/Argentina/Buenos_Aires")]).toEqual([[], [], []]);
    expect(zone("europe/moscow")).toEqual(["[0].timezone must be written Europe/Moscow"]);
    for (const wrong of ["", "Moscow", "+03:00", "UTC+3"]) expect(zone(wrong), wrong).toHaveLength(1);
  });

  it("of docs/accounts.md is one", () => {
    const page = readFileSync(new URL("../../../../docs/accounts.md", import.meta.url), "utf8");
    const [, example = ""] = /```json\n([^`]*)```/.exec(page) ?? [];
    expect(loadAccounts(example)).toMatchObject({ ok: true, accounts: [{ tenant: "acme" }] });
    for (const { name } of accountSections) expect(page).toContain(`\`${name}\``);
  });
});
