import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asking, countsBy, secondsOf, sumOf } from "./ask-reports.ts";
import { type StressAccount, startStressAccount, tenant, wholeTime } from "./stress-account.ts";

const periods = [wholeTime, { from: "2025-03-30", till: "2025-03-30" }, { from: "2025-03-27", till: "2025-04-02" }];

describe("one truth: chats and leads of an adversarial log, as three dialects show them", () => {
  let stress: StressAccount;
  let ask: ReturnType<typeof asking>;
  beforeAll(async () => {
    stress = await startStressAccount(61, 9000);
    ask = asking(stress.system.origin, stress.account);
  });
  afterAll(async () => await stress?.system.stop());

  it.each(periods)("as many chats, calls and leads from $from to $till", async (days) => {
    const [summary] = await ask.statistics("summary", days, "chats_total,calls_total,leads_total");
    const chats = await ask.rows("get.chats_report", days, { fields: ["id"] });
    const leads = await ask.rows("get.offline_messages_report", days, { fields: ["id"] });
    expect([chats.length, leads.length]).toEqual([summary?.["chats_total"], summary?.["leads_total"]]);
    expect((await ask.chatsSummary(days))?.incoming_including_empty).toBe(chats.length);
    expect(Math.min(chats.length, leads.length)).toBeGreaterThan(3);
    expect(new Set(chats.map(({ id }) => id)).size).toBe(chats.length);
  });

  it("day by day, on local days", async () => {
    const [summary] = await ask.statistics("summary", wholeTime, "chats_total,by_date");
    const chats = await ask.rows("get.chats_report", wholeTime, { fields: ["date_time"] });
    const shown = countsBy(
      chats.map(({ date_time }) => ({ day: String(date_time).slice(0, 10) })),
      "day",
    );
    const days = summary?.["by_date"] as { date: string; chats_total: number }[];
    expect(days.length).toBeGreaterThan(10);
    expect(Object.fromEntries(days.map(({ date, chats_total }) => [date, chats_total]))).toEqual(shown);
  });

  it("employee by employee: a chat has one credited employee", async () => {
    const employees = await ask.statistics("employees", wholeTime, "id,chats_total");
    const chats = await ask.rows("get.chats_report", wholeTime, { fields: ["employee_id"] });
    const { null: nobodys = 0, ...shown } = countsBy(chats, "employee_id");
    expect(nobodys).toBeGreaterThan(0);
    const credited = employees.filter(({ chats_total }) => Number(chats_total) > 0);
    expect(Object.fromEntries(credited.map(({ id, chats_total }) => [String(id), chats_total]))).toEqual(shown);
  });

  it.each(periods)("waits of chats in which the visitor wrote, from $from to $till", async (days) => {
    const chats = await ask.rows("get.chats_report", days, { fields: ["id", "answer_time"] });
    const messages = await ask.rows("get.chat_messages_report", wholeTime, {
      chat_ids: chats.map(({ id }) => id),
      date_from: undefined,
      date_till: undefined,
      fields: ["chat_id", "source"],
    });
    const written = new Set(messages.filter(({ source }) => source === "visitor").map(({ chat_id }) => chat_id));
    const waits = chats.filter(({ id, answer_time }) => answer_time !== null && written.has(id)).map(({ answer_time }) => Number(answer_time));
    const sum = waits.reduce((total, wait) => total + wait, 0);
    const average = Math.floor((2 * sum + waits.length) / (2 * waits.length));
    const summed = await ask.chatsSummary(days);
    const { wait_time, answered } = summed ?? {};
    const clocks = [wait_time?.min, wait_time?.max, wait_time?.sum, wait_time?.avg].map((clock) => secondsOf(clock ?? ""));
    expect([answered, ...clocks]).toEqual([waits.length, Math.min(...waits), Math.max(...waits), sum, average]);
    expect(await ask.statistics("summary", days, "chats_first_answer_avg")).toEqual([{ chats_first_answer_avg: average }]);
    // otherwise it would not matter which chats count
    const answeredUnwritten = chats.filter(({ id, answer_time }) => answer_time !== null && !written.has(id)).length;
    expect(answeredUnwritten).toBeGreaterThan(days === wholeTime ? 0 : -1);
    expect(sum).toBeGreaterThan(0);
  });

  it("as many messages as each chat counts", async () => {
    const chats = await ask.rows("get.chats_report", wholeTime, { fields: ["id", "messages_count", "employee_messages_count"] });
    const messages = await ask.rows("get.chat_messages_report", wholeTime, {
      chat_ids: chats.map(({ id }) => id),
      date_from: undefined,
      date_till: undefined,
      fields: ["chat_id", "source"],
    });
    expect(messages.length).toBe(sumOf(chats, "messages_count"));
    expect(messages.filter(({ source }) => source === "operator").length).toBe(sumOf(chats, "employee_messages_count"));
    expect(messages.length).toBeGreaterThan(500);
  });

  it("ratings: faces, votes and scores of the same chats, none made into another", async () => {
    const facts = stress.oracle.chatRows().filter((row) => row.tenant === tenant);
    const chats = await ask.rows("get.chats_report", wholeTime, { fields: ["id", "employee_raiting"] });
    const rated = chats.filter(({ employee_raiting }) => employee_raiting !== null);
    const scores = facts.filter(({ score }) => score > 0).map(({ chat_id, score }) => ({ id: chat_id, employee_raiting: score }));
    const byId = (a: { readonly id?: unknown }, b: { readonly id?: unknown }) => Number(a.id) - Number(b.id);
    expect(rated.toSorted(byId)).toEqual(scores.toSorted(byId));
    const counted = (field: "face" | "vote", value: string) => facts.filter((row) => row[field] === value).length;
    expect((await ask.chatsSummary(wholeTime))?.rating.rate).toEqual({
      sad: counted("face", "sad"),
      neutral: counted("face", "neutral"),
      happy: counted("face", "happy"),
    });
    expect(await ask.statistics("summary", wholeTime, "visitor_votes_pos,visitor_votes_neg")).toEqual([
      { visitor_votes_pos: counted("vote", "positive"), visitor_votes_neg: counted("vote", "negative") },
    ]);
    expect(scores.length).toBeGreaterThan(10);
  });
});
