import { z } from "zod";
import type { Plan } from "./plan.ts";

/** A statement has room for so many intervals of facts. */
export const factIntervalsMax = 8;

/** What a plan binds in a statement that reads facts and roll-ups. */
export const planParams = {
  /** Whether roll-ups are read, of days, of hours or both; if not, the facts of the whole interval are. */
  rolled: z.boolean(),
  with_days: z.boolean(),
  with_hours: z.boolean(),
  with_facts: z.boolean(),
  /** Buckets in epoch seconds. */
  roll_days: z.array(z.int()),
  roll_hours: z.array(z.int()),
  /** Intervals of facts beside them, at most {@link factIntervalsMax}. */
  fact_begins: z.array(z.int()).max(factIntervalsMax),
  fact_ends: z.array(z.int()).max(factIntervalsMax),
};

type PlanParams = z.output<z.ZodObject<typeof planParams>>;

export function toPlanParams({ days, hours, facts }: Plan): PlanParams {
  return {
    rolled: days.length + hours.length > 0,
    with_days: days.length > 0,
    with_hours: hours.length > 0,
    with_facts: facts.length > 0 || days.length + hours.length === 0,
    roll_days: [...days],
    roll_hours: [...hours],
    fact_begins: facts.map(({ begin }) => begin),
    fact_ends: facts.map(({ end }) => end),
  };
}
