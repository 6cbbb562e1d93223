import type { DialogCut } from "@stats/facts";
import { dialogBuckets } from "../dialog-buckets/question.ts";
import { dialogEvidence } from "./evidence.ts";
import { type Evidence, factsOnly, type Interval, type Plan, plan, type PlanOptions } from "./plan.ts";
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
}

const hour = 3600;
/** The database's DateTime has room for a day around every bucket. */
const earliest = 200_000;

/**
 * What to read for a question over dialogs. Asks the database which buckets are current where that can pay, at most twice: for the days, and where those
 * leave much to the facts, for their hours.
 * Rejects with `QuestionUnanswered`.
 */
export async function planDialogs(reader: Pick<AccountReader, "select" | "rollups">, asked: DialogsAsked): Promise<Plan> {
  const { rollups } = reader;
  const whole: Interval = { begin: asked.begin, end: asked.end };
  const because = (reason: ExplainedPlan["reason"], chosen: Plan = factsOnly(whole)): Plan => {
    const rollup = asked.cut === undefined ? {} : { rollup: `dialog_rollup, cut ${asked.cut}` };
    rollups?.onPlan?.({ question: asked.question, plan: chosen, reason, ...rollup });
    return chosen;
  };
  if (rollups === undefined) return because("switched off");
  const { finest, cut } = asked;
  if (finest === undefined || cut === undefined || asked.begin < earliest) return because("not by roll-ups");
  const size = rollups.sizeOf(asked.of === "chats" ? "chats" : "dialogs", asked.begin, asked.end);
  if (size === undefined) return because("size unknown");
  if (size < rollups.sizeMin) return because("too small");
  const options: PlanOptions = { finest, factIntervalsMax, sizeMin: rollups.sizeMin / 2 };
  const chosen = plan(whole, await evidenceOf(reader, { ...asked, cut, finest }, options), options);
  return because(chosen.days.length + chosen.hours.length > 0 ? "rolled" : "nothing current", chosen);
}

type Asked = DialogsAsked & Required<Pick<DialogsAsked, "cut" | "finest">> & { readonly cut: DialogCut; readonly finest: "hour" | "day" };

async function evidenceOf(reader: Pick<AccountReader, "select" | "rollups">, asked: Asked, options: PlanOptions): Promise<Evidence> {
  const { zone, cut, of, finest } = asked;
  const around: Interval = { begin: asked.begin - (asked.begin % hour), end: Math.ceil(asked.end / hour) * hour };
  const ask = async (grain: "day" | "hour", { begin, end }: Interval) => ({
    begin,
    end,
    rows: await dialogBuckets.ask(reader, { from: begin, to: end, zone, grain, cut, of }),
  });
  if (finest === "hour") return dialogEvidence(zone, cut, around, undefined, await ask("hour", around));
  const { rows: days } = await ask("day", around);
  const byDays = dialogEvidence(zone, cut, around, days, undefined);
  const left = byDays.days.filter(({ state, isWhole, begin, end }) => state === "stale" || !isWhole || begin < asked.begin || end > asked.end);
  const worth = left.reduce((sum, { size }) => sum + size, 0);
  const [first, last] = [left[0], left.at(-1)];
  if (!byDays.isEven || first === undefined || last === undefined || worth < options.sizeMin) return byDays;
  // the hours of the days that are left, and of those between them
  return dialogEvidence(zone, cut, around, days, await ask("hour", { begin: first.begin, end: last.end }));
}
