-- grain:  as the table of the same name: one row per time a goal was reached, per sale, or per distinct message event, of one account
-- key:    none; the tables' primary keys, indexes and partitions are still pruned through view and FINAL
-- replay: stores nothing
-- read:   as the views in 080: `from goal_of(tenant = {tenant:String})`; messages through message_of and message_between_of
-- keep:   nothing to keep
create or replace view goal_of as
select * from goal final where tenant = {tenant:String} and deleted = 0;

create or replace view sale_of as
select * from sale final where tenant = {tenant:String};

create or replace view chat_message_of as
select * from chat_message final where tenant = {tenant:String};

-- grain:  one row per message of the given chats: of several events with one message_id the earliest, at one millisecond the lowest in the log. A
--         chat that never started is no chat, whatever was said in it
-- key:    none; messages are read by their primary key, chats through an index on chat_id
-- replay: stores nothing
-- read:   `from message_of(tenant = {tenant:String}, chat_ids = ...)`; conditions may be added, also on sent_at: they look at the rows that are left
-- keep:   nothing to keep
create or replace view message_of as
select chat_id, message_id, version, sent_at, author, employee_id, text
from chat_message_of(tenant = {tenant:String})
where chat_id in {chat_ids:Array(UInt64)}
  and chat_id in (select chat_id from chat_of(tenant = {tenant:String}) where chat_id in {chat_ids:Array(UInt64)})
order by chat_id, message_id, sent_at, version
limit 1 by chat_id, message_id;

-- grain:  as message_of, of the messages sent in [since, until)
-- key:    none; an index on sent_at finds the chats, and of these everything is read: which of two events is the message may be decided outside of
--         the interval
-- replay: stores nothing
-- read:   `from message_between_of(tenant = {tenant:String}, since = ..., until = ...)`, epoch seconds; chat and version say which row of the table it is
-- keep:   nothing to keep
create or replace view message_between_of as
select chat_id, message_id, version, sent_at, author, employee_id, text
from (
  select chat_id, message_id, version, sent_at, author, employee_id, text
  from chat_message_of(tenant = {tenant:String})
  where chat_id in (
    select chat_id from chat_of(tenant = {tenant:String})
    where chat_id in (
      select chat_id from chat_message_of(tenant = {tenant:String})
      where sent_at >= toDateTime64({since:UInt32}, 3, 'UTC') and sent_at < toDateTime64({until:UInt32}, 3, 'UTC')))
  order by chat_id, message_id, sent_at, version
  limit 1 by chat_id, message_id
)
where sent_at >= toDateTime64({since:UInt32}, 3, 'UTC') and sent_at < toDateTime64({until:UInt32}, 3, 'UTC');

-- grain:  one row per communication with this id: ids are unique within a kind only, so at most four
-- key:    none; each table is read through its index on the id
-- replay: stores nothing
-- read:   `from communication_with_id_of(tenant = {tenant:String}, communication_id = ...)`; kind and entity_id are those of the entity's key; calls that
--         go on are among them
-- keep:   nothing to keep
create or replace view communication_with_id_of as
select 'chat' as kind, chat_id as entity_id, started_at, visitor_id
from chat_of(tenant = {tenant:String}) where chat_id = {communication_id:UInt64}
union all
select 'call', call_id, started_at, visitor_id
from call_of(tenant = {tenant:String}) where call_id = {communication_id:UInt64}
union all
select 'goal', communication_id, reached_at, visitor_id
from goal_of(tenant = {tenant:String}) where communication_id = {communication_id:UInt64}
union all
select 'offline_message', offline_message_id, received_at, visitor_id
from lead_of(tenant = {tenant:String}) where communication_id = {communication_id:UInt64};
