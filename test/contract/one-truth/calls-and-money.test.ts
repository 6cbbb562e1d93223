import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asking, countsBy, type Days, moneyOf, type Row, tenThousandths } from "./ask-reports.ts";
import { type StressAccount, startStressAccount, tenant, wholeTime } from "./stress-account.ts";

const periods: readonly Days[] = [wholeTime, { from: "2025-03-30", till: "2025-03-30" }, { from: "2025-03-27", till: "2025-04-02" }];
const withOngoing = { include_ongoing_calls: true };
/** Every sale of a stress log is dated within these days. */
const salesTime: Days = { from: "2026-03-01", till: "2026-04-30" };

describe("one truth: calls, communications and money of an adversarial log", () => {
  let stress: StressAccount;
  let ask: ReturnType<typeof asking>;
  beforeAll(async () => {
    stress = await startStressAccount(63, 9000);
    ask = asking(stress.system.origin, stress.account);
  });
  afterAll(async () => await stress?.system.stop());

  it.each(periods)("as many calls from $from to $till, those that go on included", async (days) => {
    const [summary] = await ask.statistics("summary", days, "calls_total");
    const calls = await ask.rows("get.calls_report", days, { ...withOngoing, fields: ["id", "finish_time"] });
    const finished = await ask.rows("get.calls_report", days, { fields: ["id", "finish_time"] });
    expect(calls.length).toBe(summary?.["calls_total"]);
    expect(finished).toEqual(calls.filter(({ finish_time }) => finish_time !== null));
    expect(calls.length).toBeGreaterThan(3);
  });

  it("who is lost, who waits and who talks how long: as the events say, evaluated otherwise", async () => {
    const fields = ["id", "direction", "is_lost", "wait_duration", "total_wait_duration", "talk_duration", "clean_talk_duration"];
    const shown = await ask.rows("get.calls_report", wholeTime, { ...withOngoing, fields });
    const facts = stress.oracle.callRows().filter((row) => row.tenant === tenant);
    const expected = facts.map((fact) => {
      const ended = <Value>(value: Value) => (fact.finished === 1 ? value : null);
      return {
        id: fact.call_id,
        direction: fact.direction,
        is_lost: ended(fact.lost === 1),
        wait_duration: fact.finished === 1 || fact.answered === 1 ? fact.wait : null,
        total_wait_duration: ended(fact.total_wait),
        talk_duration: ended(fact.talk_duration),
        clean_talk_duration: ended(fact.clean_talk_duration),
      };
    });
    const byId = (a: Row, b: Row) => Number(a["id"]) - Number(b["id"]);
    expect(shown.toSorted(byId)).toEqual(expected.toSorted(byId));
    for (const row of shown.filter(({ is_lost }) => is_lost !== null))
      expect(Number(row["wait_duration"]) + Number(row["talk_duration"])).toBe(Number(row["total_wait_duration"]) + Number(row["clean_talk_duration"]));
    const lost = countsBy(shown, "is_lost");
    expect(Math.min(lost["true"] ?? 0, lost["false"] ?? 0, lost["null"] ?? 0)).toBeGreaterThan(5);
  });

  it.each(periods)("communications from $from to $till are the chats, finished calls, goals and offline messages", async (days) => {
    const communications = await ask.rows("get.communications_report", days, { fields: ["id", "communication_type", "sale_cost", "sale_date"] });
    const each = await communicationsOf(days, {});
    expect(communications.length).toBe(each.length);
    const inOrder = (rows: readonly Row[]) => rows.map((row) => `${keyOf(row, "id")} ${String(row["sale_cost"])} ${String(row["sale_date"])}`).toSorted();
    expect(inOrder(communications)).toEqual(inOrder(each));
    expect(Object.keys(countsBy(communications, "communication_type")).toSorted()).toEqual(["call", "chat", "goal", "offline_message"]);
  });

  it("sales come to what the communications cost, calls that go on included", async () => {
    const sales = await ask.rows("get.sales_report", salesTime, { fields: ["id", "transaction_value", "communication"] });
    const communications = await communicationsOf(wholeTime, withOngoing);
    expect(moneyOf(sales, "transaction_value")).toBe(moneyOf(communications, "sale_cost"));
    const sold = new Set(sales.map(({ communication }) => keyOf(communication as Row, "communication_id")));
    const costly = communications.filter(({ sale_cost }) => sale_cost !== null).map((row) => keyOf(row, "id"));
    expect([...sold].toSorted()).toEqual(costly.toSorted());
    expect(sales.length).toBeGreaterThan(costly.length);
  });

  it("telecommunication services of a day are the charges of its legs, and those published as such", async () => {
    const legs = await ask.rows("get.financial_call_legs_report", wholeTime, { fields: ["start_time", "total_charge"] });
    const charges = stress.oracle.chargeRows().filter((row) => row.tenant === tenant && row.kind === "telecom_services");
    const months = new Set(["2025-03", "2025-04", ...charges.map(({ charged_on }) => charged_on.slice(0, 7))]);
    const expected = new Map<string, bigint>();
    const add = (day: string, amount: string) => expected.set(day, (expected.get(day) ?? 0n) + tenThousandths(amount));
    for (const leg of legs) add(String(leg["start_time"]).slice(0, 10), String(leg["total_charge"]));
    for (const { charged_on, amount } of charges) add(charged_on, amount);
    const shown = new Map<string, bigint>();
    for (const month of months) {
      const [year, number] = month.split("-").map(Number);
      const { rows } = await ask.page("get.financial_summary_report", { year, month: number, fields: ["date", "telecom_services"] });
      for (const row of rows) shown.set(String(row["date"]), moneyOf([row], "telecom_services"));
    }
    const charged = (amounts: ReadonlyMap<string, bigint>) => [...amounts].flatMap(([day, amount]) => (amount === 0n ? [] : [`${day} ${amount}`])).toSorted();
    expect(charged(shown)).toEqual(charged(expected));
    expect(charged(shown).length).toBeGreaterThan(10);
    expect(legs.length).toBeGreaterThan(20);
  });

  it("a visitor has the sessions and communications that name him", async () => {
    const sessions = await ask.rows("get.visitor_sessions_report", wholeTime, { fields: ["id", "visitor_id"] });
    const communications = await ask.rows("get.communications_report", wholeTime, { fields: ["id", "communication_type", "visitor_id"] });
    const ids = [...new Set([...sessions, ...communications].map(({ visitor_id }) => visitor_id).filter((id) => id !== null))].slice(0, 12);
    for (const visitor_id of ids) {
      const { rows } = await ask.page("get.visitors_report", { visitor_id, fields: ["visits_count", "sessions", "communications"] });
      const [visitor] = rows;
      const own = (list: readonly Row[]) => list.filter((row) => row["visitor_id"] === visitor_id);
      expect(visitor?.["visits_count"]).toBe(own(sessions).length);
      const known = (visitor as { communications: readonly Row[] }).communications.map((row) => keyOf(row, "communication_id"));
      expect(known.toSorted()).toEqual(
        own(communications)
          .map((row) => keyOf(row, "id"))
          .toSorted(),
      );
    }
    expect(ids.length).toBe(12);
  });

  function keyOf(row: Row, id: string): string {
    return `${String(row["communication_type"])} ${String(row[id])}`;
  }

  /** What the four reports list, in the words of the one. */
  async function communicationsOf(days: Days, ofCalls: Row): Promise<readonly Row[]> {
    const fields = ["communication_id", "communication_type", "sale_cost", "sale_date"];
    const lists = await Promise.all([
      ask.rows("get.calls_report", days, { ...ofCalls, fields }),
      ...["get.chats_report", "get.goals_report", "get.offline_messages_report"].map(async (method) => await ask.rows(method, days, { fields })),
    ]);
    return lists.flat().map(({ communication_id: id, ...row }) => ({ id, ...row }));
  }
});
