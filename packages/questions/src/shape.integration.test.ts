import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { questions } from "./catalogue.ts";
import { callerRecord } from "./caller-record/question.ts";
import { communicationWithId } from "./communication-with-id/question.ts";
import { accountSizes } from "./account-sizes/question.ts";
import { chatsCounted, chatsReport } from "./chats-report/question.ts";
import { dialogBuckets } from "./dialog-buckets/question.ts";
import { contactsCaptured } from "./contacts-captured/question.ts";
import { dialogSums } from "./dialog-figures/question.ts";
import { employeeDirectory } from "./employee-directory/question.ts";
import { lastStatus } from "./last-status/question.ts";
import { onlineSeconds } from "./online-time/question.ts";
import { operatorBuckets } from "./operator-buckets/question.ts";
import { operatorSamples, operatorTime } from "./operator-time/question.ts";
import { placeDirectory } from "./places-listed/question.ts";
import { type Question, QuestionUnanswered } from "./question.ts";
import { sessionEnded } from "./session-ended/question.ts";
import { visitorLastSeen } from "./visitor-last-seen/question.ts";
import { at } from "./testing/chat-row.ts";
import { type ScratchFacts, startScratchFacts } from "./testing/scratch-facts.ts";
import { choicesOfLines } from "./testing/texts-of.ts";

const report = {
  from: at("2025-03-05 00:00:00"),
  to: at("2025-03-06 00:00:00"),
  zone: "UTC",
  grain: "day" as const,
  sum_employees: false,
  employee_logins: [],
  queue_ids: [],
  threshold: 20,
  skip: 0,
  take: 10,
};
const rolled = { rolled: true, with_days: true, with_hours: true, with_facts: true };
const notRolled = { rolled: false, with_days: false, with_hours: false };
const planned = {
  ...rolled,
  by_logins: true,
  by_queues: true,
  cut: "employee" as const,
  roll_days: [report.from],
  roll_hours: [],
  fact_begins: [report.from],
  fact_ends: [report.to],
};
const time = { from: report.from, to: report.to, now: report.to, bucket: "none" as const, order: "user" as const, user_ids: [501, 502], statuses: [] };
const fromFacts = { facts_read: "all" as const, later_from: 0, later_to: 0, grain: "day" as const, roll_buckets: [] };
const scope = { level: "managed" as const, caller_id: 0, every_site: false, view_sites: [1], every_department: true, view_departments: [] };
const criteria = { sites_given: false, site_ids: [], departments_given: false, department_ids: [], employees_given: false, employee_ids: [] };
const cuts = { by_date: true, by_department: true, by_employee: true, by_remark: true, cutting: "several" as const };
const ofEach = (values: readonly number[]) => ({ chat: values, call: values, lead: [] });
const figures = {
  ...scope,
  ...criteria,
  ...cuts,
  ...rolled,
  zone: "Europe/Moscow",
  rows_by: "site" as const,
  of: "all" as const,
  from: report.from,
  to: report.to,
  rollup_cut: "employee_place" as const,
  roll_days: ofEach([report.from]),
  roll_hours: ofEach([]),
  fact_begins: { chat: [report.from], call: [report.from], lead: [report.from] },
  fact_ends: { chat: [report.to], call: [report.to], lead: [report.to] },
};
const examples: Record<string, Record<string, unknown>> = {
  [callerRecord.name]: { employee_id: 1 },
  [accountSizes.name]: {},
  [chatsCounted.name]: { ...report, ...planned },
  [contactsCaptured.name]: { level: "managed", every_site: false, view_sites: [1] },
  [dialogBuckets.name]: { from: report.from, to: report.to, zone: "Europe/Moscow", cut: "employee", of: "all", grain: "day" },
  [dialogSums.name]: figures,
  [employeeDirectory.name]: {},
  [lastStatus.name]: { now: report.to, of: "newest" },
  [onlineSeconds.name]: {
    ...scope,
    ...criteria,
    from: report.from,
    to: report.to,
    now: report.to,
    zone: "Europe/Moscow",
    by_date: true,
    facts_read: "all",
    roll_days: [],
  },
  [operatorBuckets.name]: { from: report.from, to: report.to, figure: "online", grain: "day", zone: "Europe/Moscow" },
  [operatorSamples.name]: { ...time, ...fromFacts },
  [placeDirectory.name]: { kind: "site" },
  [sessionEnded.name]: { session_id: "s" },
  [communicationWithId.name]: { communication_id: 1 },
  [visitorLastSeen.name]: { visitor_id: 1 },
};

/** As the client binds them. */
function bound(params: Record<string, unknown>): Record<string, unknown> {
  return { ...params, tenant: "acme" };
}

describe("every question", () => {
  let facts: ScratchFacts;
  beforeAll(async () => {
    facts = await startScratchFacts();
    // two months and several accounts, so that there is something to leave out
    await facts.query(
      "insert into chat (tenant, started_at, chat_id, version) select 'account' || toString(number % 20), toDateTime('2025-02-01 00:00:00', 'UTC') + number * 10, number, 1 from numbers(400000)",
    );
    await facts.query(
      "insert into call (tenant, started_at, call_id, version) select 'account' || toString(number % 20), toDateTime('2025-02-01 00:00:00', 'UTC') + number * 10, number, 1 from numbers(400000)",
    );
    await facts.query(
      "insert into lead (tenant, received_at, offline_message_id, version) select 'account' || toString(number % 20), toDateTime('2025-02-01 00:00:00', 'UTC') + number * 10, number, 1 from numbers(400000)",
    );
    await facts.query(
      "insert into status_change (tenant, user_id, changed_at, version, status) select 'account' || toString(number % 20), 1 + intDiv(number, 20) % 100, toDateTime64('2025-02-01 00:00:00', 3, 'UTC') + toIntervalSecond(number * 10), number, 'READY' from numbers(400000)",
    );
  });
  afterAll(async () => await facts.close());

  it.each(questions)("$name binds what it declares, or chooses lines by it, and nothing else", ({ sql, params, choices }) => {
    const used = new Set([...[...sql.matchAll(/\{(\w+):/g)].map(([, name]) => name), ...choices.keys()]);
    expect([...used].toSorted()).toEqual([...Object.keys(params.shape), "tenant"].toSorted());
  });

  it.each(questions)("$name answers the columns that its row declares, in that order, whatever it is asked with", async (question) => {
    const expected = Object.keys(question.row.shape);
    const given = choicesOfLines(question).map((choice) => ({ ...examples[question.name], ...choice }));
    for (const [text, params] of new Map(given.map((choice) => [question.textFor(choice), choice]))) {
      const columns = await facts.query(`describe (${text})`, bound(params));
      expect(
        columns.map((column) => column["name"]),
        text,
      ).toEqual(expected);
    }
  });

  it.each([false, true])("chats-report prunes partitions and primary key through view and FINAL, with roll-ups: %s", async (isRolled) => {
    const { partition, primaryKey } = await pruning(chatsCounted, { ...report, ...planned, ...(isRolled ? {} : notRolled), tenant: "account3" }, "chat");
    expect(partition).toEqual({ selected: 1, total: 2 });
    expect(primaryKey.selected).toBeLessThanOrEqual(2);
    expect(primaryKey.total).toBeGreaterThanOrEqual(20);
  });

  it.each(
    (["chat", "call", "lead"] as const).flatMap((table) => [
      { table, isRolled: false },
      { table, isRolled: true },
    ]),
  )(
    "dialog-figures prunes partitions and primary key of $table through views, their union and FINAL, with roll-ups: $isRolled",
    async ({ table, isRolled }) => {
      const { partition, primaryKey } = await pruning(dialogSums, { ...figures, ...(isRolled ? {} : notRolled), tenant: "account3" }, table);
      expect(partition).toEqual({ selected: 1, total: 2 });
      expect(primaryKey.selected).toBeLessThanOrEqual(2);
      expect(primaryKey.total).toBeGreaterThanOrEqual(20);
    },
  );

  it("operator-time prunes the primary key by account and users, and later partitions", async () => {
    const { partition, primaryKey } = await pruning(
      operatorSamples,
      { ...time, ...fromFacts, from: at("2025-02-10 00:00:00"), to: at("2025-02-11 00:00:00"), tenant: "account3", user_ids: [5] },
      "status_change",
    );
    expect(partition).toEqual({ selected: 1, total: 2 });
    expect(primaryKey.selected).toBeLessThanOrEqual(2);
    expect(primaryKey.total).toBeGreaterThanOrEqual(20);
  });

  it("a failed query is an error with its cause, never an empty answer", async () => {
    const cause = new Error("connection refused");
    const reader = { select: async () => await Promise.reject(cause) };
    await expect(chatsReport.ask(reader, report)).rejects.toThrow(QuestionUnanswered);
    await expect(chatsReport.ask(reader, report)).rejects.toMatchObject({ cause });
  });

  it("an answer in another shape is an error, and so is a count that a number cannot hold", async () => {
    const answering = (row: unknown) => ({ select: async <Row>() => await Promise.resolve([row] as Row[]) });
    const row = { user_id: "1", day: null, hour: null, status: "READY", seconds_min: 1, seconds_max: "1", seconds_sum: "1", seconds_avg: "1", samples: "1" };
    await expect(operatorTime.ask(answering(row), time)).resolves.toMatchObject([{ user_id: 1, seconds_sum: 1 }]);
    await expect(operatorTime.ask(answering({ ...row, seconds_sum: null }), time)).rejects.toThrow(QuestionUnanswered);
    await expect(operatorTime.ask(answering({ ...row, seconds_sum: "9007199254740993" }), time)).rejects.toThrow(QuestionUnanswered);
  });

  it("wrong params are the caller's defect", async () => {
    await expect(operatorTime.ask(facts.readerFor("acme"), { ...time, user_ids: [0] })).rejects.toThrow(z.ZodError);
  });

  async function pruning(question: Pick<Question, "textFor">, params: Record<string, unknown>, table: string) {
    const sql = question.textFor(params);
    const lines = (
      await facts.query(`select explain from (explain indexes = 1, json = 0 ${sql} settings do_not_merge_across_partitions_select_final = 1)`, params)
    ).map((line) => String(line["explain"]));
    const start = lines.findIndex((line) => line.includes(`ReadFromMergeTree (`) && line.includes(`.${table})`));
    expect(start, lines.join("\n")).toBeGreaterThanOrEqual(0);
    const after = (heading: string, what: string) => {
      const from = lines.findIndex((line, index) => index > start && line.endsWith(heading));
      const [, selected, total] = /(\d+)\/(\d+)/.exec(lines.slice(from).find((line) => line.includes(`${what}:`)) ?? "") ?? [];
      return { selected: Number(selected), total: Number(total) };
    };
    const minMax = after("Min-Max", "Parts");
    return { partition: minMax, primaryKey: after("PrimaryKey", "Granules") };
  }
});
