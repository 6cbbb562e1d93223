-- grain:  as lead (024): what a lead has in common with chats, calls and goals, its texts, and who wrote it
-- key:    as lead
-- replay: as lead. Rows that were written before these columns existed have defaults in them until they are written again (`stats -- verify` names them)
-- read:   as lead; ids are 0 where none was given, and null stays apart from the empty text
-- keep:   as lead
alter table lead
  add column if not exists communication_id UInt64,
  add column if not exists form_type LowCardinality(Nullable(String)),
  add column if not exists group_id UInt64,
  add column if not exists group_name LowCardinality(Nullable(String)),
  add column if not exists text Nullable(String) codec(ZSTD(1)),
  add column if not exists visitor_name Nullable(String) codec(ZSTD(1)),
  -- as published
  add column if not exists visitor_phone_number Nullable(String) codec(ZSTD(1)),
  add column if not exists visitor_email Nullable(String) codec(ZSTD(1)),
  -- of the latest processing
  add column if not exists answer_message Nullable(String) codec(ZSTD(1)),
  add column if not exists comment Nullable(String) codec(ZSTD(1)),
  -- who processed it, else who was assigned; unlike employee_id never who entered it
  add column if not exists handler_employee_id UInt64;

alter table lead
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
