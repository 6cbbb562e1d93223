-- How long each employee was online in an interval: seconds, the local days with any, and, as asked, the seconds of each day. A day is all instants
-- with its local date, be it 23, 24 or 25 hours long. Definitions: docs/metrics.md.
with
  least({to:UInt32}, {now:UInt32}) as window_end
select user_id, sum(over - begun) as seconds,
  uniqExactArray(range(first_day, last_day + 1)) as days, [] as day_keys, [] as day_seconds  -- when not by_date
  length((sumMap(range(first_day, last_day + 1) as touched, arrayMap(                        -- when by_date
    day -> toUInt32(least(over, toUnixTimestamp(toDateTime(toDate(day + 1), {zone:String}))) -- when by_date
      - greatest(begun, toUnixTimestamp(toDateTime(toDate(day), {zone:String})))),           -- when by_date
    touched)) as by_day).1) as days, arrayMap(day -> toUInt32(day), by_day.1) as day_keys,          -- when by_date
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
