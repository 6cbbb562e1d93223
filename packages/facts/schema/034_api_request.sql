-- grain:  one row per request to a programming interface and per key it ever had (former keys as tombstones, deleted = 1)
-- key:    a report asks for one tenant and an interval of arrivals
-- replay: the same log prefix writes the same row; the row of the longest prefix (highest version) wins
-- read:   FINAL, and deleted = 0
-- keep:   for ever
create table if not exists api_request (
  tenant LowCardinality(String),
  requested_at DateTime('UTC') codec(DoubleDelta, ZSTD(1)),
  -- a UUID as it was written, in either case
  api_request_id String,
  partition UInt16,
  version UInt64,
  deleted UInt8,
  -- the id of the call as sent: its text, and whether it was a number
  request_id Nullable(String),
  request_id_is_number UInt8,
  api_type Enum8('none' = 0, 'rpc_api' = 1, 'call_api' = 2),
  component LowCardinality(Nullable(String)),
  ip_address LowCardinality(String),
  method LowCardinality(String),
  method_type LowCardinality(Nullable(String)),
  result Enum8('none' = 0, 'success' = 1, 'error' = 2),
  error_code LowCardinality(Nullable(String)),
  error_mnemocode LowCardinality(Nullable(String)),
  -- 0 = none
  call_session_id UInt64,
  external_id Nullable(String),
  raw String codec(ZSTD(3)),
  -- milliseconds
  execution_time UInt64
)
engine = ReplacingMergeTree(version)
partition by toYYYYMM(requested_at)
order by (tenant, requested_at, api_request_id);
