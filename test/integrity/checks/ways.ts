import { type Database, forTenant } from "@stats/facts";
import type { ExplainedPlan, RollupUse } from "@stats/questions";
import type { Way } from "./check.ts";

/** Past all roll-ups. */
export function fromFacts(database: Database): Way {
  return { name: "from the facts", readerFor: (tenant) => forTenant(database, tenant) };
}

/** Through roll-ups wherever they are current, however little that saves. */
export function throughRollups(database: Database, onPlan: (explained: ExplainedPlan) => void): Way {
  const rollups: RollupUse = { sizeMin: 1, sizeOf: (fact) => (fact === "operators" ? 1 : Number.POSITIVE_INFINITY), onPlan };
  return { name: "through roll-ups", readerFor: (tenant) => ({ ...forTenant(database, tenant), rollups }) };
}

/** What questions were answered from. */
export class Planned {
  readonly #parts = new Map<string, Set<string>>();

  readonly add = ({ question, plan, reason }: ExplainedPlan): void => {
    if (reason !== "rolled") return;
    const parts = this.#parts.get(question) ?? new Set();
    for (const { from } of plan.parts) parts.add(from);
    this.#parts.set(question, parts);
  };

  /** The questions that were answered through roll-ups, and which buckets and other parts they had. */
  get questions(): ReadonlyMap<string, ReadonlySet<string>> {
    return this.#parts;
  }
}
