import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventsOf } from "../../system/event.ts";
import { asking, type Days, type Row } from "./ask-reports.ts";
import { type StressAccount, startStressAccount, tenant } from "./stress-account.ts";

const asked: Days = { from: "2025-03-26", till: "2025-04-03" };
const otherDays = ["2025-03-25", "2025-04-04"];

/** Orders in which many rows are equal, and none. */
const lists: readonly (readonly [method: string, fields: readonly string[], sort: readonly Row[]])[] = [
  ["get.communications_report", ["id", "communication_type", "date_time"], []],
  ["get.communications_report", ["id", "communication_type", "visitor_type"], [{ field: "visitor_type", order: "desc" }]],
  ["get.chats_report", ["id", "status", "date_time"], [{ field: "status", order: "asc" }]],
  [
    "get.chats_report",
    ["id", "duration", "employee_id"],
    [
      { field: "employee_id", order: "desc" },
      { field: "sale_cost", order: "asc" },
    ],
  ],
  ["get.goals_report", ["id", "communication_id", "date_time"], []],
  ["get.offline_messages_report", ["id", "status", "date_time"], [{ field: "status", order: "desc" }]],
];

describe("pages of a list, put one after the other, are the list", () => {
  let stress: StressAccount;
  let ask: ReturnType<typeof asking>;
  let lastId = 9_000_000;
  beforeAll(async () => {
    stress = await startStressAccount(62, 6000);
    ask = asking(stress.system.origin, stress.account);
  });
  afterAll(async () => await stress?.system.stop());

  /** One of each, at the edges of the days before and after. */
  async function publishOnOtherDays(): Promise<void> {
    const event = eventsOf(tenant);
    const times = otherDays.map((day) => (day < asked.from ? `${day}T23:59:59.999+01:00` : `${day}T00:00:00+02:00`));
    const id = (lastId += 1);
    const stories = times.flatMap((time, index) => {
      const chat_id = id * 10 + index;
      return [
        event("chat.started.v1", time, { chat_id, initiator: "visitor" }),
        event("chat.message_sent.v1", time, { chat_id, message_id: "1", author: "visitor" }),
        event("goal.reached.v1", time, { goal_id: 1, name: "order", communication_id: chat_id }),
        event("offline_message.received.v1", time, { offline_message_id: chat_id, communication_id: chat_id }),
      ];
    });
    await stress.system.publish(stress.account, stories);
    await stress.system.settled();
  }

  it.each(lists)("%s %j %j, while events of other days arrive", async (method, fields, sort) => {
    const params = { fields, sort };
    const period = { date_from: `${asked.from} 00:00:00`, date_till: `${asked.till} 23:59:59` };
    const whole = await ask.page(method, { ...period, ...params, limit: 10_000 });
    const aroundBefore = await ask.rows(method, { from: otherDays[0] ?? "", till: otherDays[1] ?? "" }, params, 10_000);
    const limit = Math.ceil(whole.total / 5);
    const pages: Row[] = [];
    for (let offset = 0; offset < whole.total; offset += limit) {
      const { total, rows } = await ask.page(method, { ...period, ...params, limit, offset });
      expect(total).toBe(whole.total);
      pages.push(...rows);
      await publishOnOtherDays();
    }
    expect(pages).toEqual(whole.rows);
    expect(await ask.page(method, { ...period, ...params, limit: 10_000 })).toEqual(whole);
    // what arrived is there, and the list was long enough to be cut
    const around = await ask.rows(method, { from: otherDays[0] ?? "", till: otherDays[1] ?? "" }, params, 10_000);
    expect(around.length).toBeGreaterThanOrEqual(aroundBefore.length + 10);
    expect(whole.total).toBeGreaterThan(20);
    expect(new Set(pages.map((row) => JSON.stringify(row))).size).toBe(whole.total);
  });

  it("a page beyond the end is empty and says how many rows there are", async () => {
    const period = { date_from: `${asked.from} 00:00:00`, date_till: `${asked.till} 23:59:59` };
    const { total } = await ask.page("get.chats_report", { ...period, limit: 0 });
    expect(await ask.page("get.chats_report", { ...period, limit: 10, offset: total })).toEqual({ total, rows: [] });
  });
});
