import { z } from "zod";
import { defineQuestion } from "../question.ts";
import { id, instant, integer } from "../values.ts";

/** In declared order, which is the order of a user's rows too. */
export const operatorStatuses = ["OFFLINE", "ONLINE", "READY", "BANNED", "IN_SERVICE", "AFTER_SERVICE", "TIMEOUT", "DND"] as const;
export type OperatorStatus = (typeof operatorStatuses)[number];

export const timeBuckets = ["none", "day", "hour", "hour_of_day"] as const;

const params = z.object({
  /** Time within [from, to), and never after now. */
  from: instant,
  to: instant,
  now: instant,
  bucket: z.enum(timeBuckets),
  /** Rows by user and then bucket, or by bucket and then user; both ascending, then by declared status. */
  order: z.enum(["user", "bucket"]),
  /** Empty = every operator with a sample. */
  user_ids: z.array(id),
  /** Empty = all. */
  statuses: z.array(z.enum(operatorStatuses)),
});

const row = z.object({
  user_id: integer,
  /** YYYY-MM-DD (UTC) of the bucket day or hour, else null. */
  day: z.string().nullable(),
  /** 0..23 (UTC) of the bucket hour or hour_of_day, else null. */
  hour: integer.nullable(),
  status: z.enum(operatorStatuses),
  /** Seconds of one sample; avg is rounded down. */
  seconds_min: integer,
  seconds_max: integer,
  samples: integer,
  seconds_sum: integer,
  seconds_avg: integer,
});

/** Time of operators in each status, as samples per bucket. What has no sample has no row. */
export const operatorTime = defineQuestion({ name: "operator-time", at: import.meta.url, params, row });

export type OperatorTimeParams = z.input<typeof params>;
export type OperatorTimeRow = z.output<typeof row>;
