import { type Database, type DialogFact, refreshStaleDialogs, refreshStaleOperators } from "@stats/facts";
import { type Cells, type History, pick, type Random, below } from "@stats/facts/testing";
import type { AccountReader, ExplainedPlan } from "../rollup/rollup-use.ts";
import type { ScratchFacts } from "./scratch-facts.ts";

const hour = 3600;
const day = 24 * hour;

/** Accounts of zones on the whole hour and off it, around the nights in which their clocks change. */
export const centers = [
  { zone: "Europe/Warsaw", around: "2025-03-30T00:00:00Z", isEven: true },
  { zone: "America/Havana", around: "2025-11-02T00:00:00Z", isEven: true },
  { zone: "Asia/Kathmandu", around: "2025-06-10T00:00:00Z", isEven: false },
  { zone: "Australia/Lord_Howe", around: "2025-04-05T15:00:00Z", isEven: true },
  { zone: "UTC", around: "2024-12-30T00:00:00Z", isEven: true },
].map((center, index) => {
  const middle = Date.parse(center.around) / 1000;
  return { ...center, tenant: `center-${index}`, middle, from: middle - 3 * day, to: middle + 3 * day };
});
export type Center = (typeof centers)[number];

/** An edge of an interval around a center's facts: any second, or the begin of a minute, hour or UTC day. */
export function randomEdge(random: Random, { from, to }: Center): number {
  const at = from - day + below(random, to - from + 2 * day);
  return at - (at % pick(random, [1, 60, hour, day]));
}

/** Rows of tables, in the order in which they are written. */
export type Rows = readonly { readonly table: keyof History; readonly row: Cells }[];

/**
 * Writes rows bit by bit, and keeps roll-ups in every state that there is in between: none, all current, a few, some or most of them stale.
 * @param compare called in each state
 */
export async function throughStates(
  facts: ScratchFacts,
  { tenant, zone, from, to }: Center,
  rows: Rows,
  compare: (state: string) => Promise<void>,
): Promise<void> {
  const left = [...rows];
  const write = async (count: number) => {
    for (const [table, its] of Map.groupBy(left.splice(0, count), (each) => each.table)) {
      for (let start = 0; start < its.length; start += 200) {
        await facts.insert(
          table,
          its.slice(start, start + 200).map(({ row }) => row),
        );
      }
    }
  };
  const refresh = async (begin: number, end: number) => await refreshAll(facts.database, { tenant, zone, from: begin, to: end }, to + day);
  await write(Math.floor(rows.length * 0.4));
  await compare("no roll-ups");
  await refresh(from, to);
  await compare("all current");
  await write(3);
  await compare("some stale");
  await write(Math.floor(rows.length * 0.2));
  await refresh(from + day, from + 3 * day);
  await compare("some refreshed");
  await write(left.length);
  await compare("most stale");
  await refresh(from, to);
  await compare("all current again");
}

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
