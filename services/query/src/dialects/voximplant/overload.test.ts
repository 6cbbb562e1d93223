import { expect, it } from "vitest";
import { hashKey } from "../../accounts/key-hash.ts";
import { startBusyApp } from "../../testing/busy-app.ts";

it("refuses what is too much with its code 2 and the time to come again; the status stays 200, because official clients drop any other body", async () => {
  const logged: string[] = [];
  const busy = await startBusyApp([{ tenant: "acme", voximplant: { account_id: 7, keys: [], api_keys: [hashKey("secret")] } }], logged);
  const ask = async (fields: Record<string, string> = {}) => {
    const query = new URLSearchParams({ account_id: "7", api_key: "secret", from_date: "2025-05-01 00:00:00", user_id: "all", ...fields });
    return await busy.app.inject({ url: `/platform_api/GetACDOperatorStatusStatistics?${query.toString()}` });
  };
  const first = ask();
  await busy.begun(1);
  const second = await ask();
  expect([second.statusCode, second.headers["retry-after"]]).toEqual([200, "2"]);
  expect(second.json()).toEqual({ error: { msg: "Internal error", code: 2 } });
  expect((await ask({ user_id: "x" })).json()).toMatchObject({ error: { code: 117 } });
  busy.release();
  expect((await first).json()).toEqual({ result: [] });
  expect((await first).headers["retry-after"]).toBeUndefined();
  expect(logged).toEqual([]);
  await busy.app.close();
});
