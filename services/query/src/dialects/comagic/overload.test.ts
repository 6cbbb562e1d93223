import { expect, it } from "vitest";
import { hashKey } from "../../accounts/key-hash.ts";
import { startBusyApp } from "../../testing/busy-app.ts";

const key = "k".repeat(48);

it("a report that is too much is refused by 503 and the time to come again, costs nothing, and keeps nobody from what is no report", async () => {
  const logged: string[] = [];
  const busy = await startBusyApp([{ tenant: "acme", comagic: { app_id: 7, users: [], tokens: [{ key: hashKey(key) }] } }], logged);
  const ask = async (method: string, params: object = {}) =>
    await busy.app.inject({
      method: "POST",
      url: "/v2.0",
      payload: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params: { access_token: key, ...params } }),
    });
  const period = { date_from: "2025-05-01", date_till: "2025-05-02" };
  const first = ask("get.calls_report", period);
  await busy.begun(1);
  const second = await ask("get.calls_report", period);
  expect([second.statusCode, second.headers["retry-after"]]).toEqual([503, "2"]);
  expect(second.json()).toMatchObject({
    id: 1,
    error: { code: -32603, data: { mnemonic: "internal_error", metadata: { limits: { day_remaining: 999_999 } } } },
  });
  expect((await ask("get.calls_report", { ...period, limit: -1 })).json()).toMatchObject({ error: { data: { field: "limit" } } });
  expect((await ask("get.account")).json()).toHaveProperty("result");
  expect(logged).toEqual([]);
  busy.release();
  await first;
  expect((await ask("get.account")).json()).toHaveProperty("result");
  await busy.app.close();
});
