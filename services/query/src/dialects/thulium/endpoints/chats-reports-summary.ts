import { chatGrains, chatsReport, type ChatsReportRow } from "@stats/questions";
import { z } from "zod";
import { defineEndpoint } from "../../../endpoint.ts";
import { toClockText } from "../duration.ts";
import { endSecond, firstSecond, isEarlier, localDate } from "../local-date.ts";
import type { ParameterDeclaration } from "../query-parameters.ts";

const date = { en: "YYYY-MM-DD, YYYY-MM-DD HH:MM or YYYY-MM-DD HH:MM:SS", pl: "YYYY-MM-DD, YYYY-MM-DD HH:MM lub YYYY-MM-DD HH:MM:SS" };
const grains = `${chatGrains.slice(0, -1).join(", ")}`;

/** In the vendor's order, which is the order of error entries. */
export const chatsReportsSummaryParameters: readonly ParameterDeclaration[] = [
  { name: "limit", allowed: { en: "an integer from 1 to 100", pl: "liczba całkowita od 1 do 100" } },
  { name: "offset", allowed: { en: "an integer from 0", pl: "liczba całkowita od 0" } },
  { name: "user_logins", isList: true, allowed: { en: "a list of logins, none empty", pl: "lista loginów, żaden nie może być pusty" } },
  { name: "date_from", allowed: date },
  { name: "date_to", allowed: date },
  { name: "sum_users", allowed: { en: "true or false", pl: "true lub false" } },
  { name: "aggregate_by", allowed: { en: `${grains} or year`, pl: `${grains} lub year` } },
  { name: "chat_queue_ids", isList: true, allowed: { en: "a list of integers", pl: "lista liczb całkowitych" } },
  { name: "response_threshold", allowed: { en: "seconds, an integer from 0 to 2147483647", pl: "sekundy, liczba całkowita od 0 do 2147483647" } },
];

function decimal(min: number, max: number) {
  return z
    .string()
    .regex(/^\d{1,16}$/)
    .transform(Number)
    .pipe(z.int().min(min).max(max))
    .meta({ type: "integer", minimum: min, maximum: max });
}

const request = z
  .strictObject({
    limit: decimal(1, 100).default(100).describe("How many rows at most"),
    offset: decimal(0, Number.MAX_SAFE_INTEGER).default(0).describe("How many rows to leave out before; X-Total-Count says how many there are"),
    user_logins: z.array(z.string().min(1)).default([]).describe("Only conversations credited to users with these logins; also written `user_logins[]=a`"),
    date_from: localDate.describe("Begin, in the account's time zone: a day, from its first second, or a second"),
    date_to: localDate.describe("End, in the account's time zone, included: a whole day, or a second; not before date_from"),
    sum_users: z.enum(["true", "false"]).default("false").describe("true: one row a series, all users together"),
    aggregate_by: z.enum(chatGrains).default("month").describe("Which series the rows form, by the local time at which a conversation starts"),
    chat_queue_ids: z
      .array(z.string().regex(/^-?\d+$/))
      .default([])
      .describe("Only conversations of these queues; also written `chat_queue_ids[]=1`"),
    response_threshold: decimal(0, 2 ** 31 - 1)
      .default(20)
      .describe("Seconds; a conversation is answered in time when its wait is not longer"),
  })
  .refine(({ date_from, date_to }) => !isEarlier(date_to, date_from), {
    path: ["date_to"],
    message: "early",
    // also when other parameters are wrong: the caller is told everything at once
    when: ({ value }) => bothDates.safeParse(value).success,
  });

const bothDates = z.object({ date_from: z.object({ day: z.instanceof(Temporal.PlainDate) }), date_to: z.object({ day: z.instanceof(Temporal.PlainDate) }) });

const count = z.int().min(0);
const percent = z.number().min(0);
const duration = z.string().regex(/^\d{2,}:[0-5]\d:[0-5]\d$/);
const spread = z.object({ min: duration, max: duration, sum: duration, avg: duration });

const response = z.array(
  z.object({
    series: z.string().describe("07, 2024-12-30 10:05, 2024-12-30 10:00, 2024-12-30, 2025-W01, 2024-12 or 2024, as aggregate_by asks"),
    user_name: z.string().nullable().describe("Whom the conversations are credited to; null = nobody, or all users together"),
    incoming: count.describe("Conversations in which the visitor has written"),
    incoming_to_agent: count.describe("Of the incoming, those that entered a queue"),
    incoming_including_empty: count.describe("All conversations"),
    abandoned: count.describe("Of the incoming, those that were closed in the queue without an answer"),
    answered: count,
    incoming_to_bot: count.describe("Of the incoming, those that began with a bot"),
    transferred_by_bot: count,
    finished_by_bot: count,
    service_level_percent: percent.describe("Answered in time, of incoming_to_agent"),
    chat_time: spread.describe("From the first answer to the close"),
    wait_time: spread.describe("From the entry into the queue to the first answer"),
    sla_percent: percent.describe("Answered in time, of answered"),
    rating: z.object({
      rate: z.object({ sad: count, neutral: count, happy: count }),
      satisfaction_percent: percent.describe("Happy, of all ratings"),
      rated_percent: percent.describe("Rated, of answered"),
    }),
  }),
);

/** No queue has id 0: a filter that asks only for ids that cannot exist asks for no chats, not for all. */
function toQueueIds(texts: readonly string[]): number[] {
  const ids = texts.map(Number).filter((id) => Number.isSafeInteger(id) && id > 0);
  return ids.length > 0 || texts.length === 0 ? [...new Set(ids)] : [Number.MAX_SAFE_INTEGER];
}

function toRow(row: ChatsReportRow): z.output<typeof response>[number] {
  return {
    series: row.series,
    user_name: row.employee_name,
    incoming: row.incoming,
    incoming_to_agent: row.to_agent,
    incoming_including_empty: row.chats,
    abandoned: row.abandoned,
    answered: row.answered,
    incoming_to_bot: row.to_bot,
    transferred_by_bot: row.passed_by_bot,
    finished_by_bot: row.finished_by_bot,
    service_level_percent: row.in_time_of_queued_hundredths / 100,
    chat_time: { min: toClockText(row.talk_min), max: toClockText(row.talk_max), sum: toClockText(row.talk_sum), avg: toClockText(row.talk_avg) },
    wait_time: { min: toClockText(row.wait_min), max: toClockText(row.wait_max), sum: toClockText(row.wait_sum), avg: toClockText(row.wait_avg) },
    sla_percent: row.in_time_of_answered_hundredths / 100,
    rating: {
      rate: { sad: row.sad, neutral: row.neutral, happy: row.happy },
      satisfaction_percent: row.happy_of_faces_hundredths / 100,
      rated_percent: row.faces_of_answered_hundredths / 100,
    },
  };
}

/**
 * GET chats/reports/summary: conversations by local time of their start and credited user. Dates are local to the account; a date_to without a
 * time includes its whole day, with a time its second. Rows are paged after aggregation; the total goes into a header.
 * sla_percent and rated_percent are our reading (the vendor defines neither): docs/metrics.md.
 */
export const chatsReportsSummary = defineEndpoint({
  operation: "chats/reports/summary",
  request,
  question: chatsReport,
  toParams: (asked, { timezone }) => ({
    from: firstSecond(asked.date_from, timezone),
    to: endSecond(asked.date_to, timezone),
    zone: timezone,
    grain: asked.aggregate_by,
    sum_employees: asked.sum_users === "true",
    employee_logins: [...new Set(asked.user_logins)],
    queue_ids: toQueueIds(asked.chat_queue_ids),
    threshold: asked.response_threshold,
    skip: asked.offset,
    take: asked.limit,
  }),
  response,
  toBody: (rows) => rows.filter(({ on_page }) => on_page).map(toRow),
});
