import { expect, it } from "vitest";
import { hashPassword } from "../../accounts/password-hash.ts";
import { startBusyApp } from "../../testing/busy-app.ts";
import { basic } from "../../testing/test-app.ts";

it("refuses what is too much with 503, the time to come again and its own body", async () => {
  const logged: string[] = [];
  const busy = await startBusyApp([{ tenant: "acme", thulium: { users: [{ login: "ann", password: await hashPassword("secret") }] } }], logged);
  const headers = { authorization: basic("ann", "secret") };
  const get = async (query: string) => await busy.app.inject({ url: `/api/chats/reports/summary?${query}`, headers });
  const first = get("date_from=2025-03-01&date_to=2025-03-31");
  await busy.begun(1);
  const second = await get("date_from=2025-03-01&date_to=2025-03-31");
  expect([second.statusCode, second.headers["retry-after"]]).toEqual([503, "2"]);
  expect(second.json()).toEqual({
    request_id: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
    errors: [{ message: "The report cannot be computed now; try again later", code: 5030 }],
  });
  expect((await get("date_from=never")).statusCode).toBe(400);
  busy.release();
  expect([(await first).statusCode, (await first).body]).toEqual([200, "[]"]);
  expect(logged).toEqual([]);
  await busy.app.close();
});
