-- grain:  one row per sale of a communication: what was last said of it, beside what its report shows of the communication
-- key:    a sale's own identity, which no correction changes; ids of communications mostly grow with time, so that an index on the time of the sale prunes
-- replay: made by views of each row that is written of a communication, in its version: the highest wins. A fold never forgets a sale, so the newest row
--         has every sale that a former one had: nothing to take back (docs/decisions/0033)
-- read:   FINAL, through sale_of; an insert writes the communication's table and then this one
-- keep:   for ever, with the communications
create table if not exists sale (
  tenant LowCardinality(String),
  kind Enum8('chat' = 1, 'call' = 2, 'goal' = 3, 'offline_message' = 4),
  -- the id that the communication's own table has in its key
  entity_id UInt64,
  sale_id UInt64,
  version UInt64,
  -- epoch seconds; where sale_is_date = 1 a bare date was said: its midnight as if in UTC
  sale_time Int64 codec(Delta, ZSTD(1)),
  sale_is_date UInt8,
  sale_cost Decimal(18, 4),
  sale_comment Nullable(String) codec(ZSTD(1)),
  started_at DateTime('UTC') codec(Delta, ZSTD(1)),
  communication_id UInt64,
  communication_number Nullable(UInt64),
  site_id UInt64,
  campaign_id UInt64,
  visit_other_campaign Nullable(UInt8),
  ua_client_id Nullable(String) codec(ZSTD(1)),
  tag_ids Array(UInt64),
  visitor_id UInt64,
  person_id UInt64,
  visitor_session_id UInt64,
  first_campaign_id UInt64,
  visits_count Nullable(UInt64),
  visitor_type LowCardinality(Nullable(String)),
  visitor_city LowCardinality(Nullable(String)),
  visitor_region LowCardinality(Nullable(String)),
  visitor_country LowCardinality(Nullable(String)),
  -- what the communication itself says of the visitor
  given_name Nullable(String) codec(ZSTD(1)),
  given_phone Nullable(String) codec(ZSTD(1)),
  given_email Nullable(String) codec(ZSTD(1)),
  index time_range sale_time type minmax granularity 1
)
engine = ReplacingMergeTree(version)
order by (tenant, kind, entity_id, sale_id);

-- The columns in the order of the table's, for rows that were there before are inserted by place. Of a communication without sales no row comes out.
create materialized view if not exists sale_chat to sale as
select tenant, 'chat'::Enum8('chat' = 1, 'call' = 2, 'goal' = 3, 'offline_message' = 4) as kind, chat_id as entity_id, each_id as sale_id, version, each_time as sale_time,
  each_is_date as sale_is_date, each_cost as sale_cost, each_comment as sale_comment, started_at, communication_id,
  communication_number, first_site_id as site_id, campaign_id, visit_other_campaign,
  if(mapContains(attribution, 'ua_client_id'), attribution['ua_client_id'], null) as ua_client_id, tag_ids, visitor_id, person_id, visitor_session_id,
  first_campaign_id, visits_count, visitor_type, visitor_city, visitor_region, visitor_country,
  cast(null as Nullable(String)) as given_name, cast(null as Nullable(String)) as given_phone, cast(null as Nullable(String)) as given_email
from chat
array join sale_ids as each_id, sale_times as each_time, sale_is_date as each_is_date, sale_costs as each_cost, sale_comments as each_comment
where deleted = 0;

create materialized view if not exists sale_call to sale as
select tenant, 'call'::Enum8('chat' = 1, 'call' = 2, 'goal' = 3, 'offline_message' = 4) as kind, call_id as entity_id, each_id as sale_id, version, each_time as sale_time,
  each_is_date as sale_is_date, each_cost as sale_cost, each_comment as sale_comment, started_at, communication_id,
  communication_number, first_site_id as site_id, campaign_id, visit_other_campaign,
  if(mapContains(attribution, 'ua_client_id'), attribution['ua_client_id'], null) as ua_client_id, tag_ids, visitor_id, person_id, visitor_session_id,
  first_campaign_id, visits_count, visitor_type, visitor_city, visitor_region, visitor_country,
  cast(null as Nullable(String)) as given_name, cast(contact_phone_number as Nullable(String)) as given_phone, cast(null as Nullable(String)) as given_email
from call
array join sale_ids as each_id, sale_times as each_time, sale_is_date as each_is_date, sale_costs as each_cost, sale_comments as each_comment
where deleted = 0;

create materialized view if not exists sale_goal to sale as
select tenant, 'goal'::Enum8('chat' = 1, 'call' = 2, 'goal' = 3, 'offline_message' = 4) as kind, communication_id as entity_id, each_id as sale_id, version, each_time as sale_time,
  each_is_date as sale_is_date, each_cost as sale_cost, each_comment as sale_comment, reached_at as started_at, communication_id,
  communication_number, site_id, campaign_id, visit_other_campaign,
  if(mapContains(attribution, 'ua_client_id'), attribution['ua_client_id'], null) as ua_client_id, tag_ids, visitor_id, person_id, visitor_session_id,
  first_campaign_id, visits_count, visitor_type, visitor_city, visitor_region, visitor_country,
  cast(null as Nullable(String)) as given_name, cast(null as Nullable(String)) as given_phone, cast(null as Nullable(String)) as given_email
from goal
array join sale_ids as each_id, sale_times as each_time, sale_is_date as each_is_date, sale_costs as each_cost, sale_comments as each_comment
where deleted = 0;

create materialized view if not exists sale_lead to sale as
select tenant, 'offline_message'::Enum8('chat' = 1, 'call' = 2, 'goal' = 3, 'offline_message' = 4) as kind, offline_message_id as entity_id, each_id as sale_id, version, each_time as sale_time,
  each_is_date as sale_is_date, each_cost as sale_cost, each_comment as sale_comment, received_at as started_at, communication_id,
  communication_number, site_id, campaign_id, visit_other_campaign,
  if(mapContains(attribution, 'ua_client_id'), attribution['ua_client_id'], null) as ua_client_id, tag_ids, visitor_id, person_id, visitor_session_id,
  first_campaign_id, visits_count, visitor_type, visitor_city, visitor_region, visitor_country,
  visitor_name as given_name, visitor_phone_number as given_phone,
  visitor_email as given_email
from lead
array join sale_ids as each_id, sale_times as each_time, sale_is_date as each_is_date, sale_costs as each_cost, sale_comments as each_comment
where deleted = 0;
