-- grain:  one row per account, figure and bucket, with the groups in parallel arrays. `statuses`: samples by user and status, of a UTC hour or a UTC day,
--         cut at its edges, and of days also those pieces that came into it or reach its end: put together from day to day they are samples of
--         any interval. `online`: seconds by user that was online, of a local date of the account's zone
-- key:    as dialog_rollup
-- replay: as dialog_rollup, filled by `refreshOperators`. What an operator brings into a bucket comes from any time before it, so the bucket knows of
--         all writes up to its end: the sums of the ledger from the beginning
-- read:   through operator_rollup_of, only rows whose writes and digest are those sums, and only buckets that are over
-- keep:   for ever; costs a read of the bucket's changes per refresh
create table if not exists operator_rollup (
  edition UInt16,
  tenant LowCardinality(String),
  figure Enum8('statuses' = 1, 'online' = 2),
  grain Enum8('hour' = 1, 'day' = 2),
  zone LowCardinality(String),
  bucket DateTime('UTC'),
  writes UInt64,
  digest UInt64,
  -- of all groups
  samples UInt64,
  groups Nested(
    user_id UInt64,
    status Enum8('OFFLINE' = 1, 'ONLINE' = 2, 'READY' = 3, 'BANNED' = 4, 'IN_SERVICE' = 5, 'AFTER_SERVICE' = 6, 'TIMEOUT' = 7, 'DND' = 8),
    samples UInt32,
    seconds_min UInt32,
    seconds_max UInt32,
    seconds_sum UInt64,
    -- of the pieces that are whole samples, which begin and end within the day; 4294967295 where none is; 0 in all but statuses by day
    whole_min UInt32
  ),
  -- the other pieces: begun in epoch seconds, as the piece is; carried where the sample began before the day
  edges Nested(
    user_id UInt64,
    status Enum8('OFFLINE' = 1, 'ONLINE' = 2, 'READY' = 3, 'BANNED' = 4, 'IN_SERVICE' = 5, 'AFTER_SERVICE' = 6, 'TIMEOUT' = 7, 'DND' = 8),
    begun UInt32,
    seconds UInt32,
    is_carried UInt8
  )
)
engine = ReplacingMergeTree(writes)
order by (edition, tenant, figure, grain, zone, bucket)
settings index_granularity = 16, index_granularity_bytes = 524288;

-- of the second edition
alter table operator_rollup
  add column if not exists groups.whole_min Array(UInt32),
  add column if not exists edges.user_id Array(UInt64),
  add column if not exists edges.status Array(Enum8('OFFLINE' = 1, 'ONLINE' = 2, 'READY' = 3, 'BANNED' = 4, 'IN_SERVICE' = 5, 'AFTER_SERVICE' = 6, 'TIMEOUT' = 7, 'DND' = 8)),
  add column if not exists edges.begun Array(UInt32),
  add column if not exists edges.seconds Array(UInt32),
  add column if not exists edges.is_carried Array(UInt8);
