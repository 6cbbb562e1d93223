import { type Database, dialogFacts, type Grain, refreshStaleDialogs, refreshStaleOperators } from "@stats/facts";
import type { Random } from "@stats/simulator";
import type { TestAccount } from "../accounts.ts";

/** Refreshes stale buckets of something, by the given client. */
export type Refresh = (database: Database) => Promise<unknown>;

export interface RefreshedTime {
  /** Epoch seconds, [from, to). */
  readonly from: number;
  readonly to: number;
  /** Epoch seconds; buckets that are over by then. */
  readonly now: number;
}

const operators = [
  { figure: "statuses", grain: "hour", isLocal: false },
  { figure: "statuses", grain: "day", isLocal: false },
  { figure: "online", grain: "day", isLocal: true },
] as const;
const everyGrain: readonly Grain[] = ["hour", "day"];

/** Everything of an account that is stale. */
export function refreshAll({ tenant, timezone: zone }: TestAccount, time: RefreshedTime): Refresh {
  const search = { tenant, zone, ...time, limit: 100_000 };
  return async (database) => {
    for (const fact of dialogFacts) await refreshStaleDialogs(database, fact, { ...search, grains: everyGrain });
    for (const { figure, grain, isLocal } of operators)
      await refreshStaleOperators(database, figure, grain, { ...search, zone: isLocal ? zone : "", grains: everyGrain });
  };
}

/** Some of what is stale of one kind, as a worker may come by it. */
export function someRefresh(random: Random, accounts: readonly TestAccount[], { from, to, now }: RefreshedTime): Refresh {
  const { tenant, timezone: zone } = random.pick(accounts);
  const begin = random.chance(0.5) ? from : from + random.integer(0, to - from);
  const search = {
    tenant,
    zone,
    now,
    from: begin,
    to: random.chance(0.5) ? to : begin + random.integer(1, to - from),
    limit: random.chance(0.7) ? 100_000 : random.integer(1, 40),
    grains: random.pick<readonly Grain[]>([everyGrain, ["day"], ["hour"]]),
  };
  if (random.chance(0.6)) {
    const fact = random.pick([...dialogFacts, "chat"] as const);
    return async (database) => await refreshStaleDialogs(database, fact, search);
  }
  const { figure, grain, isLocal } = random.pick(operators);
  return async (database) => await refreshStaleOperators(database, figure, grain, { ...search, zone: isLocal ? zone : "" });
}

/** Ends statements that fill roll-ups for as long as one runs: how much of it is done by then is left to chance. */
export async function killedMeanwhile(database: Database, refresh: Refresh): Promise<void> {
  let isOver = false;
  const refreshing = refresh(database)
    .catch(() => undefined)
    .finally(() => (isOver = true));
  while (!isOver) {
    await database.command({ query: "kill query where query like '%insert into%rollup%' and query not like '%kill query%' async" });
  }
  await refreshing;
}
