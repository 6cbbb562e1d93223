-- Time that operators spent in each status: samples are the pieces of status intervals, cut at the ends of the asked interval and at the
-- edges of the asked buckets (UTC). Definitions: docs/metrics.md. Instants are whole seconds once their order is settled.
with
  toDateTime64({from:UInt32}, 3, 'UTC') as window_start,
  least({to:UInt32}, {now:UInt32}) as window_end,
  transform({bucket:String}, ['day', 'hour', 'hour_of_day'], [86400, 3600, 3600], 4294967296) as bucket_seconds,
  -- One read. Everything before the window is worth one change, the last, which carries over into the window.
  known as (
    select user_id,
      countIf(changed_at < window_start) > 0 as carries,
      maxIf((changed_at, version, status), changed_at < window_start) as carried,
      groupArrayIf((changed_at, version, status), changed_at >= window_start) as inside
    from status_change_of(tenant = {tenant:String})
    where changed_at < toDateTime64(window_end, 3, 'UTC')
      and (empty({user_ids:Array(UInt64)}) or has({user_ids:Array(UInt64)}, user_id))
    group by user_id
  ),
  -- Of changes at one millisecond the one with the higher version stands; after that, a repeated status does not start a new interval.
  history as (
    select user_id,
      arrayConcat(if(carries, [carried], []), arraySort(inside)) as changes,
      arrayFilter((change, next) -> change.1 != next.1, changes, arrayPushBack(arrayPopFront(changes), (toDateTime64(0, 3, 'UTC'), 0, 'OFFLINE'))) as standing,
      arrayMap(change -> toInt8(change.3), standing) as statuses,
      arrayFilter((change, status, former) -> status != former, standing, statuses, arrayPushFront(arrayPopBack(statuses), 0)) as intervals,
      arrayMap(change -> greatest(toUnixTimestamp(change.1), {from:UInt32}), intervals) as starts
    from known
  ),
  lasting as (
    select user_id, interval.3 as status, begun, over
    from history
    array join intervals as interval, starts as begun, arrayPushBack(arrayPopFront(starts), window_end) as over
  ),
  piece as (
    select user_id, status,
      arrayJoin(range(intDiv(begun, bucket_seconds), intDiv(over - 1, bucket_seconds) + 1)) as bucket,
      least(over, (bucket + 1) * bucket_seconds) - greatest(begun, bucket * bucket_seconds) as seconds
    from lasting
    where over > begun and (empty({statuses:Array(String)}) or has({statuses:Array(String)}, toString(status)))
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
order by user_id, day, hour, piece.status
