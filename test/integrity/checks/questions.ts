import type { Random } from "@stats/simulator";
import { acdStatuses, aggregations, type Aggregation, type ChatsReport, type OperatorTimeParams, type TimeAggregation } from "../../oracle/index.ts";
import type { Oracle } from "../../oracle/index.ts";
import type { TestAccount } from "../accounts.ts";
import type { Window } from "./check.ts";

export type ChatsQuestion = Parameters<Oracle["chatsReport"]>[1];

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** From before the first late event of the log to after its last one. */
const fortnight: Window = { fromMs: Date.UTC(2026, 2, 18), days: 24 };

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
export function chatsQuestion(random: Random, logins: readonly string[], window: Window = fortnight): ChatsQuestion {
  const aggregation = random.pick(aggregations);
  const fromMs = window.fromMs + random.integer(0, window.days * 86_400) * 1000;
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
export function operatorQuestion(random: Random, account: TestAccount, window: Window = fortnight): OperatorTimeParams {
  const aggregation = random.pick<TimeAggregation>(["none", "day", "hour", "hour_of_day"]);
  const fromMs = window.fromMs + random.integer(0, window.days * 86_400) * 1000;
  const toMs = fromMs + random.integer(0, aggregation === "hour" ? 2 * 86_400 : 30 * 86_400) * 1000;
  const nowMs = random.chance(0.3) ? fromMs + random.integer(0, 10 * 86_400_000) : window.fromMs + 60 * dayMs;
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
