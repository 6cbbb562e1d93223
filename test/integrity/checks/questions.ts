import type { Random } from "@stats/simulator";
import { acdStatuses, aggregations, type Aggregation, type ChatsReport, type OperatorTimeParams, type TimeAggregation } from "../../oracle/index.ts";
import type { Oracle } from "../../oracle/index.ts";
import type { TestAccount } from "../accounts.ts";

export type ChatsQuestion = Parameters<Oracle["chatsReport"]>[1];

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** Before the first late event, and the days up to after the last one. */
const earliestMs = Date.UTC(2026, 2, 18);
const daysAsked = 24;

/** Longer intervals would ask for more groups than anybody reads. */
const longestMs: Readonly<Record<Aggregation, number>> = {
  minute: dayMs / 4,
  hour: 4 * dayMs,
  hour_of_day: 30 * dayMs,
  day: 30 * dayMs,
  week: 30 * dayMs,
  month: 60 * dayMs,
  year: 60 * dayMs,
};

/** Any valid question to the chat report. */
export function chatsQuestion(random: Random, logins: readonly string[]): ChatsQuestion {
  const aggregation = random.pick(aggregations);
  const fromMs = earliestMs + random.integer(0, daysAsked * 86_400) * 1000;
  const toMs = fromMs + random.integer(0, longestMs[aggregation] / 1000) * 1000;
  const form = random.pick([10, 16, 19]);
  return {
    date_from: text(fromMs, form),
    date_to: text(toMs, random.chance(0.7) ? form : Math.min(form, 10)),
    aggregate_by: aggregation,
    ...(random.chance(0.5) ? { sum_users: random.chance(0.5) } : {}),
    ...(random.chance(0.3) ? { user_logins: [...some(random, logins), "nobody"] } : {}),
    ...(random.chance(0.3) ? { chat_queue_ids: some(random, [1, 2, 3, 4, 99]) } : {}),
    ...(random.chance(0.6) ? { response_threshold: random.integer(0, 120) } : {}),
  };
}

/** Any valid question to the operator statistics. */
export function operatorQuestion(random: Random, account: TestAccount): OperatorTimeParams {
  const aggregation = random.pick<TimeAggregation>(["none", "day", "hour", "hour_of_day"]);
  const fromMs = earliestMs + random.integer(0, daysAsked * 86_400) * 1000;
  const toMs = fromMs + random.integer(0, aggregation === "hour" ? 2 * 86_400 : 30 * 86_400) * 1000;
  const nowMs = random.chance(0.3) ? fromMs + random.integer(0, 10 * 86_400_000) : earliestMs + 60 * dayMs;
  const isOpen = random.chance(0.2) && nowMs - fromMs < 10 * dayMs;
  return {
    from_date: text(fromMs, 19),
    ...(isOpen ? {} : { to_date: text(toMs, 19) }),
    user_id: random.chance(0.5) ? "all" : some(random, [501, 502, 503, 505, 508, 512, 9999]),
    ...(random.chance(0.4) ? { acd_status: some(random, acdStatuses) } : {}),
    aggregation,
    group: random.pick(["user", "aggregation"] as const),
    nowMs,
    reply_shape: account.replyShape,
    first_hour: account.firstHour,
  };
}

/** `YYYY-MM-DD[ HH:MM[:SS]]`, as long as `form`. */
function text(ms: number, form: number): string {
  return new Date(form === 16 ? Math.floor(ms / minuteMs) * minuteMs : ms).toISOString().slice(0, form).replace("T", " ");
}

/** One or more of them, in any order. */
function some<T>(random: Random, items: readonly T[]): T[] {
  const left = [...items];
  const count = Math.min(left.length, random.integer(1, 4));
  return Array.from({ length: count }, () => left.splice(random.integer(0, left.length - 1), 1)).flat();
}

/** All rows at once, for comparison with all pages. */
export function expectedReport(oracle: Oracle, tenant: string, question: ChatsQuestion): ChatsReport {
  return oracle.chatsReport(tenant, { ...question, limit: Number.MAX_SAFE_INTEGER, offset: 0 });
}
