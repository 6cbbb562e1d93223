-- grain:  one row per fact table, account, UTC hour and log partition: the highest version written into that bucket, tombstones included
-- key:    which buckets of an account have changed since a roll-up was computed
-- replay: a maximum, so writing again changes nothing
-- read:   max(version) group by the key
-- keep:   for ever, with the facts
create table if not exists bucket_ledger (
  tenant LowCardinality(String),
  fact Enum8('chat' = 1, 'status_change' = 2, 'call' = 3, 'lead' = 4),
  hour DateTime('UTC'),
  partition UInt16,
  version SimpleAggregateFunction(max, UInt64)
)
engine = AggregatingMergeTree
order by (tenant, fact, hour, partition);

create materialized view if not exists bucket_ledger_chat to bucket_ledger as
select tenant, 'chat'::Enum8('chat' = 1, 'status_change' = 2, 'call' = 3, 'lead' = 4) as fact, toStartOfHour(started_at) as hour, partition, max(version) as version
from chat group by tenant, hour, partition;

create materialized view if not exists bucket_ledger_status_change to bucket_ledger as
select tenant, 'status_change'::Enum8('chat' = 1, 'status_change' = 2, 'call' = 3, 'lead' = 4) as fact, toStartOfHour(changed_at) as hour, partition, max(version) as version
from status_change group by tenant, hour, partition;

create materialized view if not exists bucket_ledger_call to bucket_ledger as
select tenant, 'call'::Enum8('chat' = 1, 'status_change' = 2, 'call' = 3, 'lead' = 4) as fact, toStartOfHour(started_at) as hour, partition, max(version) as version
from call group by tenant, hour, partition;

create materialized view if not exists bucket_ledger_lead to bucket_ledger as
select tenant, 'lead'::Enum8('chat' = 1, 'status_change' = 2, 'call' = 3, 'lead' = 4) as fact, toStartOfHour(received_at) as hour, partition, max(version) as version
from lead group by tenant, hour, partition;
