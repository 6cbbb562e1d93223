import type { ClickHouseClient } from "@clickhouse/client";
import { expandViews } from "../reading-views.ts";
import type { Bucket, Grain } from "./bucket.ts";
import type { DialogFact } from "./dialog-cuts.ts";
import type { OperatorFigure } from "./refresh-operators.ts";

/** Which buckets to look at. */
export interface StaleSearch {
  readonly tenant: string;
  /** Of the account's days. */
  readonly zone: string;
  /** Buckets that reach into [from, to), epoch seconds. */
  readonly from: number;
  readonly to: number;
  /** Only buckets that are over by then. */
  readonly now: number;
  readonly grains: readonly Grain[];
  /** At most so many, the newest. */
  readonly limit: number;
}

export interface StaleBuckets {
  readonly hour: readonly Bucket[];
  readonly day: readonly Bucket[];
}

/** No day is longer, and none begins or ends further from the hours it holds. */
const margin = 26 * 3600;

const dialogsStale = expandViews(`
with
  -- the ledger first: whoever reads the facts after it finds at least what it counts
  entry as (
    select toUInt32(hour) as at, sum(writes) as writes_of, sum(digest) as digest_of, toUInt32(toDateTime(toDate(hour, {zone:String}), 'UTC')) as date,
      timezoneOffset(toDateTime(hour, {zone:String})) % 3600 = 0 as is_whole
    from write_ledger_of(tenant = {tenant:String})
    where fact = {fact:String} and hour >= toDateTime(greatest({from:UInt32}, ${margin}) - ${margin}, 'UTC') and hour < toDateTime({to:UInt32} + ${margin}, 'UTC')
    group by hour
  )
select grain, bucket, begin, end, all_writes, toString(all_digests)
from (
  select 'hour' as grain, at as bucket, at as begin, at + 3600 as end, writes_of as all_writes, digest_of as all_digests
  from entry
  where at + 3600 > {from:UInt32} and at < {to:UInt32} and end <= {now:UInt32} and has({grains:Array(String)}, 'hour')
  union all
  select 'day', date, min(at), max(at) + 3600, sum(writes_of), sum(digest_of)
  from entry
  where has({grains:Array(String)}, 'day')
  group by date
  having max(at) + 3600 > {from:UInt32} and min(at) < {to:UInt32} and min(is_whole)
    and date < toUInt32(toDateTime(toDate(toDateTime({now:UInt32}, {zone:String})), 'UTC'))
)
where (grain, bucket, all_writes, all_digests) not in (
  select toString(grain), toUInt32(bucket), writes, digest
  from dialog_rollup_of(tenant = {tenant:String})
  where fact = {fact:String} and zone = if(grain = 'day', {zone:String}, '') and cut = 'total'
    and bucket >= toDateTime(greatest({from:UInt32}, ${margin}) - ${margin}, 'UTC') and bucket < toDateTime({to:UInt32} + ${margin}, 'UTC'))
order by begin desc
limit {limit:UInt32}`);

/**
 * Buckets of dialogs whose roll-up does not know of all writes, the newest first.
 * @param rollup dialog_rollup, or a table like it
 */
export async function readStaleDialogs(client: ClickHouseClient, fact: DialogFact, search: StaleSearch, rollup = "dialog_rollup"): Promise<StaleBuckets> {
  return await read(client, dialogsStale.replace("from dialog_rollup final", `from ${rollup} final`), { ...search, fact });
}

/**
 * What came before counts too, so the sums run from the first change on, and every bucket since then is one, also without changes of its own. The buckets
 * of days are the dates of `zone`; statuses are cut by UTC dates.
 */
const operatorsStale = expandViews(`
with
  entry as (
    select toUInt32(hour) as at, writes, digest from write_ledger_of(tenant = {tenant:String})
    where fact = 'status_change' and hour < toDateTime({to:UInt32} + ${margin}, 'UTC')
  ),
  asked as (
    select if({grain:String} = 'hour', at, toUInt32(toDateTime(toDate(toDateTime(at, {day_zone:String})), 'UTC'))) as bucket, min(at) as begin, max(at) + 3600 as end
    from (
      select arrayJoin(range(toUInt32(intDiv(greatest({from:UInt32}, ${margin}) - ${margin}, 3600) * 3600), toUInt32({to:UInt32} + ${margin}), 3600)) as at,
        timezoneOffset(toDateTime(at, {day_zone:String})) % 3600 = 0 as is_whole
    )
    group by bucket
    having end > {from:UInt32} and begin < {to:UInt32} and end <= {now:UInt32} and min(is_whole)
  )
select {grain:String}, bucket, begin, end, all_writes, toString(all_digests)
from (
  select bucket, begin, end, is_entry,
    sum(writes) over (order by place rows between unbounded preceding and current row) as all_writes,
    sum(digest) over (order by place rows between unbounded preceding and current row) as all_digests
  from (
    select at as place, writes, digest, 1 as is_entry, 0 as bucket, 0 as begin, 0 as end from entry
    union all
    select end - 1, 0, 0, 0, bucket, begin, end from asked
  )
)
where not is_entry and all_writes > 0 and (bucket, all_writes, all_digests) not in (
  select toUInt32(bucket), writes, digest
  from operator_rollup_of(tenant = {tenant:String}) where figure = {figure:String} and grain = {grain:String} and zone = {zone:String})
order by begin desc
limit {limit:UInt32}`);

/** Buckets of operators' time whose roll-up does not know of all writes up to their end, the newest first. `zone`: of `online`; statuses have none. */
export async function readStaleOperators(
  client: ClickHouseClient,
  figure: OperatorFigure,
  grain: Grain,
  search: Omit<StaleSearch, "grains">,
  rollup = "operator_rollup",
): Promise<readonly Bucket[]> {
  const query = operatorsStale.replace("from operator_rollup final", `from ${rollup} final`);
  const stale = await read(client, query, { ...search, day_zone: search.zone === "" ? "UTC" : search.zone, figure, grain });
  return stale[grain];
}

async function read(client: ClickHouseClient, query: string, params: Readonly<Record<string, unknown>>): Promise<StaleBuckets> {
  const result = await client.query({
    query,
    query_params: params,
    format: "JSONCompactEachRow",
    clickhouse_settings: { do_not_merge_across_partitions_select_final: 1, max_threads: 1 },
  });
  // 64-bit integers come as texts
  const rows = await result.json<[grain: Grain, bucket: number | string, begin: number | string, end: number | string, writes: string, digest: string]>();
  const of = (wanted: Grain) =>
    rows
      .filter(([grain]) => grain === wanted)
      .map(([, bucket, begin, end, writes, digest]): Bucket => {
        return { bucket: Number(bucket), begin: Number(begin), end: Number(end), writes: Number(writes), digest };
      });
  return { hour: of("hour"), day: of("day") };
}
