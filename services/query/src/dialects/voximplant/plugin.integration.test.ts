import { connect, forTenant } from "@stats/facts";
import { type ScratchFacts, startScratchFacts } from "@stats/questions/testing";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hashKey } from "../../accounts/key-hash.ts";
import { startTestApp } from "../../testing/test-app.ts";
import { getAcdOperatorStatusStatistics } from "./endpoints/get-acd-operator-status-statistics.ts";

const accounts = [
  { tenant: "acme", voximplant: { account_id: 1, keys: [], api_keys: [hashKey("one")] } },
  { tenant: "typed", voximplant: { account_id: 2, keys: [], api_keys: [hashKey("two")], reply_shape: "array", first_hour: 1 } },
];
const method = "/platform_api/GetACDOperatorStatusStatistics";
const window = { from_date: "2019-05-20 11:00:00", to_date: "2019-05-20 13:00:00" };
const asked = { ...window, user_id: "all" };
const change = (tenant: string, user_id: number, at: string, status: string, version: number) => ({
  tenant,
  user_id,
  changed_at: `2019-05-20 ${at}.000`,
  status,
  version,
});
const sample = (min: number, avg: number, max: number, count: number, sum: number) => ({ min, avg, max, count, sum });

describe("voximplant GetACDOperatorStatusStatistics", () => {
  let facts: ScratchFacts;
  let app: FastifyInstance;
  const query = (fields: Record<string, string>) => new URLSearchParams(fields).toString();
  const ask = async (fields: Record<string, string>, account: { account_id: string; api_key: string } = { account_id: "1", api_key: "one" }) => {
    const reply = await app.inject({ method: "POST", url: `${method}?${query({ ...account, ...asked, ...fields })}` });
    expect([reply.statusCode, reply.headers["content-type"]]).toEqual([200, "application/json; charset=utf-8"]);
    return reply.json<{ result: unknown[] }>();
  };

  beforeAll(async () => {
    facts = await startScratchFacts();
    ({ app } = await startTestApp(accounts, facts.readerFor));
    await facts.insert("status_change", [
      ...["acme", "typed"].flatMap((tenant) => [
        change(tenant, 487_576, "11:02:31", "READY", 1),
        change(tenant, 487_576, "11:05:02", "ONLINE", 2),
        change(tenant, 487_576, "11:18:24", "READY", 3),
        change(tenant, 487_576, "12:00:30", "ONLINE", 4),
        change(tenant, 487_576, "12:00:57", "OFFLINE", 5),
        change(tenant, 1768, "12:30:00", "DND", 6),
      ]),
      change("typed", 42, "11:00:00", "BANNED", 7),
    ]);
  });
  afterAll(async () => {
    await app.close();
    await facts.close();
  });

  it("by user and hour, in the shape of the vendor's example: number ids, keys in the order of the request", async () => {
    const reply = await app.inject({
      method: "POST",
      url: `${method}?${query({ account_id: "1", api_key: "one", ...asked, acd_status: "READY;ONLINE", aggregation: "hour", group: "user" })}`,
    });
    expect(reply.body).toBe(
      JSON.stringify({
        result: [
          {
            user_id: 487_576,
            statistics: [
              { date: "2019-05-20", hour: 11, acd_status: { READY: sample(151, 1323, 2496, 2, 2647), ONLINE: sample(802, 802, 802, 1, 802) } },
              { date: "2019-05-20", hour: 12, acd_status: { READY: sample(30, 30, 30, 1, 30), ONLINE: sample(27, 27, 27, 1, 27) } },
            ],
          },
        ],
      }),
    );
  });

  it("by user without time, by default; users in the order of their numbers, statuses in declared order", async () => {
    expect(await ask({})).toEqual({
      result: [
        { user_id: 1768, statistics: [{ acd_status: { DND: sample(1800, 1800, 1800, 1, 1800) } }] },
        {
          user_id: 487_576,
          statistics: [
            { acd_status: { OFFLINE: sample(3543, 3543, 3543, 1, 3543), ONLINE: sample(27, 414, 802, 2, 829), READY: sample(151, 1338, 2526, 2, 2677) } },
          ],
        },
      ],
    });
  });

  it("by day, and by hour of the day", async () => {
    const only = { user_id: "1768;5;1768", acd_status: "DND" };
    const detail = { acd_status: { DND: sample(1800, 1800, 1800, 1, 1800) } };
    expect(await ask({ ...only, aggregation: "day" })).toEqual({ result: [{ user_id: 1768, statistics: [{ date: "2019-05-20", ...detail }] }] });
    expect(await ask({ ...only, aggregation: "hour_of_day" })).toEqual({ result: [{ user_id: 1768, statistics: [{ hour: 12, ...detail }] }] });
  });

  it("by aggregation: times outside, users inside", async () => {
    const only = { acd_status: "DND;ONLINE", group: "aggregation" };
    const online11 = { user_id: 487_576, acd_status: { ONLINE: sample(802, 802, 802, 1, 802) } };
    const dnd12 = { user_id: 1768, acd_status: { DND: sample(1800, 1800, 1800, 1, 1800) } };
    const online12 = { user_id: 487_576, acd_status: { ONLINE: sample(27, 27, 27, 1, 27) } };
    expect(await ask({ ...only, aggregation: "hour" })).toEqual({
      result: [
        { date: "2019-05-20", hour: 11, statistics: [online11] },
        { date: "2019-05-20", hour: 12, statistics: [dnd12, online12] },
      ],
    });
    expect(await ask({ ...only, aggregation: "hour_of_day", user_id: "1768" })).toEqual({ result: [{ hour: 12, statistics: [dnd12] }] });
    expect(await ask({ ...only, aggregation: "day", user_id: "1768" })).toEqual({ result: [{ date: "2019-05-20", statistics: [dnd12] }] });
    expect(await ask({ ...only, user_id: "1768" })).toEqual({ result: [{ statistics: [dnd12] }] });
  });

  it("the declared shape and the hours from 1 for accounts that want them", async () => {
    const body = await ask({ aggregation: "hour", user_id: "1768" }, { account_id: "2", api_key: "two" });
    expect(body).toEqual({
      result: [{ user_id: "1768", statistics: [{ date: "2019-05-20", hour: 13, acd_status: [{ DND: sample(1800, 1800, 1800, 1, 1800) }] }] }],
    });
  });

  it("nothing at all is an empty list, for every grouping", async () => {
    for (const fields of [{}, { group: "aggregation" }, { aggregation: "day", group: "aggregation" }]) {
      expect(await ask({ ...fields, user_id: "999" })).toEqual({ result: [] });
      expect(await ask({ ...fields, from_date: window.to_date })).toEqual({ result: [] });
      expect(await ask({ ...fields, from_date: "2035-01-01 00:00:00", to_date: "2035-01-02 00:00:00" })).toEqual({ result: [] });
    }
  });

  it("every reply fits the declared response", async () => {
    for (const aggregation of ["none", "day", "hour", "hour_of_day"]) {
      for (const group of ["user", "aggregation"]) {
        getAcdOperatorStatusStatistics.response.parse(await ask({ aggregation, group }));
        getAcdOperatorStatusStatistics.response.parse(await ask({ aggregation, group }, { account_id: "2", api_key: "two" }));
      }
    }
  });

  it("no account sees another's operators", async () => {
    expect(await ask({ user_id: "42" })).toEqual({ result: [] });
    expect((await ask({ user_id: "42" }, { account_id: "2", api_key: "two" })).result).toHaveLength(1);
  });

  it("code 2 when the engine is away, never an empty answer, and the log holds no key", async () => {
    const client = connect({ url: "http://127.0.0.1:1", database: "stats" });
    const logged: string[] = [];
    const away = await startTestApp(accounts, (tenant) => forTenant(client, tenant), logged);
    const reply = await away.app.inject({ url: `${method}?${query({ account_id: "1", api_key: "one-secret", ...asked })}` });
    expect(reply.json()).toEqual({ error: { msg: "Authorization failed", code: 100 } });
    const failed = await away.app.inject({
      method: "POST",
      url: method,
      headers: { "content-type": "application/x-www-form-urlencoded" },
      payload: query({ account_id: "1", api_key: "one", ...asked }),
    });
    expect([failed.statusCode, failed.body]).toEqual([200, JSON.stringify({ error: { msg: "Internal error", code: 2 } })]);
    expect(logged.join("")).toContain("QuestionUnanswered");
    expect(logged.join("")).not.toContain("api_key");
    await away.app.close();
    await client.close();
  });
});
