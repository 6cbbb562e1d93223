-- grain:  one row per chat and per key it ever had (former keys as tombstones, deleted = 1)
-- key:    a report asks for one tenant and an interval of starts
-- replay: the same log prefix writes the same row; the row of the longest prefix (highest version) wins
-- read:   FINAL, and deleted = 0
-- keep:   for ever
create table if not exists chat (
  tenant LowCardinality(String),
  started_at DateTime('UTC') codec(DoubleDelta, ZSTD(1)),
  chat_id UInt64,
  partition UInt16,
  version UInt64,
  deleted UInt8,
  site_id UInt64,
  department_id UInt64,
  queue_id UInt64,
  employee_id UInt64,
  initiator LowCardinality(String),
  with_bot UInt8,
  visitor_wrote UInt8,
  queued UInt8,
  answered UInt8,
  closed UInt8,
  queued_at DateTime('UTC'),
  answered_at DateTime('UTC'),
  closed_at DateTime('UTC'),
  wait UInt32,
  talk UInt32,
  face Enum8('none' = 0, 'sad' = 1, 'neutral' = 2, 'happy' = 3),
  vote Enum8('none' = 0, 'positive' = 1, 'negative' = 2),
  score UInt8,
  remark_id UInt64
)
engine = ReplacingMergeTree(version)
partition by toYYYYMM(started_at)
order by (tenant, started_at, chat_id);
