-- grain:  one row per call and per key it ever had (former keys as tombstones, deleted = 1)
-- key:    a report asks for one tenant and an interval of starts
-- replay: the same log prefix writes the same row; the row of the longest prefix (highest version) wins
-- read:   FINAL, and deleted = 0
-- keep:   for ever
create table if not exists call (
  tenant LowCardinality(String),
  started_at DateTime('UTC') codec(DoubleDelta, ZSTD(1)),
  call_id UInt64,
  partition UInt16,
  version UInt64,
  deleted UInt8,
  direction Enum8('none' = 0, 'in' = 1, 'out' = 2),
  site_id UInt64,
  department_id UInt64,
  queue_id UInt64,
  employee_id UInt64,
  answered UInt8,
  finished UInt8,
  lost UInt8,
  first_talk_at DateTime('UTC'),
  last_talk_end_at DateTime('UTC'),
  finished_at DateTime('UTC'),
  wait UInt32,
  talk_duration UInt32,
  clean_talk_duration UInt32,
  total_wait UInt32,
  face Enum8('none' = 0, 'sad' = 1, 'neutral' = 2, 'happy' = 3),
  vote Enum8('none' = 0, 'positive' = 1, 'negative' = 2),
  score UInt8,
  remark_id UInt64
)
engine = ReplacingMergeTree(version)
partition by toYYYYMM(started_at)
order by (tenant, started_at, call_id);

-- grain:  one row per started leg of a call and per key it ever had (former keys as tombstones, deleted = 1)
-- key:    a report asks for one tenant and an interval of the legs' own starts, see docs/decisions/0024
-- replay: the same log prefix writes the same row; the row of the longest prefix (highest version) wins
-- read:   FINAL, and deleted = 0
-- keep:   for ever
create table if not exists call_leg (
  tenant LowCardinality(String),
  started_at DateTime('UTC') codec(DoubleDelta, ZSTD(1)),
  call_id UInt64,
  leg_id UInt64,
  partition UInt16,
  version UInt64,
  deleted UInt8,
  direction Enum8('none' = 0, 'in' = 1, 'out' = 2),
  virtual_phone_number LowCardinality(String),
  calling_phone_number String codec(ZSTD(1)),
  called_phone_number String codec(ZSTD(1)),
  is_operator UInt8,
  is_coach UInt8,
  is_transferred UInt8,
  employee_id UInt64,
  connected_at DateTime('UTC'),
  ended_at DateTime('UTC'),
  talk UInt32,
  hold UInt32,
  -- one element a talk, in order; an end of 1970 = it goes on
  talk_starts Array(DateTime('UTC')),
  talk_ends Array(DateTime('UTC'))
)
engine = ReplacingMergeTree(version)
partition by toYYYYMM(started_at)
order by (tenant, started_at, call_id, leg_id);
