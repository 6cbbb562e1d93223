import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSystem, type TestSystem } from "../system/start-system.ts";
import { createTestAccount, type TestAccount } from "../system/test-account.ts";
import { pythonWith } from "./python-environment.ts";
import { outputOf } from "./run-program.ts";
import { evening, siteStory, told } from "./site-story.ts";

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
  const accountMethod = client === "sdk" ? "get_account" : "get.account";

  async function call(...calls: readonly Call[]): Promise<readonly Outcome[]> {
    const { login, password } = account.comagic;
    const stdin = JSON.stringify(calls.map(({ by = { login, password }, ...one }) => ({ ...by, ...one, url: `${system.origin}/v2.0` })));
    return JSON.parse(await outputOf(python, [script, client], { stdin, env: { NO_PROXY: "127.0.0.1", no_proxy: "127.0.0.1" } })) as readonly Outcome[];
  }

  /** A report of a period, as the client calls it: the sdk by a method of its own and with date objects. */
  const period = (report: string, given: Readonly<Record<string, unknown>>): Call =>
    client === "sdk"
      ? { method: `get_${report.replace("communications_", "communication_")}`, arguments: given, times: ["date_from", "date_till"] }
      : { method: `get.${report}`, arguments: given };

  beforeAll(async () => {
    python = await pythonWith(`comagic-${client}`);
    account = await createTestAccount({ tenant: "acme", accountId: 1001, timezone: "Europe/Moscow" });
    fenced = await createTestAccount({ tenant: "fenced", accountId: 1002, comagic: { allowed_ips: ["192.0.2.0/24"] } });
    system = await startSystem([account, fenced]);
    await system.publish(account, siteStory("acme"));
    await system.settled();
  }, 300_000);
  afterAll(async () => await system?.stop());

  it("logs in, and learns the account's id and zone with the session and with a permanent key", async () => {
    const [login, bySession, byKey] = await call(
      { method: "login" },
      { method: accountMethod },
      { method: accountMethod, by: { token: account.comagic.accessToken } },
    );
    expect(login?.returned).toEqual({ token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/) as string, app_id: client === "wrapper" ? 1001 : null });
    const known = { app_id: 1001, name: "acme", timezone: "Europe/Moscow" };
    for (const outcome of [bySession, byKey]) expect(outcome).toEqual({ returned: client === "sdk" ? known : [known] });
  });

  it("raises its own exception with the code of a refusal", async () => {
    const nothing = client === "sdk" ? "get_tags" : "get.tags";
    const [wrong, unknown, foreign, missing] = await call(
      { method: "login", by: { login: account.comagic.login, password: "wrong" } },
      { method: accountMethod, by: { token: "unknown" } },
      { method: accountMethod, by: { token: fenced.comagic.accessToken } },
      { method: nothing },
    );
    expect([wrong, unknown, foreign, missing].map((outcome) => outcome?.raised?.code)).toEqual([-32001, -32001, -32003, -32601]);
    // the wrapper asks four times with bad credentials and then raises an error of its own
    const texts = client === "sdk" ? ["Login or password is wrong", "Access token is invalid"] : ["Invalid login or password", "Invalid login or password"];
    expect([wrong?.raised?.message, unknown?.raised?.message]).toEqual(texts);
    expect(foreign?.raised?.data).toMatchObject({ mnemonic: "ip_not_whitelisted", params: { ip: "127.0.0.1" } });
  });

  it.each(Object.entries(told))("gets %s, with all the fields that it asks for", async (report, row) => {
    const [outcome] = await call(period(report, client === "sdk" ? evening : { ...evening, fields: Object.keys(row) }));
    const rows = outcome?.returned as readonly Readonly<Record<string, unknown>>[];
    // the sdk asks for every field that it knows; it makes date objects of the texts, and fails on any other form of them
    const shown =
      client === "sdk"
        ? Object.fromEntries(Object.entries(row).map(([name, value]) => [name, /^20\d\d-/.test(String(value)) ? `time:${String(value)}` : value]))
        : row;
    expect(rows[0], JSON.stringify(outcome).slice(0, 500)).toMatchObject(shown);
    if (client === "sdk") expect(Object.keys(rows[0] ?? {}).length).toBeGreaterThan(6);
  });

  it("filters, sorts and pages", async () => {
    const filter = { field: "communication_type", operator: "in", value: ["chat", "goal"] };
    const sort = [{ field: "date_time", order: "desc" }];
    const [whole, page, none] = await call(
      period("communications_report", { ...evening, filter, sort, fields: ["id", "date_time"] }),
      period("communications_report", { ...evening, filter, sort, fields: ["id", "date_time"], limit: 1, offset: 1 }),
      period("communications_report", { date_from: "2020-01-01 00:00:00", date_till: "2020-01-02 00:00:00" }),
    );
    const ids = (outcome: Outcome | undefined) => (outcome?.returned as { id: number }[] | undefined)?.map(({ id }) => id);
    // the wrapper drops what it is told about the order
    const order = client === "sdk" ? [600, 42] : [42, 600];
    expect([ids(whole), ids(page), none?.returned]).toEqual([order, order.slice(1), []]);
  });

  it("gets the messages of a chat; the sdk cannot, because it misspells the parameter, and is told which", async () => {
    const method = client === "sdk" ? "get_chat_messages_report" : "get.chat_messages_report";
    const [outcome] = await call({ method, arguments: { chat_id: 42 } });
    if (client === "sdk") expect(outcome?.raised?.data).toMatchObject({ mnemonic: "unexpected_parameters", field: "chat", value: "42" });
    else expect((outcome?.returned as { text: string }[] | undefined)?.map(({ text }) => text)).toEqual(["Здравствуйте", "Добрый вечер"]);
  });

  it("gets charged legs; the sdk fails on any by itself, and gets the empty list", async () => {
    const at = client === "sdk" ? { date_from: "2025-03-09 00:00:00", date_till: "2025-03-09 23:59:59" } : evening;
    const [outcome] = await call(period("financial_call_legs_report", at));
    const charged = { leg_id: 2, call_session_id: 7001, direction_type: "mobile", chargeable_duration: 60, total_charge: 1.5, bonuses_charge: 0.25 };
    expect(outcome?.returned).toEqual(client === "sdk" ? [] : [expect.objectContaining(charged)]);
  });
});
