import type { ClickHouseClient } from "@clickhouse/client";
import { expandViews } from "../reading-views.ts";
import { bound, type BucketsOf } from "./bucket.ts";
import { refreshSettings } from "./refresh-settings.ts";

/** As dialogEdition, of operator_rollup. */
export const operatorEdition = 2;

export const operatorFigures = ["statuses", "online"] as const;
export type OperatorFigure = (typeof operatorFigures)[number];

const intervals = "status_interval_of(tenant = {tenant:String}, from = {begin:UInt32}, to = {end:UInt32}, now = {end:UInt32})";

/**
 * Pieces of intervals, cut at the edges of the buckets that they touch. What is an edge of a day may be put together with its neighbour's by who asks over
 * many days; pieces of hours and of online time are only ever added up.
 */
const pieces: Readonly<Record<OperatorFigure, string>> = {
  statuses: `
    select user_id, toString(status) as status, toDateTime(arrayJoin(range(intDiv(begun, size), intDiv(over - 1, size) + 1)) * size as start, 'UTC') as bucket,
      greatest(begun, start) as piece_begun, least(over, start + size) - piece_begun as seconds,
      is_carried or begun < start as is_rest, {grain:String} = 'day' and (is_rest or over >= start + size) as is_edge
    from (select *, if({grain:String} = 'day', 86400, 3600) as size from ${intervals})
    where over > begun`,
  online: `
    select user_id, 'ONLINE' as status,
      arrayJoin(range(toUInt32(toDate(toDateTime(begun, {zone:String}))), toUInt32(toDate(toDateTime(over - 1, {zone:String}))) + 1)) as day,
      toDateTime(toDate(day), 'UTC') as bucket,
      least(over, toUnixTimestamp(toDateTime(toDate(day + 1), {zone:String}))) - greatest(begun, toUnixTimestamp(toDateTime(toDate(day), {zone:String}))) as seconds,
      0 as piece_begun, 0 as is_rest, 0 as is_edge
    from ${intervals}
    where presence = 'online' and over > begun`,
};

const groupColumns = ["user_id", "status", "samples", "seconds_min", "seconds_max", "seconds_sum", "whole_min"] as const;
const edgeColumns = ["user_id", "status", "begun", "seconds", "is_carried"] as const;

const statementFor = (figure: OperatorFigure) =>
  expandViews(`
insert into operator_rollup (edition, tenant, figure, grain, zone, bucket, writes, digest, samples,
  ${[...groupColumns.map((name) => `groups.${name}`), ...edgeColumns.map((name) => `edges.${name}`)].join(", ")})
with
  piece as (${pieces[figure]}),
  one_group as (
    select bucket, user_id, status, count() as samples, min(seconds) as seconds_min, max(seconds) as seconds_max, sum(seconds) as seconds_sum,
      ${figure === "statuses" ? `multiIf({grain:String} != 'day', 0, countIf(not is_edge) = 0, 4294967295, minIf(seconds, not is_edge))` : "0"} as whole_min,
      groupArrayIf((user_id, status, piece_begun, seconds, is_rest), is_edge) as edges_of
    from piece group by bucket, user_id, status
    union all
    -- a bucket in which nobody had a status is known, too
    select toDateTime(arrayJoin({buckets:Array(UInt32)}), 'UTC'), 0, 'OFFLINE', 0, 0, 0, 0, 0, []
  )
select ${operatorEdition}, {tenant:String}, '${figure}', {grain:String}, {zone:String}, bucket,
  transform(toUInt32(bucket), {buckets:Array(UInt32)}, {writes:Array(UInt64)}, 0::UInt64),
  transform(toUInt32(bucket), {buckets:Array(UInt32)}, {digests:Array(UInt64)}, 0::UInt64),
  sum(samples) as all_samples,
  ${groupColumns.map((name) => `groupArrayIf(${name}, samples > 0)`).join(", ")},
  (groupArrayArray(edges_of) as all_edges).1, ${edgeColumns
    .slice(1)
    .map((_, index) => `all_edges.${index + 2}`)
    .join(", ")}
from one_group
where toUInt32(bucket) in {buckets:Array(UInt32)}
group by bucket`);

const statements: Readonly<Record<OperatorFigure, string>> = { statuses: statementFor("statuses"), online: statementFor("online") };

/** Computes buckets of operators' time anew, as `refreshDialogs` does. They must follow one on another: what is in between is read anyway. */
export async function refreshOperators(client: ClickHouseClient, figure: OperatorFigure, buckets: BucketsOf, into = "operator_rollup"): Promise<void> {
  const query = statements[figure].replace("insert into operator_rollup ", `insert into ${into} `);
  await client.command({ query, query_params: bound(buckets), clickhouse_settings: refreshSettings });
}
