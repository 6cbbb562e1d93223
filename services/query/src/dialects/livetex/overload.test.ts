import { afterEach, beforeEach, expect, it } from "vitest";
import { hashPassword } from "../../accounts/password-hash.ts";
import { type BusyApp, startBusyApp } from "../../testing/busy-app.ts";
import { basic } from "../../testing/test-app.ts";

let busy: BusyApp;
let logged: string[];
const headers = { authorization: basic("ann", "secret") };
const get = async (url: string) => await busy.app.inject({ url: `/v2/stats/${url}`, headers });

beforeEach(async () => {
  logged = [];
  busy = await startBusyApp([{ tenant: "acme", livetex: { users: [{ login: "ann", password: await hashPassword("secret"), role: "admin" }] } }], logged);
});
afterEach(async () => await busy.app.close());

it("refuses what is too much with 503 and the time to come again, in its own shape, and answers again afterwards", async () => {
  const first = get("summary?fields=chats_total");
  await busy.begun(1);
  const second = await get("employees");
  expect([second.statusCode, second.body]).toEqual([503, '{"code":503,"message":"Service Unavailable"}']);
  expect(second.headers["retry-after"]).toBe("2");
  expect(await busy.metric("stats_reports_in_progress")).toBe(1);
  expect(await busy.metric("stats_reports_refused_total")).toBe(1);
  busy.release();
  expect((await first).json()).toEqual({ results: { chats_total: 0 } });
  const third = get("contacts");
  await busy.begun(2);
  busy.release();
  expect((await third).statusCode).toBe(200);
  expect(await busy.metric("stats_reports_in_progress")).toBe(0);
  expect(logged).toEqual([]);
});

it("still says first what is wrong with a request", async () => {
  const first = get("summary?fields=chats_total");
  await busy.begun(1);
  expect((await busy.app.inject({ url: "/v2/stats/summary" })).statusCode).toBe(401);
  expect((await get("summary?fields=nothing")).statusCode).toBe(422);
  expect((await get("nothing")).statusCode).toBe(404);
  busy.release();
  expect((await first).statusCode).toBe(200);
});

it("stops the reads of a caller who has gone, makes room, and has nothing to log", async () => {
  const address = await busy.app.listen({ port: 0 });
  const gone = new AbortController();
  const asked = fetch(`${address}/v2/stats/summary?fields=chats_total`, { headers, signal: gone.signal });
  await busy.begun(1);
  gone.abort();
  await expect(asked).rejects.toThrow();
  await expect.poll(() => busy.signals[0]?.aborted).toBe(true);
  await expect.poll(async () => await busy.metric("stats_reports_abandoned_total")).toBe(1);
  const next = get("summary?fields=chats_total");
  await busy.begun(2);
  busy.release();
  expect((await next).statusCode).toBe(200);
  expect(busy.signals[1]?.aborted).toBe(false);
  expect(logged).toEqual([]);
});
