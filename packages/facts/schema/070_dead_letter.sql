-- grain:  one row per rejected record, by its position in the log
-- key:    as the grain
-- replay: the same position writes the same row; revision grows with its life: 0 noted, 1 published in the dead-letter topic, later sent through again
-- read:   FINAL
-- keep:   for ever
create table if not exists dead_letter (
  topic LowCardinality(String),
  partition UInt16,
  version UInt64,
  revision UInt64,
  reason LowCardinality(String),
  detail String codec(ZSTD(1)),
  recorded_at DateTime64(3, 'UTC'),
  -- raw bytes, as base64 so that every byte survives every format; key and value null where the record had none
  key_base64 Nullable(String) codec(ZSTD(1)),
  headers_base64 Map(String, String) codec(ZSTD(1)),
  value_base64 Nullable(String) codec(ZSTD(1)),
  -- where the dead-letter topic ended before publishing began: the place from which a recovery looks
  published_after UInt64,
  -- when it was sent through again; 1970 = never
  replayed_at DateTime64(3, 'UTC')
)
engine = ReplacingMergeTree(revision)
order by (topic, partition, version);
