-- grain:  one row per distinct chat.message_sent event: its identity (source and id) within the chat
-- key:    the messages of a chat lie together
-- replay: a row is made of its event alone, whatever else is known of the chat; of an identity that was published again the first in the log
--         stands, in whatever order the rows were written (docs/decisions/0020)
-- read:   through message_of: of several events with one message_id the earliest is the message. No partitions by time: an identity may have rows of
--         two months, and FINAL looks at one partition only
-- keep:   for ever
create table if not exists chat_message (
  tenant LowCardinality(String),
  chat_id UInt64,
  identity UUID,
  partition UInt16,
  version UInt64,
  message_id String codec(ZSTD(1)),
  sent_at DateTime64(3, 'UTC') codec(DoubleDelta, ZSTD(1)),
  -- visitor, operator, bot, auto_invite, ...
  author LowCardinality(String),
  -- as published, whoever the author is; 0 = none
  employee_id UInt64,
  text Nullable(String) codec(ZSTD(1)),
  -- the highest wins: the lowest version
  seniority UInt64 materialized bitNot(version),
  index sent_at sent_at type minmax granularity 1
)
engine = ReplacingMergeTree(seniority)
order by (tenant, chat_id, identity);
