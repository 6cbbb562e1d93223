import type { ClickHouseClient } from "@clickhouse/client";
import type { Bucket, BucketsOf, Grain } from "./bucket.ts";
import { cutsOf, type DialogFact } from "./dialog-cuts.ts";
import { refreshDialogs } from "./refresh-dialogs.ts";
import { type OperatorFigure, refreshOperators } from "./refresh-operators.ts";
import { readStaleDialogs, readStaleOperators, type StaleBuckets, type StaleSearch } from "./stale-buckets.ts";

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
 * Computes buckets of dialogs by all cuts, in statements of bounded size.
 * @param zone of the days
 * @param into dialog_rollup, or a table like it
 */
export async function refreshDialogBuckets(
  client: ClickHouseClient,
  fact: DialogFact,
  { tenant, zone }: Pick<StaleSearch, "tenant" | "zone">,
  all: StaleBuckets,
  into?: string,
): Promise<void> {
  for (const grain of ["day", "hour"] as const) {
    const portions = portionsOf(all[grain], (portion, next) => {
      const writes = portion.reduce((sum, bucket) => sum + bucket.writes, next.writes);
      return writes <= writesMax && next.end - (portion[0]?.begin ?? next.begin) <= secondsMax;
    });
    for (const buckets of portions) await refreshDialogs(client, fact, cutsOf[fact], { tenant, grain, zone: grain === "day" ? zone : "", buckets }, into);
  }
}

/** The same of operators' time: statements for neighbours only, because what is in between is read anyway. */
export async function refreshOperatorBuckets(client: ClickHouseClient, figure: OperatorFigure, all: BucketsOf, into?: string): Promise<void> {
  const areTogether = (portion: readonly Bucket[], next: Bucket) =>
    portion.at(-1)?.end === next.begin && next.end - (portion[0]?.begin ?? next.begin) <= secondsMax;
  for (const buckets of portionsOf(all.buckets, areTogether)) await refreshOperators(client, figure, { ...all, buckets }, into);
}

/**
 * Computes the stale buckets of dialogs within an interval anew, the newest `limit` of them.
 * @returns how many they were
 */
export async function refreshStaleDialogs(client: ClickHouseClient, fact: DialogFact, search: StaleSearch): Promise<number> {
  const stale = await readStaleDialogs(client, fact, search);
  await refreshDialogBuckets(client, fact, search, stale);
  return stale.day.length + stale.hour.length;
}

/** The same of operators' time; `search.zone` is that of `online`, statuses have none. */
export async function refreshStaleOperators(client: ClickHouseClient, figure: OperatorFigure, grain: Grain, search: StaleSearch): Promise<number> {
  const buckets = await readStaleOperators(client, figure, grain, search);
  await refreshOperatorBuckets(client, figure, { tenant: search.tenant, grain, zone: search.zone, buckets });
  return buckets.length;
}
