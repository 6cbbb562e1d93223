-- Who ever had a status, and his presence at `now`. Of everybody's newest change alone, which is a short read: where that one lies ahead of `now`
-- (events may be dated a day ahead), is_ahead says that the presence is not known from it. Of all changes that play a role: the presence at `now`.
select user_id,
  toString(argMax(presence, place)) as state, max(changed_at) >= toDateTime64({now:UInt32} + 1, 3, 'UTC') as is_ahead -- when of = newest
  -- (changed_at, version) in one number: as a tuple it would cost twice as much
  toString(argMaxIf(presence, bitOr(bitShiftLeft(toUInt128(toUnixTimestamp64Milli(changed_at)), 64), version), -- when of = all
    changed_at < toDateTime64({now:UInt32} + 1, 3, 'UTC'))) as state, 0 as is_ahead -- when of = all
from status_carry_of(tenant = {tenant:String})                       -- when of = newest
from status_trail_of(tenant = {tenant:String}, since = {now:UInt32}) -- when of = all
group by user_id
