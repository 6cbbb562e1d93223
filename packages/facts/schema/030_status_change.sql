-- grain:  one row per distinct acd_status.changed event
-- key:    intervals are cut by walking one operator's changes in time; (changed_at, version) is their order (milliseconds, then offset)
-- replay: the same event writes the same row; a producer's duplicate is kept out by status_identity
-- read:   FINAL
-- keep:   for ever
create table if not exists status_change (
  tenant LowCardinality(String),
  user_id UInt64,
  changed_at DateTime64(3, 'UTC') codec(DoubleDelta, ZSTD(1)),
  version UInt64,
  partition UInt16,
  status Enum8('OFFLINE' = 1, 'ONLINE' = 2, 'READY' = 3, 'BANNED' = 4, 'IN_SERVICE' = 5, 'AFTER_SERVICE' = 6, 'TIMEOUT' = 7, 'DND' = 8)
)
engine = ReplacingMergeTree
partition by toYYYYMM(changed_at)
order by (tenant, user_id, changed_at, version);

-- grain:  one row per distinct (source, id) of an operator's events, at the position where the log first has it
-- key:    the look-up of a batch: is this identity known, and from where?
-- replay: the same position writes the same row
-- read:   min(version)
-- keep:   for ever, with status_change
create table if not exists status_identity (
  tenant LowCardinality(String),
  user_id UInt64,
  identity UUID,
  partition UInt16,
  version UInt64
)
engine = ReplacingMergeTree
order by (tenant, user_id, identity, version)
settings index_granularity = 256;
