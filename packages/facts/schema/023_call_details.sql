-- What a call and its legs say beyond their times (see docs/metrics.md, "Calls"): who took part, where it came from and went, what was recorded and charged.
-- grain:  as call and call_leg
-- key:    as there
-- replay: as there; rows that were written before have the defaults until they are written again (`stats -- verify` names them)
-- read:   as there; ids are 0 where none was given, and null stays apart from the empty text
-- keep:   as there
alter table call
  add column if not exists virtual_phone_number LowCardinality(String),
  -- '' = hidden
  add column if not exists contact_phone_number String codec(ZSTD(1)),
  add column if not exists source LowCardinality(Nullable(String)),
  -- of the first leg that names one; site_id is of the last
  add column if not exists first_site_id UInt64,
  add column if not exists scenario_id UInt64,
  add column if not exists contact_id UInt64,
  add column if not exists call_api_request_id UInt64,
  add column if not exists call_api_external_id Nullable(String),
  add column if not exists operator_phone_number Nullable(String),
  add column if not exists finish_reason LowCardinality(Nullable(String)),
  add column if not exists is_transferred UInt8,
  add column if not exists postprocess_duration Nullable(UInt64),
  add column if not exists call_records Array(String),
  add column if not exists voice_mail_records Array(String),
  -- one element an employee, in the order in which they were rung
  add column if not exists employee_ids Array(UInt64),
  add column if not exists employee_answered Array(UInt8),
  add column if not exists employee_talked Array(UInt8),
  add column if not exists first_answered_employee_id UInt64,
  add column if not exists last_answered_employee_id UInt64,
  add column if not exists first_talked_employee_id UInt64,
  add column if not exists last_talked_employee_id UInt64;

-- what a call has in common with chats, leads and goals
alter table call
  add column if not exists communication_id UInt64 default call_id,
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

alter table call_leg
  -- the leg's own, else the call's
  add column if not exists source LowCardinality(Nullable(String)),
  -- the call's
  add column if not exists contact_phone_number String codec(ZSTD(1)),
  add column if not exists employee_phone_number Nullable(String),
  add column if not exists scenario_id UInt64,
  add column if not exists contact_id UInt64,
  -- from pick-up to end, and from start to end; null until it has ended
  add column if not exists duration Nullable(UInt32),
  add column if not exists total_duration Nullable(UInt32),
  add column if not exists release_cause_code Nullable(UInt64),
  add column if not exists release_cause_description LowCardinality(Nullable(String)),
  add column if not exists is_failed Nullable(UInt8),
  add column if not exists employee_rating Nullable(Int64),
  add column if not exists call_records Array(String),
  -- the latest charge; null and 'none' = not charged
  add column if not exists direction_type Enum8('none' = 0, 'international' = 1, 'national' = 2, 'local' = 3, 'mobile' = 4),
  add column if not exists chargeable_duration Nullable(UInt64),
  add column if not exists cost_per_minute Nullable(Decimal(18, 4)),
  add column if not exists total_charge Nullable(Decimal(18, 4)),
  add column if not exists bonuses_charge Nullable(Decimal(18, 4));
