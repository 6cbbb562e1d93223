-- grain:  one row per status change from the start of the UTC month of `since` on, and per operator and earlier month its last one: all that says
--         who is in which status at `since` and after it, and in which presence
-- key:    none; conditions on user_id still prune, and those on changed_at the later months
-- replay: stores nothing
-- read:   `from status_trail_of(tenant = {tenant:String}, since = ...)`, epoch seconds. Nothing before `since` is complete: of what is before
--         it only the last change means something. Each half is read once and may be of another instant than the other; a change is in one half
--         only, by its month, so both together are the acknowledged changes and perhaps some that are being written
-- keep:   nothing to keep
create or replace view status_trail_of as
select user_id, changed_at, version, status,
  multiIf(
    status in ('ONLINE', 'READY', 'IN_SERVICE', 'AFTER_SERVICE'), 'online',
    status = 'OFFLINE', 'offline',
    'busy')::Enum8('offline' = 1, 'online' = 2, 'busy' = 3) as presence
from (
  select user_id, changed_at, version, status
  from status_change final
  where tenant = {tenant:String} and changed_at >= toDateTime64(toStartOfMonth(toDateTime({since:UInt32}, 'UTC')), 3, 'UTC')
  union all
  select user_id, changed_at, version, status
  from status_carry final
  where tenant = {tenant:String} and toYYYYMM(changed_at) < toYYYYMM(toDateTime({since:UInt32}, 'UTC'))
);

-- grain:  one row per operator and UTC month with a change: the last one of that month, and its presence, which is said as above (held by a test)
-- key:    none
-- replay: stores nothing
-- read:   `from status_carry_of(tenant = {tenant:String})`; `place` orders the changes of an operator
-- keep:   nothing to keep
create or replace view status_carry_of as
select *, place,
  multiIf(
    status in ('ONLINE', 'READY', 'IN_SERVICE', 'AFTER_SERVICE'), 'online',
    status = 'OFFLINE', 'offline',
    'busy')::Enum8('offline' = 1, 'online' = 2, 'busy' = 3) as presence
from status_carry final where tenant = {tenant:String};
