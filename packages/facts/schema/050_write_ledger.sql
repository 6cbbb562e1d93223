-- grain:  one row per fact table, account and UTC hour: how many rows were ever written into that hour, and the sum of their digests, tombstones and
--         former versions included
-- key:    which hours of an account have been written to since a roll-up was computed
-- replay: a row that is written again counts again: a roll-up is then computed again for nothing, but is never taken for one that knows the row
-- read:   through write_ledger_of, and add up: an hour may have several entries. An entry is there only when the rows that it counts are: a view is written after its table. So rows read
--         after the ledger are at least those that it counts
-- keep:   for ever, with the facts
-- A count alone would do while nothing is ever lost. The digests also tell one history from another: facts made anew, or a table restored from
-- another day than its neighbours. They are of every column that a figure is made of.
create table if not exists write_ledger (
  tenant LowCardinality(String),
  fact Enum8('chat' = 1, 'status_change' = 2, 'call' = 3, 'lead' = 4),
  hour DateTime('UTC'),
  writes SimpleAggregateFunction(sum, UInt64),
  digest SimpleAggregateFunction(sum, UInt64)
)
engine = AggregatingMergeTree
order by (tenant, fact, hour);

create materialized view if not exists write_ledger_chat to write_ledger as
select tenant, 'chat'::Enum8('chat' = 1, 'status_change' = 2, 'call' = 3, 'lead' = 4) as fact, toStartOfHour(started_at) as hour, count() as writes,
  sum(cityHash64(chat_id, started_at, version, deleted, site_id, department_id, queue_id, employee_id, with_bot, visitor_wrote, queued, answered, closed,
    wait, talk, face, vote, remark_id)) as digest
from chat group by tenant, hour;

create materialized view if not exists write_ledger_call to write_ledger as
select tenant, 'call'::Enum8('chat' = 1, 'status_change' = 2, 'call' = 3, 'lead' = 4) as fact, toStartOfHour(started_at) as hour, count() as writes,
  sum(cityHash64(call_id, started_at, version, deleted, site_id, department_id, employee_id, remark_id)) as digest
from call group by tenant, hour;

create materialized view if not exists write_ledger_lead to write_ledger as
select tenant, 'lead'::Enum8('chat' = 1, 'status_change' = 2, 'call' = 3, 'lead' = 4) as fact, toStartOfHour(received_at) as hour, count() as writes,
  sum(cityHash64(offline_message_id, received_at, version, deleted, site_id, department_id, employee_id)) as digest
from lead group by tenant, hour;

-- Behind status_carry, not beside it: who has read the ledger must find both, the changes and what is carried over.
create materialized view if not exists write_ledger_status_change to write_ledger as
select tenant, 'status_change'::Enum8('chat' = 1, 'status_change' = 2, 'call' = 3, 'lead' = 4) as fact, toStartOfHour(changed_at) as hour, count() as writes,
  sum(cityHash64(user_id, changed_at, version, status)) as digest
from status_carry group by tenant, hour;

-- What was written before this table existed, once; the row of no account says that it was done. An insert that is under way while the views are
-- created would be missed: workers of a version without this table are to be stopped before.
insert into write_ledger
select tenant, 'chat', toStartOfHour(started_at) as hour, count(), sum(cityHash64(chat_id, version))
from chat where (select count() from write_ledger where tenant = '') = 0 group by tenant, hour;

insert into write_ledger
select tenant, 'call', toStartOfHour(started_at) as hour, count(), sum(cityHash64(call_id, version))
from call where (select count() from write_ledger where tenant = '') = 0 group by tenant, hour;

insert into write_ledger
select tenant, 'lead', toStartOfHour(received_at) as hour, count(), sum(cityHash64(offline_message_id, version))
from lead where (select count() from write_ledger where tenant = '') = 0 group by tenant, hour;

insert into write_ledger
select tenant, 'status_change', toStartOfHour(changed_at) as hour, count(), sum(cityHash64(user_id, changed_at, version))
from status_change where (select count() from write_ledger where tenant = '') = 0 group by tenant, hour;

insert into write_ledger select '', 'chat', 0, 0, 0 where (select count() from write_ledger where tenant = '') = 0;

-- What the ledger was before: the highest version of a bucket and partition. A fold that knows events beyond its batch writes rows ahead of it, so
-- the highest version does not say that all below it are there (docs/decisions/0013).
drop view if exists bucket_ledger_chat;
drop view if exists bucket_ledger_status_change;
drop view if exists bucket_ledger_call;
drop view if exists bucket_ledger_lead;
drop table if exists bucket_ledger;
