-- Time that operators spent in each status: samples are the pieces of status intervals, cut at the ends of the asked interval and at the
-- edges of the asked buckets (UTC). Definitions: docs/metrics.md.
with
  transform({bucket:String}, ['day', 'hour', 'hour_of_day'], [86400, 3600, 3600], 4294967296) as bucket_seconds,
  piece as (
    select user_id, status,
      arrayJoin(range(intDiv(begun, bucket_seconds), intDiv(over - 1, bucket_seconds) + 1)) as bucket,
      least(over, (bucket + 1) * bucket_seconds) - greatest(begun, bucket * bucket_seconds) as seconds
    from status_interval_of(tenant = {tenant:String}, from = {from:UInt32}, to = {to:UInt32}, now = {now:UInt32})
    where over > begun
      and (empty({user_ids:Array(UInt64)}) or has({user_ids:Array(UInt64)}, user_id))
      and (empty({statuses:Array(String)}) or has({statuses:Array(String)}, toString(status)))
  )
select
  user_id,
  if({bucket:String} in ('day', 'hour'), formatDateTime(toDateTime(bucket * bucket_seconds, 'UTC'), '%Y-%m-%d'), null) as day,
  if({bucket:String} in ('hour', 'hour_of_day'), bucket % 24, null) as hour,
  toString(piece.status) as status,
  min(seconds) as seconds_min, max(seconds) as seconds_max, count() as samples, sum(seconds) as seconds_sum,
  intDiv(seconds_sum, samples) as seconds_avg
from piece
group by user_id, day, hour, piece.status
order by user_id, day, hour, piece.status -- when order = user
order by day, hour, user_id, piece.status -- when order = bucket
