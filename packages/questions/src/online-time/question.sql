-- How long each employee was online in an interval: seconds, the local days with any, and, as asked, the seconds of each day. A day is all instants
-- with its local date, be it 23, 24 or 25 hours long. Definitions: docs/metrics.md.
-- Counted from the facts, from roll-ups of whole days, or from both: no day is in two parts.
with
  least({to:UInt32}, {now:UInt32}) as window_end
-- when facts_read != all:
select user_id, sum(part.seconds) as seconds, sum(part.days) as days,
-- end
  [] as day_keys, [] as day_seconds                                                            -- when facts_read != all and not by_date
  (arraySort(groupArrayArray(arrayZip(part.day_keys, part.day_seconds))) as in_order).1 as day_keys, in_order.2 as day_seconds -- when facts_read != all and by_date
from (                                                                                         -- when facts_read != all
-- when facts_read != none:
  select user_id, toUInt64(sum(over - begun)) as seconds,
    uniqExactArray(range(first_day, last_day + 1)) as days, [] as day_keys, [] as day_seconds  -- when not by_date
    length((sumMap(range(first_day, last_day + 1) as touched, arrayMap(                        -- when by_date
      day -> toUInt32(least(over, toUnixTimestamp(toDateTime(toDate(day + 1), {zone:String}))) -- when by_date
        - greatest(begun, toUnixTimestamp(toDateTime(toDate(day), {zone:String})))),           -- when by_date
      touched)) as by_day).1) as days, arrayMap(day -> toUInt32(day), by_day.1) as day_keys,   -- when by_date
    arrayMap(seconds -> toUInt32(seconds), by_day.2) as day_seconds                            -- when by_date
  from (
    -- everything before the window is worth one change, the last: those before it are over before the window begins
    select user_id, presence,
      greatest(toUnixTimestamp(changed_at), {from:UInt32}) as begun,
      leadInFrame(toUnixTimestamp(changed_at), 1, window_end)
        over (partition by user_id order by changed_at, version rows between current row and unbounded following) as over,
      toUInt32(toDate(toDateTime(begun, {zone:String}))) as first_day,
      toUInt32(toDate(toDateTime(over - 1, {zone:String}))) as last_day
    from status_trail_of(tenant = {tenant:String}, since = {from:UInt32})
    where changed_at < toDateTime64(window_end, 3, 'UTC')
      and has({employee_ids:Array(UInt64)}, user_id) -- when employees_given
      and user_id = {caller_id:UInt64}               -- when level = own
  )
  where presence = 'online' and over > begun
  group by user_id
-- end
  union all                                                                                    -- when facts_read = one
-- when facts_read != all:
  select group_user_id as user_id, sum(group_seconds) as seconds, count() as days,
-- end
    [] as day_keys, [] as day_seconds                                                          -- when facts_read != all and not by_date
    groupArray(toUInt32(intDiv(toUInt32(bucket), 86400))) as day_keys, groupArray(toUInt32(group_seconds)) as day_seconds -- when facts_read != all and by_date
-- when facts_read != all:
  from (
    select * from operator_rollup_of(tenant = {tenant:String})
    where figure = 'online' and grain = 'day' and zone = {zone:String} and toUInt32(bucket) in {roll_days:Array(UInt32)}
  )
  array join groups.user_id as group_user_id, groups.seconds_sum as group_seconds
  where true
-- end
    and has({employee_ids:Array(UInt64)}, group_user_id)                                       -- when facts_read != all and employees_given
    and group_user_id = {caller_id:UInt64}                                                     -- when facts_read != all and level = own
-- when facts_read != all:
  group by user_id
) as part
group by user_id
-- end
