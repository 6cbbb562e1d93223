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
  /** The buckets whose roll-ups it can be put together from. */
  readonly grain: "hour" | "day";
  /** IANA zone of the days: the account's of `online`, UTC of `statuses`. */
  readonly zone: string;
  /** How many operators are asked for; undefined = all. */
  readonly users: number | undefined;
  /** The statement has room for so many intervals of facts beside the buckets. */
  readonly factIntervalsMax: number;
}

/**
 * Measured (docs/benchmarks.md): reading and cutting one change takes as long as counting so many chats, which is what sizes are given in, and as long as
 * opening so many groups of a roll-up.
 */
const chatsPerChange = 4;
const groupsPerChange = 20;
/**
 * What must be saved, as a part of what chats must save, by how many intervals of facts are read beside roll-ups. To read roll-ups alone is cheaper to
 * plan than to read statuses from the facts, and as dear as to read online time there; each of those intervals costs as much planning as the facts of all
 * would.
 */
const savedMin = { statuses: [0.1, 1, 2.5], online: [0.4, 1, 2.5] } as const;
/** Roughly how many statuses an operator has in a bucket; online is one. */
const groupsPerOperator = { statuses: { hour: 2, day: 5 }, online: { hour: 1, day: 1 } } as const;
const sizes = { hour: 3600, day: 86_400 } as const;
/** The database's DateTime has room for a day around every bucket. */
const earliest = 200_000;

/**
 * What to read for a question over operators' time. Asks the database which buckets are current where that can pay.
 * Rejects with `QuestionUnanswered`.
 */
export async function planOperators(reader: Pick<AccountReader, "select" | "rollups">, asked: OperatorsAsked): Promise<Plan> {
  const { rollups } = reader;
  const { question, figure, grain, zone, users, factIntervalsMax } = asked;
  const whole: Interval = { begin: asked.begin, end: asked.end };
  const because = (reason: ExplainedPlan["reason"], chosen: Plan = factsOnly(whole)): Plan => {
    rollups?.onPlan?.({ question, plan: chosen, reason, rollup: `operator_rollup, ${figure} by ${grain}` });
    return chosen;
  };
  if (rollups === undefined) return because("switched off");
  if (whole.begin < earliest) return because("not by roll-ups");
  if (whole.end - whole.begin < sizes[grain]) return because("too small");
  const size = rollups.sizeOf("status_changes", whole.begin, whole.end);
  const operators = rollups.sizeOf("operators", whole.begin, whole.end);
  if (size === undefined || operators === undefined) return because("size unknown");
  if (rollups.sizeOf("operator_buckets", whole.begin, whole.end, figure === "online" ? "online day" : `${figure} ${grain}`) === 0)
    return because("nothing current");
  const within = (interval: Interval) => bucketsOf(interval, grain, figure === "online" ? zone : undefined);
  const from = within({ begin: whole.begin, end: whole.begin + 1 })[0]?.begin ?? whole.begin;
  const to = within({ begin: whole.end - 1, end: whole.end })[0]?.end ?? whole.end;
  // of named operators the facts are found by the key; of a bucket all groups are opened
  const share = users === undefined ? 1 : users / Math.max(users, operators);
  const groupsCost = (operators * groupsPerOperator[figure][grain]) / groupsPerChange;
  const isWorth = (changes: number, buckets: number, intervals: number) =>
    (changes * share - buckets * groupsCost) * chatsPerChange >= rollups.sizeMin * (savedMin[figure][intervals] ?? intervals);
  // who asks for all of the past asks for years without anybody, too
  const bucketsAtLeast = users === undefined ? 0 : (whole.end - whole.begin) / sizes[grain];
  const edges = (from < whole.begin ? 1 : 0) + (to > whole.end ? 1 : 0);
  if (edges > factIntervalsMax || !isWorth(size, bucketsAtLeast, edges)) return because("too small");
  const rows = await operatorBuckets.ask(reader, { from, to, figure, grain, zone });
  const evidence = operatorEvidence(whole, grain, (begin) => within({ begin, end: whole.end }), rows);
  const chosen = plan(whole, evidence, { finest: grain, factIntervalsMax, sizeMin: 1 });
  const buckets = chosen.days.length + chosen.hours.length;
  const saved = chosen.parts.reduce((sum, part) => sum + (part.from === "day" || part.from === "hour" ? part.size : 0), 0);
  return buckets > 0 && isWorth(saved, buckets, chosen.facts.length) ? because("rolled", chosen) : because("nothing current");
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
