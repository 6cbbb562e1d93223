-- grain:  one row per time a goal was reached, and per key it ever had (former keys as tombstones, deleted = 1)
-- key:    a report asks for one tenant and an interval of times
-- replay: the same log prefix writes the same row; the row of the longest prefix (highest version) wins
-- read:   FINAL, and deleted = 0
-- keep:   for ever
create table if not exists goal (
  tenant LowCardinality(String),
  reached_at DateTime('UTC') codec(DoubleDelta, ZSTD(1)),
  communication_id UInt64,
  partition UInt16,
  version UInt64,
  deleted UInt8,
  -- the definition, which is reached many times
  goal_id UInt64,
  -- as published
  name LowCardinality(String),
  site_id UInt64
)
engine = ReplacingMergeTree(version)
partition by toYYYYMM(reached_at)
order by (tenant, reached_at, communication_id);

alter table goal
  add column if not exists communication_number Nullable(UInt64),
  -- the visitor as the communication says; replaced as a whole when another one is assigned
  add column if not exists visitor_id UInt64,
  add column if not exists person_id UInt64,
  add column if not exists visitor_session_id UInt64,
  add column if not exists first_campaign_id UInt64,
  add column if not exists visits_count Nullable(UInt64),
  add column if not exists visit_other_campaign Nullable(UInt8),
  add column if not exists visitor_type LowCardinality(Nullable(String)),
  add column if not exists visitor_city LowCardinality(Nullable(String)),
  add column if not exists visitor_region LowCardinality(Nullable(String)),
  add column if not exists visitor_country LowCardinality(Nullable(String)),
  add column if not exists visitor_device LowCardinality(Nullable(String)),
  -- one element a property, as published
  add column if not exists property_names Array(LowCardinality(String)),
  add column if not exists property_values Array(String) codec(ZSTD(1)),
  add column if not exists segment_ids Array(UInt64),
  -- where the visitor came from: the texts that were given, by field; a field that is not there is null
  add column if not exists campaign_id UInt64,
  add column if not exists attribution Map(LowCardinality(String), String) codec(ZSTD(1)),
  -- one element a tag that is on, by time and id; 0 and null = nobody named
  add column if not exists tag_ids Array(UInt64),
  add column if not exists tag_types Array(LowCardinality(String)),
  add column if not exists tag_times Array(DateTime('UTC')),
  add column if not exists tag_user_ids Array(UInt64),
  add column if not exists tag_user_logins Array(Nullable(String)),
  add column if not exists tag_employee_ids Array(UInt64),
  -- one element a sale, by id. sale_times: epoch seconds (of any year, so no DateTime); where sale_is_date = 1 a bare date was said: its midnight as if in UTC
  add column if not exists sale_ids Array(UInt64),
  add column if not exists sale_times Array(Int64),
  add column if not exists sale_is_date Array(UInt8),
  add column if not exists sale_costs Array(Decimal(18, 4)),
  add column if not exists sale_comments Array(Nullable(String)),
  add column if not exists attributes Array(LowCardinality(String));
