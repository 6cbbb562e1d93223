import type { RowBatches } from "@stats/facts";
import { z } from "zod";
import { defineQuestion } from "../question.ts";
import type { Plan } from "../rollup/plan.ts";
import { planOperators } from "../rollup/plan-operators.ts";
import type { AccountReader } from "../rollup/rollup-use.ts";
import { id, instant, integer } from "../values.ts";

/** In declared order, which is the order of a user's rows too. */
export const operatorStatuses = ["OFFLINE", "ONLINE", "READY", "BANNED", "IN_SERVICE", "AFTER_SERVICE", "TIMEOUT", "DND"] as const;
export type OperatorStatus = (typeof operatorStatuses)[number];

export const timeBuckets = ["none", "day", "hour", "hour_of_day"] as const;

const asked = z.object({
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

const params = asked.extend({
  /**
   * How many intervals are read from the facts: all = the one that is asked for, [from, to); else beside the roll-ups none, one = [from, to), or two, the
   * second being [later_from, later_to).
   */
  facts_read: z.enum(["all", "none", "one", "two"]),
  later_from: instant,
  later_to: instant,
  /** Roll-ups of these buckets, in epoch seconds. */
  grain: z.enum(["hour", "day"]),
  roll_buckets: z.array(z.int()),
});

/** The statement behind {@link operatorTime}: what it reads from where has been decided. */
export const operatorSamples = defineQuestion({ name: "operator-time", at: import.meta.url, params, row });

/** The roll-ups that are cut where the samples are; a sum over all hours is cut nowhere, and put together from days. */
const grains = { none: "day", day: "day", hour: "hour", hour_of_day: "hour" } as const;

type Reader = Pick<AccountReader, "select" | "rollups">;

/** Time of operators in each status, as samples per bucket. What has no sample has no row. */
export const operatorTime = {
  params: asked,
  row,
  /** Rejects with `QuestionUnanswered`. */
  async ask(reader: Reader, given: OperatorTimeParams): Promise<OperatorTimeRow[]> {
    return await operatorSamples.ask(reader, await planned(reader, given));
  },
  /** The same for answers that may be long, in batches as they come; to be read to the end or destroyed. */
  async askInBatches(reader: Reader & Pick<AccountReader, "selectBatches">, given: OperatorTimeParams): Promise<RowBatches<OperatorTimeRow>> {
    return await operatorSamples.askInBatches(reader, await planned(reader, given));
  },
};

async function planned(reader: Reader, given: OperatorTimeParams): Promise<z.input<typeof params>> {
  const { from, to, now, bucket, user_ids } = asked.parse(given);
  const plan = await planOperators(reader, {
    question: operatorSamples.name,
    begin: from,
    end: Math.min(to, now),
    figure: "statuses",
    grain: grains[bucket],
    zone: "UTC",
    users: user_ids.length === 0 ? undefined : user_ids.length,
    factIntervalsMax: 2,
  });
  return { ...given, ...reads(plan, given), grain: grains[bucket] };
}

function reads({ days, hours, facts }: Plan, { from, to }: OperatorTimeParams) {
  const roll_buckets = [...days, ...hours];
  const [first, second] = facts;
  if (roll_buckets.length === 0) return { facts_read: "all" as const, from, to, later_from: 0, later_to: 0, roll_buckets: [] };
  return {
    facts_read: first === undefined ? ("none" as const) : second === undefined ? ("one" as const) : ("two" as const),
    from: first?.begin ?? 0,
    to: first?.end ?? 0,
    later_from: second?.begin ?? 0,
    later_to: second?.end ?? 0,
    roll_buckets,
  };
}

export type OperatorTimeParams = z.input<typeof asked>;
export type OperatorTimeRow = z.output<typeof row>;
