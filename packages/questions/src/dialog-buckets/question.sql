-- What the ledger of writes and the roll-ups of a cut say of the dialogs of an interval, by local date or by UTC hour (an hour belongs to the date on
-- which it begins): they are held against each other in code. Buckets to which nothing was ever written have no row.
select 'ledger' as source, toString(fact) as kind,
  toUInt32(toDate(hour, {zone:String})) as bucket,     -- when grain = day
  toUInt32(hour) as bucket,                            -- when grain = hour
  sum(writes) as all_writes, toString(sum(digest)) as all_digests, 0::UInt64 as dialogs,
  toUInt32(min(hour)) as first_hour, toUInt32(max(hour)) as last_hour,
  -- the clock shows whole hours at its begin, and the same zone at its end
  min(timezoneOffset(hour_there) % 3600 = 0 and timezoneOffset(hour_there) = timezoneOffset(hour_there + 3599)) as is_even
from (
  select *, toDateTime(hour, {zone:String}) as hour_there
  from write_ledger_of(tenant = {tenant:String})
  where hour >= toDateTime({from:UInt32}, 'UTC') and hour < toDateTime({to:UInt32}, 'UTC')
    and fact = 'chat'                                  -- when of = chats
    and fact in ('chat', 'call', 'lead')               -- when of = all
)
group by kind, bucket
union all
select toString(cut), toString(fact),
  toUInt32(toDate(bucket)),                            -- when grain = day
  toUInt32(bucket),                                    -- when grain = hour
  writes, toString(digest), dialogs, 0, 0, 1
from dialog_rollup_of(tenant = {tenant:String})
where grain = {grain:String} and cut in ('total', {cut:String})
  -- a date that begins within the interval is at most a day from it as if it were UTC's
  and bucket >= toDateTime({from:UInt32} - 93600, 'UTC') and bucket < toDateTime(least({to:UInt32} + 93600, 4294967295), 'UTC')
  and zone = {zone:String}                             -- when grain = day
  and zone = ''                                        -- when grain = hour
  and fact = 'chat'                                    -- when of = chats
  and fact in ('chat', 'call', 'lead')                 -- when of = all
