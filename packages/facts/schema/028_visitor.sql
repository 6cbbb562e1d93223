-- grain:  one row per visitor session and per key it ever had (former keys as tombstones, deleted = 1)
-- key:    a report asks for one tenant and an interval of starts
-- replay: the same log prefix writes the same row; the row of the longest prefix (highest version) wins
-- read:   FINAL, and deleted = 0
-- keep:   for ever
create table if not exists visitor_session (
  tenant LowCardinality(String),
  started_at DateTime('UTC') codec(DoubleDelta, ZSTD(1)),
  visitor_session_id UInt64,
  partition UInt16,
  version UInt64,
  deleted UInt8,
  site_id UInt64,
  -- 1970 = no end was published
  ended_at DateTime('UTC'),
  -- seconds to the end, else to the last page view
  duration UInt32,
  -- who came, as the start of the session says; 0 = none
  visitor_id UInt64,
  person_id UInt64,
  first_campaign_id UInt64,
  visits_count Nullable(UInt64),
  visit_other_campaign Nullable(UInt8),
  visitor_type LowCardinality(Nullable(String)),
  visitor_city LowCardinality(Nullable(String)),
  visitor_region LowCardinality(Nullable(String)),
  visitor_country LowCardinality(Nullable(String)),
  visitor_device LowCardinality(Nullable(String)),
  property_names Array(LowCardinality(String)),
  property_values Array(String) codec(ZSTD(1)),
  segment_ids Array(UInt64),
  -- where from; texts that are absent are no keys
  campaign_id UInt64,
  attribution Map(LowCardinality(String), String) codec(ZSTD(1)),
  ip_address Nullable(String),
  browser_name LowCardinality(Nullable(String)),
  browser_version LowCardinality(Nullable(String)),
  os_name LowCardinality(Nullable(String)),
  os_version LowCardinality(Nullable(String)),
  provider LowCardinality(Nullable(String)),
  screen LowCardinality(Nullable(String)),
  language LowCardinality(Nullable(String)),
  -- one element a page view, in order
  hit_times Array(DateTime('UTC')),
  -- seconds to the next, of the last to the end
  hit_durations Array(UInt32),
  hit_urls Array(String) codec(ZSTD(1))
)
engine = ReplacingMergeTree(version)
partition by toYYYYMM(started_at)
order by (tenant, started_at, visitor_session_id);

-- 0 to 999 within the second of the start. Rows that were written before this column existed have 0 until they are written again
alter table visitor_session add column if not exists started_millisecond UInt16;

-- grain:  one row per visitor of whom visitor.updated was ever published
-- key:    a visitor is looked up by id
-- replay: the row of the longest log prefix (highest version) wins
-- read:   FINAL
-- keep:   for ever
create table if not exists visitor (
  tenant LowCardinality(String),
  visitor_id UInt64,
  partition UInt16,
  version UInt64,
  deleted UInt8,
  full_name Nullable(String),
  emails Array(String),
  phone_numbers Array(String),
  company Nullable(String),
  comment Nullable(String),
  -- given and then cleared is not the same as never given: only the latter leaves the word to the sessions
  has_person_id UInt8,
  person_id UInt64,
  has_custom_properties UInt8,
  property_names Array(LowCardinality(String)),
  property_values Array(String) codec(ZSTD(1))
)
engine = ReplacingMergeTree(version)
order by (tenant, visitor_id);
