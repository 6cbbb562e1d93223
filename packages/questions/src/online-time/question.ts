import { z } from "zod";
import { defineQuestion } from "../question.ts";
import { criteria, cuts, rowKinds, scope } from "../scope.ts";
import { instant, integer } from "../values.ts";

const params = z.object({
  ...scope,
  ...criteria,
  /** Time within [from, to), and never after now. */
  from: instant,
  to: instant,
  now: instant,
  /** IANA zone of the days. */
  zone: z.string(),
  rows_by: z.enum(rowKinds),
  by_date: z.boolean(),
  by_department: z.boolean(),
  by_employee: z.boolean(),
  /** Days per row that are answered at most. */
  dates_max: z.int().positive(),
});

const row = z.object({
  row_id: integer,
  cut: z.enum(cuts),
  key: integer,
  /** Seconds per employee and local day with any online second, rounded half up. */
  online_avg: integer,
  /** Pairs of employee and local day that the average is over: at least 1. */
  online_days: integer,
});

/** Average online time of the employees that belong to a row, by row and cut. What nobody was online for has no cell. */
export const onlineTime = defineQuestion({ name: "online-time", at: import.meta.url, params, row });

export type OnlineTimeParams = z.input<typeof params>;
export type OnlineTimeRow = z.output<typeof row>;
