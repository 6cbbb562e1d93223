import type { DialogFact, TenantReader } from "@stats/facts";
import type { KeptKind } from "../account-sizes/question.ts";
import type { Plan } from "./plan.ts";

/** What an interval holds of which an answer is made; operators, and the buckets that there are of them, are the same in any. */
export type SizedFact = "dialogs" | "chats" | "status_changes" | "operators" | "operator_buckets";

/** What was read for an answer, and from where. */
export interface ExplainedPlan {
  readonly question: string;
  /** Which dialogs the plan is for, where each kind has one. */
  readonly kind?: DialogFact;
  /** The table of the roll-ups that fit, and which of them. */
  readonly rollup?: string;
  readonly plan: Plan;
  /** Why the facts alone were read, where they were. */
  readonly reason: "rolled" | "switched off" | "size unknown" | "too small" | "not by roll-ups" | "nothing current";
}

/** How an account's questions may use roll-ups. */
export interface RollupUse {
  /** Fewer facts than this are read at least as fast as roll-ups. */
  readonly sizeMin: number;
  /**
   * Roughly how many facts lie in an interval; with a cut, in those buckets of it whose roll-ups may have that cut. Of operators' buckets, how many of a
   * figure and grain there are. Undefined when that is not known yet. Decides about speed, never about the answer.
   */
  readonly sizeOf: (fact: SizedFact, begin: number, end: number, kept?: KeptKind) => number | undefined;
  /** Told of each plan. */
  readonly onPlan?: (explained: ExplainedPlan) => void;
}

/** A reader of one account's facts; with `rollups` also of what was computed before. */
export interface AccountReader extends TenantReader {
  readonly rollups?: RollupUse;
}
