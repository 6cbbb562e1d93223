-- grain:  as the table of the same name: one row per chat, call, leg, lead, contact or directory object of one account, as it stands now
-- key:    none; the tables' primary keys and partitions are still pruned through view and FINAL (proven beside packages/questions)
-- replay: stores nothing
-- read:   the only way for a report to reach the facts: `from chat_of(tenant = {tenant:String})`. FINAL, the tombstones and the
--         account's scope stand here (for operators' statuses in 081) and nowhere else, so that no report can forget one of them
-- keep:   nothing to keep
-- has_wait, has_talk: the bases of every figure about waits and talks (a chat without a visitor's message is in none of them). They and the kinds of
-- incoming chats are said here, because reports count them from the facts and from roll-ups
create or replace view chat_of as
select *, visitor_wrote and answered as has_wait, visitor_wrote and answered and closed as has_talk, visitor_wrote and with_bot as to_bot,
  visitor_wrote and with_bot and queued as passed_by_bot, visitor_wrote and with_bot and not queued and closed as finished_by_bot,
  visitor_wrote and queued as to_agent, visitor_wrote and queued and closed and not answered as abandoned
from chat final where tenant = {tenant:String} and deleted = 0;

create or replace view directory_object_of as
select * from directory_object final where tenant = {tenant:String} and deleted = 0;

create or replace view call_of as
select * from call final where tenant = {tenant:String} and deleted = 0;

create or replace view call_leg_of as
select * from call_leg final where tenant = {tenant:String} and deleted = 0;

-- a lead starts when it is received, and has no remark: so a question can treat all dialogs alike
create or replace view lead_of as
select *, received_at as started_at, toUInt64(0) as remark_id
from lead final where tenant = {tenant:String} and deleted = 0;

create or replace view contact_of as
select * from contact final where tenant = {tenant:String} and deleted = 0;
