import { z } from "zod";
import { defineQuestion } from "../question.ts";
import { criteria, cuts, rowKinds, scope } from "../scope.ts";
import { instant, integer } from "../values.ts";

/** What can be counted over dialogs. */
export const dialogFigures = ["chats", "calls", "leads", "wait_avg", "votes_positive", "votes_negative", "remarks"] as const;
export type DialogFigure = (typeof dialogFigures)[number];

const params = z.object({
  ...scope,
  ...criteria,
  /** Dialogs that start in [from, to); leads are received. */
  from: instant,
  to: instant,
  /** IANA zone of the days. */
  zone: z.string(),
  rows_by: z.enum(rowKinds),
  by_date: z.boolean(),
  by_department: z.boolean(),
  by_employee: z.boolean(),
  by_remark: z.boolean(),
  /** A day is a cell only where one of these has a base. */
  day_figures: z.array(z.enum(dialogFigures)),
  /** Days per row that are answered at most. */
  dates_max: z.int().positive(),
});

const row = z.object({
  /** Id of the employee, site or department; 0 = all together, or the dialogs without a department. */
  row_id: integer,
  cut: z.enum(cuts),
  key: integer,
  chats: integer,
  calls: integer,
  leads: integer,
  /** Chats whose wait counts, and their average wait in seconds, rounded half up. */
  waits: integer,
  wait_avg: integer,
  /** Chats by their latest vote. */
  votes_positive: integer,
  votes_negative: integer,
  /** Chats and calls that have a remark. */
  remarks: integer,
});

/** What is counted over chats, calls and leads, by row and cut. What has no dialog has no cell. */
export const dialogFiguresQuestion = defineQuestion({ name: "dialog-figures", at: import.meta.url, params, row });

export type DialogFiguresParams = z.input<typeof params>;
export type DialogFiguresRow = z.output<typeof row>;
