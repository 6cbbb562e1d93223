-- grain:  one row per topic partition: all records below next_version are in the archive and the facts, or in the dead letters
-- key:    as the grain
-- replay: the highest position wins: a stale writer cannot move it back
-- read:   FINAL
-- keep:   for ever
create table if not exists position (
  topic LowCardinality(String),
  partition UInt16,
  next_version UInt64,
  -- of the record below next_version: tells whether the log is still the one that was read
  last_digest String,
  written_at DateTime64(3, 'UTC')
)
engine = ReplacingMergeTree(next_version)
order by (topic, partition);

-- grain:  one row per declared life of the log's topics
-- key:    as the grain
-- replay: the same epoch is declared once
-- read:   max(epoch)
-- keep:   for ever: who declared it, and when
create table if not exists epoch (
  epoch UInt8,
  declared_by String,
  declared_at DateTime64(3, 'UTC')
)
engine = ReplacingMergeTree(declared_at)
order by epoch;
