import type { OperatorFigure } from "@stats/facts";
import { operatorBuckets } from "../operator-buckets/question.ts";
import { localDays } from "./local-days.ts";
import { type BucketPlace, operatorEvidence } from "./operator-evidence.ts";
import { factsOnly, type Interval, type Plan, plan } from "./plan.ts";
import type { AccountReader, ExplainedPlan } from "./rollup-use.ts";

/** A question over operators' time, as far as roll-ups go. */
export interface OperatorsAsked extends Interval {
  /** Its name, for whoever is told of plans. */
  readonly question: string;
  readonly figure: OperatorFigure;
  /** At whose edges the answer is cut; undefined where it is not cut at all, and then no pieces can be put together. */
  readonly grain: "hour" | "day" | undefined;
  /** IANA zone of the days; UTC of statuses. */
  readonly zone: string;
  /** How many operators are asked for; undefined = all. */
  readonly users: number | undefined;
}

/** A statement has room for so many intervals of facts: what is before the buckets, and what comes after them. Each is a read of its own. */
export const operatorIntervalsMax = 2;

/** Roughly what one operator changes in a day; the facts of few are found by the key, without those of the others. */
const changesPerDay = 250;
const sizes = { hour: 3600, day: 86_400 } as const;
/** The database's DateTime has room for a day around every bucket. */
const earliest = 200_000;

/**
 * What to read for a question over operators' time. Asks the database which buckets are current where that can pay.
 * Rejects with `QuestionUnanswered`.
 */
export async function planOperators(reader: Pick<AccountReader, "select" | "rollups">, asked: OperatorsAsked): Promise<Plan> {
  const { rollups } = reader;
  const { question, figure, grain, zone, users } = asked;
  const whole: Interval = { begin: asked.begin, end: asked.end };
  const because = (reason: ExplainedPlan["reason"], chosen: Plan = factsOnly(whole)): Plan => {
    rollups?.onPlan?.({ question, plan: chosen, reason });
    return chosen;
  };
  if (rollups === undefined) return because("switched off");
  if (grain === undefined || whole.begin < earliest) return because("not by roll-ups");
  if (whole.end - whole.begin < sizes[grain]) return because("too small");
  const size = rollups.sizeOf("status_changes", whole.begin, whole.end);
  if (size === undefined) return because("size unknown");
  const days = (whole.end - whole.begin) / sizes.day;
  if (Math.min(size, (users ?? Number.POSITIVE_INFINITY) * days * changesPerDay) < rollups.sizeMin) return because("too small");
  const within = (interval: Interval) => bucketsOf(interval, grain, figure === "online" ? zone : undefined);
  const rows = await operatorBuckets.ask(reader, {
    from: within({ begin: whole.begin, end: whole.begin + 1 })[0]?.begin ?? whole.begin,
    to: within({ begin: whole.end - 1, end: whole.end })[0]?.end ?? whole.end,
    figure,
    grain,
    zone: figure === "online" ? zone : "",
    day_zone: zone,
  });
  const evidence = operatorEvidence(whole, grain, (begin) => within({ begin, end: whole.end }), rows);
  const options = { finest: grain, factIntervalsMax: operatorIntervalsMax, sizeMin: rollups.sizeMin / 2 };
  const chosen = plan(whole, evidence, options);
  return because(chosen.days.length + chosen.hours.length > 0 ? "rolled" : "nothing current", chosen);
}

/** The buckets that reach into an interval: days of a zone, or whole hours and days of UTC. */
function bucketsOf({ begin, end }: Interval, grain: "hour" | "day", zone: string | undefined): readonly BucketPlace[] {
  if (zone !== undefined) return localDays(zone, { begin, end }).map((day) => ({ bucket: day.date * sizes.day, begin: day.begin, end: day.end }));
  const size = sizes[grain];
  const first = Math.floor(begin / size) * size;
  return Array.from({ length: Math.max(0, Math.ceil((end - first) / size)) }, (_, index) => {
    const at = first + index * size;
    return { bucket: at, begin: at, end: at + size };
  });
}
