-- What the latest session or communication of a visitor says of him; the latest by the second of its start, then sessions before chats, calls, goals and
-- messages, then the later session, then the greatest id. A visitor of whom only his card is known has no such block. Of each table the keys are found
-- first: merging versions reads every column of whatever it looks at.
select
  block_known, person_id, visitor_session_id, first_campaign_id, visits_count, visit_other_campaign,
  visitor_type, visitor_city, visitor_region, visitor_country, visitor_device, property_names, property_values, segment_ids
from (
  select
    toUnixTimestamp(started_at) as seen, 1 as place, started_millisecond as millisecond, visitor_session_id as id, true as block_known,
    person_id, visitor_session_id, first_campaign_id, visits_count, visit_other_campaign,
    visitor_type, visitor_city, visitor_region, visitor_country, visitor_device, property_names, property_values, segment_ids
  from visitor_session_of(tenant = {tenant:String})
  where (started_at, visitor_session_id) in (select started_at, visitor_session_id from visitor_session_of(tenant = {tenant:String}) where visitor_id = {visitor_id:UInt64})
  union all
  select
    toUnixTimestamp(started_at), 2, 0, chat_id, true,
    person_id, visitor_session_id, first_campaign_id, visits_count, visit_other_campaign,
    visitor_type, visitor_city, visitor_region, visitor_country, visitor_device, property_names, property_values, segment_ids
  from chat_of(tenant = {tenant:String})
  where (started_at, chat_id) in (select started_at, chat_id from chat_of(tenant = {tenant:String}) where visitor_id = {visitor_id:UInt64})
  union all
  select
    toUnixTimestamp(started_at), 3, 0, call_id, true,
    person_id, visitor_session_id, first_campaign_id, visits_count, visit_other_campaign,
    visitor_type, visitor_city, visitor_region, visitor_country, visitor_device, property_names, property_values, segment_ids
  from call_of(tenant = {tenant:String})
  where (started_at, call_id) in (select started_at, call_id from call_of(tenant = {tenant:String}) where visitor_id = {visitor_id:UInt64})
  union all
  select
    toUnixTimestamp(reached_at), 4, 0, communication_id, true,
    person_id, visitor_session_id, first_campaign_id, visits_count, visit_other_campaign,
    visitor_type, visitor_city, visitor_region, visitor_country, visitor_device, property_names, property_values, segment_ids
  from goal_of(tenant = {tenant:String})
  where (reached_at, communication_id) in (select reached_at, communication_id from goal_of(tenant = {tenant:String}) where visitor_id = {visitor_id:UInt64})
  union all
  select
    toUnixTimestamp(received_at), 5, 0, communication_id, true,
    person_id, visitor_session_id, first_campaign_id, visits_count, visit_other_campaign,
    visitor_type, visitor_city, visitor_region, visitor_country, visitor_device, property_names, property_values, segment_ids
  from lead_of(tenant = {tenant:String})
  where (received_at, offline_message_id) in (select received_at, offline_message_id from lead_of(tenant = {tenant:String}) where visitor_id = {visitor_id:UInt64})
  union all
  select 0, 6, 0, visitor_id, false, 0, 0, 0, null, null, null, null, null, null, null, [], [], []
  from visitor_of(tenant = {tenant:String}) where visitor_id = {visitor_id:UInt64}
)
order by seen desc, place, millisecond desc, id desc
limit 1
