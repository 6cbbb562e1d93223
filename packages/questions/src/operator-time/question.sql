-- Time that operators spent in each status: samples are the pieces of status intervals, cut at the ends of the asked interval and at the
-- edges of the asked buckets (UTC). Definitions: docs/metrics.md.
-- Counted from the facts of one interval or two, from roll-ups of whole buckets, or from both. Cut at the edges of buckets, a piece lies in one of them.
-- A sum that is cut nowhere puts the pieces at the edges of days and intervals together again: see stay.
with
  transform({bucket:String}, ['day', 'hour', 'hour_of_day'], [86400, 3600, 3600], 4294967296) as bucket_seconds,
  -- when facts_read != none:
  stretch as (
    select * from (
      select * from status_interval_of(tenant = {tenant:String}, from = {from:UInt32}, to = {to:UInt32}, now = {now:UInt32})
  -- end
  -- when facts_read = two:
      union all
      select * from status_interval_of(tenant = {tenant:String}, from = {later_from:UInt32}, to = {later_to:UInt32}, now = {now:UInt32})
  -- end
  -- when facts_read != none:
    )
    where over > begun
      and (empty({user_ids:Array(UInt64)}) or has({user_ids:Array(UInt64)}, user_id))
      and (empty({statuses:Array(String)}) or has({statuses:Array(String)}, toString(status)))
  ),
  -- end
  -- when bucket = none and facts_read != all:
  edge_piece as (
    select edge_user_id as user_id, edge_status as status, edge_begun as begun, edge_seconds as seconds, edge_carried as is_carried, 1 as is_in_group
    from operator_rollup_of(tenant = {tenant:String})
    array join edges.user_id as edge_user_id, edges.status as edge_status, edges.begun as edge_begun, edges.seconds as edge_seconds, edges.is_carried as edge_carried
    where figure = 'statuses' and grain = {grain:String} and zone = '' and toUInt32(bucket) in {roll_buckets:Array(UInt32)}
      and (empty({user_ids:Array(UInt64)}) or has({user_ids:Array(UInt64)}, edge_user_id))
      and (empty({statuses:Array(String)}) or has({statuses:Array(String)}, toString(edge_status)))
  -- end
    union all                                                                         -- when bucket = none and facts_read != all and facts_read != none
    select user_id, status, begun, over - begun, is_carried, 0 from stretch           -- when bucket = none and facts_read != all and facts_read != none
  -- when bucket = none and facts_read != all:
  ),
  -- What is read follows one on another, so what is carried over goes on with the piece before it, of which there is none at the beginning.
  stay as (
    select user_id, any(status) as status, sum(seconds) as stay_seconds, sum(is_in_group) as pieces_in_groups, sum(seconds * is_in_group) as seconds_in_groups
    from (
      select *, sum(is_carried = 0) over (partition by user_id order by begun rows between unbounded preceding and current row) as number
      from edge_piece
    )
    group by user_id, number
  ),
  -- end
  sample as (
    -- when bucket != none and facts_read != none:
    select user_id, status,
      arrayJoin(range(intDiv(begun, bucket_seconds), intDiv(over - 1, bucket_seconds) + 1)) as bucket,
      toUInt64(least(over, (bucket + 1) * bucket_seconds) - greatest(begun, bucket * bucket_seconds)) as least_seconds,
      least_seconds as most_seconds, 1 as pieces, toInt64(least_seconds) as all_seconds
    from stretch
    -- end
    -- when bucket = none and facts_read = all:
    select user_id, status, 0 as bucket, toUInt64(over - begun) as least_seconds, least_seconds as most_seconds, 1 as pieces, toInt64(least_seconds) as all_seconds
    from stretch
    -- end
    -- when bucket = none and facts_read != all:
    -- groups count the pieces at their edges too, each for itself
    select user_id, status, 0 as bucket, toUInt64(stay_seconds) as least_seconds, least_seconds as most_seconds,
      1 - toInt64(pieces_in_groups) as pieces, toInt64(stay_seconds) - toInt64(seconds_in_groups) as all_seconds
    from stay
    -- end
    union all                                                                         -- when bucket = none and facts_read != all
    union all                                                                         -- when bucket != none and facts_read != none and facts_read != all
    -- when facts_read != all:
    select group_user_id as user_id, group_status as status,
    -- end
      intDiv(toUInt32(bucket), bucket_seconds) as bucket, toUInt64(group_min) as least_seconds, -- when facts_read != all and bucket != none
      0 as bucket, toUInt64(group_whole_min) as least_seconds,                        -- when facts_read != all and bucket = none
    -- when facts_read != all:
      toUInt64(group_max) as most_seconds, group_samples as pieces, toInt64(group_sum) as all_seconds
    from (
      select * from operator_rollup_of(tenant = {tenant:String})
      where figure = 'statuses' and grain = {grain:String} and zone = '' and toUInt32(bucket) in {roll_buckets:Array(UInt32)}
    )
    array join groups.user_id as group_user_id, groups.status as group_status, groups.samples as group_samples,
      groups.seconds_min as group_min, groups.seconds_max as group_max, groups.seconds_sum as group_sum, groups.whole_min as group_whole_min
    where (empty({user_ids:Array(UInt64)}) or has({user_ids:Array(UInt64)}, group_user_id))
      and (empty({statuses:Array(String)}) or has({statuses:Array(String)}, toString(group_status)))
    -- end
  ),
  counted as (
    select user_id, status,
      bucket as slot,                                                     -- when bucket != hour_of_day
      bucket % 24 as slot,                                                -- when bucket = hour_of_day
      min(least_seconds) as least_piece, max(most_seconds) as most_piece, sum(pieces) as samples, sum(all_seconds) as sum_seconds
    from sample
    group by user_id, slot, status
  )
select
  user_id,
  if({bucket:String} in ('day', 'hour'), formatDateTime(toDateTime(slot * bucket_seconds, 'UTC'), '%Y-%m-%d'), null) as day,
  if({bucket:String} in ('hour', 'hour_of_day'), slot % 24, null) as hour,
  toString(counted.status) as status,
  least_piece as seconds_min, most_piece as seconds_max, samples, sum_seconds as seconds_sum,
  intDiv(seconds_sum, samples) as seconds_avg
from counted
order by user_id, slot, counted.status -- when order = user
order by slot, user_id, counted.status -- when order = bucket
