import type { ClickHouseClient } from "@clickhouse/client";
import type { Bucket, Grain } from "./bucket.ts";
import { cutsOf, type DialogFact } from "./dialog-cuts.ts";
import { refreshDialogs } from "./refresh-dialogs.ts";
import { type OperatorFigure, refreshOperators } from "./refresh-operators.ts";
import { readStaleDialogs, readStaleOperators, type StaleSearch } from "./stale-buckets.ts";

/** One statement reads the facts of at most so many writes, and of at most such a time. */
const writesMax = 1_500_000;
const secondsMax = 40 * 86_400;

/** Neighbours that one statement computes: everything between the first and the last of them is read. */
function portionsOf(buckets: readonly Bucket[], areTogether: (portion: readonly Bucket[], next: Bucket) => boolean): readonly (readonly Bucket[])[] {
  const portions: Bucket[][] = [];
  for (const bucket of buckets.toSorted((a, b) => a.begin - b.begin)) {
    const last = portions.at(-1);
    if (last !== undefined && areTogether(last, bucket)) last.push(bucket);
    else portions.push([bucket]);
  }
  return portions;
}

/**
 * Computes the stale buckets of dialogs within an interval anew, the newest `limit` of them.
 * @returns how many they were
 */
export async function refreshStaleDialogs(client: ClickHouseClient, fact: DialogFact, search: StaleSearch): Promise<number> {
  const stale = await readStaleDialogs(client, fact, search);
  for (const grain of ["day", "hour"] as const) {
    const portions = portionsOf(stale[grain], (portion, next) => {
      const writes = portion.reduce((sum, bucket) => sum + bucket.writes, next.writes);
      return writes <= writesMax && next.end - (portion[0]?.begin ?? next.begin) <= secondsMax;
    });
    for (const buckets of portions)
      await refreshDialogs(client, fact, cutsOf[fact], { tenant: search.tenant, grain, zone: grain === "day" ? search.zone : "", buckets });
  }
  return stale.day.length + stale.hour.length;
}

/** The same of operators' time; `search.zone` is that of `online`, statuses have none. */
export async function refreshStaleOperators(client: ClickHouseClient, figure: OperatorFigure, grain: Grain, search: StaleSearch): Promise<number> {
  const stale = await readStaleOperators(client, figure, grain, search);
  const portions = portionsOf(stale, (portion, next) => portion.at(-1)?.end === next.begin && next.end - (portion[0]?.begin ?? next.begin) <= secondsMax);
  for (const buckets of portions) await refreshOperators(client, figure, { tenant: search.tenant, grain, zone: search.zone, buckets });
  return stale.length;
}
