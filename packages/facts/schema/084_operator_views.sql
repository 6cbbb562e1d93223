-- grain:  one row per interval of an operator's status that reaches into [from, to): begun and over in epoch seconds, cut at both ends; carried where it
--         began before `from`
-- key:    none; conditions on user_id still prune
-- replay: stores nothing
-- read:   `from status_interval_of(tenant = {tenant:String}, from = ..., to = ..., now = ...)`; never after now; an interval may have no length
-- keep:   nothing to keep
create or replace view status_interval_of as
with
  toDateTime64({from:UInt32}, 3, 'UTC') as window_start,
  least({to:UInt32}, {now:UInt32}) as window_end,
  -- Everything before the window is worth one change, the last, which carries over into the window.
  known as (
    select user_id,
      countIf(changed_at < window_start) > 0 as carries,
      -- (changed_at, version) in one number: as a tuple it would cost twice as much
      argMaxIf((changed_at, version, status, presence), bitOr(bitShiftLeft(toUInt128(toUnixTimestamp64Milli(changed_at)), 64), version), changed_at < window_start) as carried,
      groupArrayIf((changed_at, version, status, presence), changed_at >= window_start) as inside
    from status_trail_of(tenant = {tenant:String}, since = {from:UInt32})
    where changed_at < toDateTime64(window_end, 3, 'UTC')
    group by user_id
  ),
  -- Of changes at one millisecond the one with the higher version stands; after that, a repeated status does not start a new interval.
  history as (
    select user_id,
      arrayConcat(if(carries, [carried], []), arraySort(inside)) as changes,
      arrayFilter((change, next) -> change.1 != next.1, changes, arrayPushBack(arrayPopFront(changes), (toDateTime64(0, 3, 'UTC'), 0, 'OFFLINE', 'offline'))) as standing,
      arrayMap(change -> toInt8(change.3), standing) as statuses,
      arrayFilter((change, status, former) -> status != former, standing, statuses, arrayPushFront(arrayPopBack(statuses), 0)) as intervals,
      arrayMap(change -> greatest(toUnixTimestamp(change.1), {from:UInt32}), intervals) as starts,
      arrayMap(change -> toUnixTimestamp(change.1) < {from:UInt32}, intervals) as carried_over
    from known
  )
select user_id, interval.3 as status, interval.4 as presence, begun, over, is_carried
from history
array join intervals as interval, starts as begun, carried_over as is_carried, arrayPushBack(arrayPopFront(starts), window_end) as over;
