-- grain:  one row per lead (offline message) and per key it ever had (former keys as tombstones, deleted = 1)
-- key:    a report asks for one tenant and an interval of receptions
-- replay: the same log prefix writes the same row; the row of the longest prefix (highest version) wins
-- read:   FINAL, and deleted = 0
-- keep:   for ever
create table if not exists lead (
  tenant LowCardinality(String),
  received_at DateTime('UTC') codec(DoubleDelta, ZSTD(1)),
  offline_message_id UInt64,
  partition UInt16,
  version UInt64,
  deleted UInt8,
  status Enum8('none' = 0, 'new' = 1, 'processing' = 2, 'processed' = 3),
  lead_type Enum8('none' = 0, 'form' = 1, 'callback' = 2, 'chat' = 3),
  site_id UInt64,
  department_id UInt64,
  employee_id UInt64,
  assigned_employee_id UInt64,
  processed_employee_id UInt64,
  assigned_at DateTime('UTC'),
  processed_at DateTime('UTC')
)
engine = ReplacingMergeTree(version)
partition by toYYYYMM(received_at)
order by (tenant, received_at, offline_message_id);
