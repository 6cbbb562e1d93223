import type { DialogFact } from "@stats/facts";
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

const byKind = <Values extends z.ZodType>(values: Values) => z.record(z.enum(["chat", "call", "lead"] satisfies DialogFact[]), values);

/** What the plans of several kinds of dialogs bind in a statement that is a union over the kinds: of each what is to be read of it, maybe nothing. */
export const planParamsByKind = {
  ...planParams,
  roll_days: byKind(planParams.roll_days),
  roll_hours: byKind(planParams.roll_hours),
  fact_begins: byKind(planParams.fact_begins),
  fact_ends: byKind(planParams.fact_ends),
};

export function toPlanParamsByKind(plans: Readonly<Record<DialogFact, Plan>>): z.output<z.ZodObject<typeof planParamsByKind>> {
  const { chat, call, lead } = { chat: toPlanParams(plans.chat), call: toPlanParams(plans.call), lead: toPlanParams(plans.lead) };
  const [rolled, with_days, with_hours, with_facts] = (["rolled", "with_days", "with_hours", "with_facts"] as const).map(
    (name) => chat[name] || call[name] || lead[name],
  ) as [boolean, boolean, boolean, boolean];
  const of = <Name extends "roll_days" | "roll_hours" | "fact_begins" | "fact_ends">(name: Name) => ({ chat: chat[name], call: call[name], lead: lead[name] });
  return {
    rolled,
    with_days,
    with_hours,
    with_facts,
    roll_days: of("roll_days"),
    roll_hours: of("roll_hours"),
    fact_begins: of("fact_begins"),
    fact_ends: of("fact_ends"),
  };
}
