import { type Database, type DialogFact, refreshStaleDialogs, refreshStaleOperators } from "@stats/facts";
import type { AccountReader, ExplainedPlan } from "../rollup/rollup-use.ts";

/** Uses roll-ups wherever they are current, however little that saves, and remembers how each question was planned. */
export function withRollups(reader: AccountReader, plans: ExplainedPlan[] = []): AccountReader {
  return {
    ...reader,
    rollups: { sizeMin: 1, sizeOf: (fact) => (fact === "operators" ? 1 : Number.POSITIVE_INFINITY), onPlan: (explained) => void plans.push(explained) },
  };
}

export interface Refresh {
  readonly tenant: string;
  readonly zone: string;
  readonly from: number;
  readonly to: number;
}

/** Brings roll-ups of every kind up to date within an interval. */
export async function refreshAll(database: Database, { tenant, zone, from, to }: Refresh, now = to): Promise<void> {
  const search = { tenant, zone, from, to, now, grains: ["hour", "day"] as const, limit: 100_000 };
  for (const fact of ["chat", "call", "lead"] satisfies DialogFact[]) await refreshStaleDialogs(database, fact, search);
  await refreshStaleOperators(database, "statuses", "hour", { ...search, zone: "" });
  await refreshStaleOperators(database, "statuses", "day", { ...search, zone: "" });
  await refreshStaleOperators(database, "online", "day", search);
}
