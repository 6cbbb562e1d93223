-- grain:  one row per accepted event and log position (a producer's duplicate is a row too)
-- key:    an entity's events lie together, in log order, so that a worker can fold them again with one read
-- replay: the same position writes the same row
-- read:   FINAL, or distinct by (partition, version)
-- keep:   for ever: this is the memory of the system; every fact can be made anew from it
create table if not exists archive (
  tenant LowCardinality(String),
  kind LowCardinality(String),
  entity String,
  partition UInt16,
  version UInt64,
  recorded_at DateTime64(3, 'UTC') codec(Delta, ZSTD(1)),
  event String codec(ZSTD(1))
)
engine = ReplacingMergeTree
order by (tenant, kind, entity, partition, version)
settings index_granularity = 512;
