import { type DialogCut, type DialogFact, dialogFacts } from "@stats/facts";
import { dialogBuckets, type DialogBucketsRow } from "../dialog-buckets/question.ts";
import { dialogEvidence, type HoursLookedAt } from "./evidence.ts";
import { localDays } from "./local-days.ts";
import { type Evidence, factsOnly, type Interval, type Part, type Plan, plan } from "./plan.ts";
import { factIntervalsMax } from "./plan-params.ts";
import type { AccountReader, ExplainedPlan } from "./rollup-use.ts";

/** A question over dialogs, as far as roll-ups go. */
export interface DialogsAsked extends Interval {
  /** Its name, for whoever is told of plans. */
  readonly question: string;
  /** IANA zone of the days. */
  readonly zone: string;
  readonly of: "chats" | "all";
  /** The narrowest cut with all that is asked by; undefined where there is none. */
  readonly cut: DialogCut | undefined;
  /** The finest buckets that the answer tells apart; undefined where no bucket is fine enough. */
  readonly finest: "hour" | "day" | undefined;
  /** How many times as many facts as usual must be saved (`RollupUse.sizeMin`), as measured; default 1. */
  readonly worth?: number;
}

export type DialogPlans = Readonly<Record<DialogFact, Plan>>;

const hour = 3600;
const daySeconds = 86_400;
/** Before it the facts are read: the database's DateTime has room for a day around every bucket. */
const earliest = 56 * hour;

const kindsOf = { chats: ["chat"], all: dialogFacts } as const satisfies Readonly<Record<DialogsAsked["of"], readonly DialogFact[]>>;

/**
 * What to read for a question over dialogs, of each kind by itself: where few leads are, they have no roll-ups, and those of chats are of use all the
 * same. Asks the database which buckets are current where that can pay, at most twice: for the days, and where those leave much to the facts, for their
 * hours. Of kinds that are not asked for, the facts.
 * Rejects with `QuestionUnanswered`.
 */
export async function planDialogs(reader: Pick<AccountReader, "select" | "rollups">, asked: DialogsAsked): Promise<DialogPlans> {
  const { rollups } = reader;
  const whole: Interval = { begin: asked.begin, end: asked.end };
  const facts = factsOnly(whole);
  const tell = (plan: Plan, reason: ExplainedPlan["reason"], kind?: DialogFact): void => {
    const rollup = asked.cut === undefined ? {} : { rollup: `dialog_rollup, cut ${asked.cut}` };
    rollups?.onPlan?.({ question: asked.question, plan, reason, ...rollup, ...(kind === undefined ? {} : { kind }) });
  };
  const because = (reason: ExplainedPlan["reason"]): DialogPlans => {
    tell(facts, reason);
    return { chat: facts, call: facts, lead: facts };
  };
  if (rollups === undefined) return because("switched off");
  const { finest, cut } = asked;
  if (finest === undefined || cut === undefined || asked.end < earliest) return because("not by roll-ups");
  const sizes = asked.of === "chats" ? "chats" : "dialogs";
  const size = rollups.sizeOf(sizes, asked.begin, asked.end);
  const kept = rollups.sizeOf(sizes, asked.begin, asked.end, cut);
  if (size === undefined || kept === undefined) return because("size unknown");
  const { worth = 1 } = asked;
  if (size < rollups.sizeMin * worth) return because("too small");
  // asking would find that out too, and take as long as many a report
  if (kept < rollups.sizeMin * worth) return because("nothing current");
  const sizeMin = (rollups.sizeMin * worth) / 2;
  const evidence = await evidenceOf(reader, { ...asked, cut, finest }, sizeMin);
  const plans = evidence.map(([kind, its]) => [kind, plan(whole, its, { finest, factIntervalsMax, sizeMin: 1 })] as const);
  if (plans.reduce((sum, [, { parts }]) => sum + savedBy(parts), 0) < sizeMin) return because("nothing current");
  for (const [kind, its] of plans) {
    tell(its, its.days.length + its.hours.length > 0 ? "rolled" : "nothing current", asked.of === "chats" ? undefined : kind);
  }
  return { chat: facts, call: facts, lead: facts, ...Object.fromEntries(plans) };
}

/** How many facts are not read. */
function savedBy(parts: readonly Part[]): number {
  return parts.filter(({ from }) => from === "day" || from === "hour").reduce((sum, { size }) => sum + size, 0);
}

type Asked = DialogsAsked & { readonly cut: DialogCut; readonly finest: "hour" | "day" };

async function evidenceOf(reader: Pick<AccountReader, "select">, asked: Asked, sizeMin: number): Promise<readonly (readonly [DialogFact, Evidence])[]> {
  const { zone, cut, of, finest } = asked;
  const around: Interval = { begin: Math.max(earliest, asked.begin - (asked.begin % hour)), end: Math.ceil(asked.end / hour) * hour };
  const ask = async (grain: "day" | "hour", { begin, end }: Interval) => ({
    begin,
    end,
    rows: await dialogBuckets.ask(reader, { from: begin, to: end, zone, grain, cut, of }),
  });
  const ofEach = (known: Interval, days: readonly DialogBucketsRow[] | undefined, hours: HoursLookedAt | undefined) =>
    kindsOf[of].map((kind) => {
      const its = (rows: readonly DialogBucketsRow[]) => rows.filter((row) => row.kind === kind);
      return [kind, dialogEvidence(zone, cut, known, days && its(days), hours && { ...hours, rows: its(hours.rows) })] as const;
    });
  if (finest === "hour") {
    const hours = await ask("hour", around);
    return ofEach(writtenWithin(around, zone, hours.rows), undefined, hours);
  }
  const { rows: days } = await ask("day", around);
  const known = writtenWithin(around, zone, days);
  const byDays = ofEach(known, days, undefined);
  const isKept = keptCuts(cut, days);
  const left = byDays
    .filter(([, { isEven }]) => isEven)
    .flatMap(([kind, its]) =>
      its.days.filter(
        ({ bucket, state, isWhole, begin, end }) =>
          (state === "stale" || !isWhole || begin < asked.begin || end > asked.end) && isKept(kind, bucket / daySeconds),
      ),
    );
  if (left.length === 0 || left.reduce((sum, { size }) => sum + size, 0) < sizeMin) return byDays;
  // the hours of the days that are left, and of those between them
  return ofEach(known, days, await ask("hour", { begin: Math.min(...left.map(({ begin }) => begin)), end: Math.max(...left.map(({ end }) => end)) }));
}

/** Whether a day may have a cut: where it has too many groups, that is not kept, and then its hours do not have it either. */
function keptCuts(cut: DialogCut, rows: readonly DialogBucketsRow[]): (kind: DialogFact, date: number) => boolean {
  const of = (source: DialogBucketsRow["source"]) => new Set(rows.filter((row) => row.source === source).map(({ kind, bucket }) => `${kind} ${bucket}`));
  const [totals, its] = [of("total"), of(cut)];
  return (kind, date) => its.has(`${kind} ${date}`) || !totals.has(`${kind} ${date}`);
}

/** The days of an interval from the first to the last in which anything was ever written: many ask for all time, or up to its end. */
function writtenWithin(asked: Interval, zone: string, rows: readonly DialogBucketsRow[]): Interval {
  let [first, last] = [Infinity, -Infinity];
  for (const { source, first_hour, last_hour } of rows) {
    if (source !== "ledger") continue;
    first = Math.min(first, first_hour);
    last = Math.max(last, last_hour);
  }
  if (first > last) return { begin: asked.begin, end: asked.begin };
  const [begins, ends] = [localDays(zone, { begin: first, end: first + 1 }), localDays(zone, { begin: last, end: last + 1 })];
  return { begin: Math.max(asked.begin, begins[0]?.begin ?? first), end: Math.min(asked.end, ends.at(-1)?.end ?? last + hour) };
}
