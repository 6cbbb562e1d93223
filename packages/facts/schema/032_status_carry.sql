-- grain:  one row per operator and UTC month with a change: the last change of that month, which he brings into the next
-- key:    what an operator's status is at an instant, without reading all of his history
-- replay: a maximum, so writing again changes nothing; status changes are never taken back. An insert writes status_change and then this table, not
--         both at once. A reader between the two has every acknowledged change all the same, and of the unacknowledged insert some, as between
--         any two inserts. Positions are written after both, so lag 0 means that both are there. After a crash between the two the batch is
--         delivered again, and the repeated insert must reach this table: see `send`, which asks for that
-- read:   FINAL, through status_trail_of
-- keep:   for ever, with status_change
create table if not exists status_carry (
  tenant LowCardinality(String),
  user_id UInt64,
  changed_at DateTime64(3, 'UTC'),
  version UInt64,
  status Enum8('OFFLINE' = 1, 'ONLINE' = 2, 'READY' = 3, 'BANNED' = 4, 'IN_SERVICE' = 5, 'AFTER_SERVICE' = 6, 'TIMEOUT' = 7, 'DND' = 8),
  -- (changed_at, version) in one number. Not one column SimpleAggregateFunction(max, Tuple(...)): FINAL takes any row when only parts of such a tuple are read
  place UInt128 materialized bitOr(bitShiftLeft(toUInt128(toUnixTimestamp64Milli(changed_at)), 64), version)
)
engine = ReplacingMergeTree(place)
order by (tenant, user_id, toYYYYMM(changed_at));

-- The rows of a month that one insert holds become one row on their way into the part.
create materialized view if not exists status_carry_status_change to status_carry as
select tenant, user_id, changed_at, version, status from status_change;

-- Changes that were written before this table existed, once; the row of no account says that it was done. An insert that is under way while the view
-- is created would be missed: workers of a version without this table are to be stopped before.
insert into status_carry (tenant, user_id, changed_at, version, status)
select tenant, user_id, changed_at, version, status from status_change
where (select count() from status_carry where tenant = '') = 0;

insert into status_carry (tenant, user_id, changed_at, version, status)
select '', 0, toDateTime64(0, 3, 'UTC'), 0, 'OFFLINE'
where (select count() from status_carry where tenant = '') = 0;
