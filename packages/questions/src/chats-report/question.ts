import type { DialogCut } from "@stats/facts";
import { z } from "zod";
import { defineQuestion } from "../question.ts";
import { planDialogs } from "../rollup/plan-dialogs.ts";
import { planParams, toPlanParams } from "../rollup/plan-params.ts";
import type { AccountReader } from "../rollup/rollup-use.ts";
import { flag, id, instant, integer } from "../values.ts";

export const chatGrains = ["hour_of_day", "minute", "hour", "day", "week", "month", "year"] as const;

const asked = z.object({
  /** Chats that start in [from, to). */
  from: instant,
  to: instant,
  /** IANA zone of the series. */
  zone: z.string(),
  grain: z.enum(chatGrains),
  /** One row a series instead of one a series and credited employee. */
  sum_employees: z.boolean(),
  /** Only chats credited to an employee with one of these logins; empty = all chats. */
  employee_logins: z.array(z.string()),
  /** Only chats of these queues; empty = all chats. */
  queue_ids: z.array(id),
  /** Seconds; an answer is in time when its wait is not longer. */
  threshold: z
    .int()
    .min(0)
    .max(2 ** 31 - 1),
  /** Rows left out before the page, and rows on the page. */
  skip: z.int().min(0),
  take: z.int().min(1),
});

const row = z.object({
  /** Rows before paging. */
  total: integer,
  /** false for the one row that only carries the total of a page past the end. */
  on_page: flag,
  /** Label of the bucket in the asked zone: 07 · 2024-12-30 10:05 · 2024-12-30 10:00 · 2024-12-30 · 2025-W01 · 2024-12 · 2024. */
  series: z.string(),
  /** null = credited to nobody, or summed; "" = an employee that the directory does not know. */
  employee_name: z.string().nullable(),
  chats: integer,
  incoming: integer,
  to_bot: integer,
  passed_by_bot: integer,
  finished_by_bot: integer,
  to_agent: integer,
  answered: integer,
  abandoned: integer,
  /** Percentages in hundredths, rounded half up. */
  in_time_of_queued_hundredths: integer,
  in_time_of_answered_hundredths: integer,
  /** Seconds from queue entry to answer, and from answer to close. */
  wait_min: integer,
  wait_max: integer,
  wait_sum: integer,
  wait_avg: integer,
  talk_min: integer,
  talk_max: integer,
  talk_sum: integer,
  talk_avg: integer,
  sad: integer,
  neutral: integer,
  happy: integer,
  happy_of_faces_hundredths: integer,
  faces_of_answered_hundredths: integer,
});

const params = z.object({
  ...asked.shape,
  ...planParams,
  by_logins: z.boolean(),
  by_queues: z.boolean(),
  cut: z.enum(["total", "employee", "queue", "employee_queue"] satisfies DialogCut[]),
});

/** The statement behind {@link chatsReport}: what it reads from where has been decided. */
export const chatsCounted = defineQuestion({ name: "chats-report", at: import.meta.url, params, row });

/** The finest buckets that a grain tells apart. */
const finest = { hour_of_day: "hour", minute: undefined, hour: "hour", day: "day", week: "day", month: "day", year: "day" } as const;

/** Chats by local time of their start and credited employee: counters, waits, talks, ratings. Rows in the order of series, name, login, id. */
export const chatsReport = {
  params: asked,
  row,
  /** Rejects with `QuestionUnanswered`. */
  async ask(reader: Pick<AccountReader, "select" | "rollups">, given: ChatsReportParams): Promise<ChatsReportRow[]> {
    const { from, to, zone, grain, sum_employees, employee_logins, queue_ids } = asked.parse(given);
    const byEmployee = !sum_employees || employee_logins.length > 0;
    const cut = queue_ids.length > 0 ? (byEmployee ? "employee_queue" : "queue") : byEmployee ? "employee" : "total";
    const { chat } = await planDialogs(reader, { question: chatsCounted.name, begin: from, end: to, zone, of: "chats", cut, finest: finest[grain] });
    return await chatsCounted.ask(reader, { ...given, by_logins: employee_logins.length > 0, by_queues: queue_ids.length > 0, cut, ...toPlanParams(chat) });
  },
};

export type ChatsReportParams = z.input<typeof asked>;
export type ChatsReportRow = z.output<typeof row>;
