-- What the ledger of writes and the roll-ups of operators' time say of an interval's buckets: UTC hours, or days of a zone. They are held against each
-- other in code. A bucket knows of all writes up to its end, so the ledger's sums run from the first change on: what is before the interval is one row.
select 'ledger' as source,
  if(hour < toDateTime({from:UInt32}, 'UTC'), 0, toUInt32(hour)) as bucket,                                               -- when grain = hour
  if(hour < toDateTime({from:UInt32}, 'UTC'), 0, toUInt32(toDateTime(toDate(hour, {zone:String}), 'UTC'))) as bucket, -- when grain = day
  sum(writes) as all_writes, toString(sum(digest)) as all_digests, 0::UInt32 as begin, 0::UInt32 as end
from write_ledger_of(tenant = {tenant:String})
where fact = 'status_change' and hour < toDateTime({to:UInt32}, 'UTC')
group by bucket
union all
-- begin and end as the roll-up was cut: by the database's own table of time zones
select 'rollup', toUInt32(bucket), writes, toString(digest),
  toUInt32(bucket), toUInt32(bucket) + 3600                                                                               -- when grain = hour
  toUnixTimestamp(toDateTime(toDate(bucket), {zone:String})), toUnixTimestamp(toDateTime(toDate(bucket) + 1, {zone:String})) -- when grain = day
from operator_rollup_of(tenant = {tenant:String})
where figure = {figure:String} and grain = {grain:String}
  and zone = {zone:String} -- when figure = online
  and zone = ''            -- when figure = statuses
  -- a date that begins within the interval is at most a day from it as if it were UTC's
  and bucket >= toDateTime({from:UInt32} - 93600, 'UTC') and bucket < toDateTime({to:UInt32} + 93600, 'UTC')
