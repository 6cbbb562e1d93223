import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSystem, type TestSystem } from "../system/start-system.ts";
import { createTestAccount, type TestAccount } from "../system/test-account.ts";
import { pythonWith } from "./python-environment.ts";
import { outputOf } from "./run-program.ts";

interface Outcome {
  readonly returned?: unknown;
  readonly raised?: { readonly code: number; readonly message: string; readonly data: Readonly<Record<string, unknown>> };
}

interface Call {
  readonly method: string;
  readonly arguments?: Readonly<Record<string, unknown>>;
  /** Arguments that become date objects. */
  readonly times?: readonly string[];
  readonly by?: Readonly<Record<string, string>>;
}

const script = fileURLToPath(new URL("./comagic-python-client.py", import.meta.url));

describe.each(["sdk", "wrapper"] as const)("the %s from PyPI, unmodified but for the address", (client) => {
  let python: string;
  let system: TestSystem;
  let account: TestAccount;
  let fenced: TestAccount;
  const account_method = client === "sdk" ? "get_account" : "get.account";

  async function call(...calls: readonly Call[]): Promise<readonly Outcome[]> {
    const { login, password } = account.comagic;
    const stdin = JSON.stringify(calls.map(({ by = { login, password }, ...one }) => ({ ...by, ...one, url: `${system.origin}/v2.0` })));
    return JSON.parse(await outputOf(python, [script, client], { stdin, env: { NO_PROXY: "127.0.0.1", no_proxy: "127.0.0.1" } })) as readonly Outcome[];
  }

  beforeAll(async () => {
    python = await pythonWith(`comagic-${client}`);
    account = await createTestAccount({ tenant: "acme", accountId: 1001, timezone: "Europe/Samara" });
    fenced = await createTestAccount({ tenant: "fenced", accountId: 1002, comagic: { allowed_ips: ["192.0.2.0/24"] } });
    system = await startSystem([account, fenced]);
  }, 300_000);
  afterAll(async () => await system?.stop());

  it("logs in, and learns the account's id and zone with the session and with a permanent key", async () => {
    const [login, bySession, byKey] = await call(
      { method: "login" },
      { method: account_method },
      { method: account_method, by: { token: account.comagic.accessToken } },
    );
    expect(login?.returned).toEqual({ token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/) as string, app_id: client === "wrapper" ? 1001 : null });
    const known = { app_id: 1001, name: "acme", timezone: "Europe/Samara" };
    for (const outcome of [bySession, byKey]) expect(outcome).toEqual({ returned: client === "sdk" ? known : [known] });
  });

  it("raises its own exception with the code of a refusal", async () => {
    const nothing = client === "sdk" ? "get_tags" : "get.tags";
    const [wrong, unknown, foreign, missing] = await call(
      { method: "login", by: { login: account.comagic.login, password: "wrong" } },
      { method: account_method, by: { token: "unknown" } },
      { method: account_method, by: { token: fenced.comagic.accessToken } },
      { method: nothing },
    );
    expect([wrong, unknown, foreign, missing].map((outcome) => outcome?.raised?.code)).toEqual([-32001, -32001, -32003, -32601]);
    // the wrapper asks four times with bad credentials and then raises an error of its own
    const texts = client === "sdk" ? ["Login or password is wrong", "Access token is invalid"] : ["Invalid login or password", "Invalid login or password"];
    expect([wrong?.raised?.message, unknown?.raised?.message]).toEqual(texts);
    expect(foreign?.raised?.data).toMatchObject({ mnemonic: "ip_not_whitelisted", params: { ip: "127.0.0.1" } });
  });
});
