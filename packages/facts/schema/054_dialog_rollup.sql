-- grain:  one row per account, fact (chat, call, lead), bucket and cut, with the groups of the cut in parallel arrays. A bucket is a UTC hour, or a
--         local date of the account's zone (its hours are those UTC hours that begin on that date; the date is kept as if it were UTC). A cut is the
--         dimensions by which the groups are told apart, the others are 0: a question reads the narrowest one that has all it asks by
-- key:    the buckets of one cut of an account lie together, in the order of time; a cut's arrays may be long, hence the small granules
-- replay: filled by `refreshDialogs` from the facts, never by a batch. A row says of which writes it knows (the ledger's count and digest, read before
--         the facts were), so that it is right for exactly as long as the ledger says the same; of two refreshes that of more writes wins
-- read:   through dialog_rollup_of, only rows whose writes and digest are those of the ledger; a bucket is one row, so it is whole or not there.
--         A cut with almost as many groups as the bucket has dialogs is not written (`total` always is): such a question reads the facts
-- keep:   for ever; costs a read of the bucket's facts per refresh, and about 150 bytes a group (a day of 1M chats of 3,000 employees: 0.6 MB by employee)
create table if not exists dialog_rollup (
  -- of what the figures mean: rows of another edition are not read
  edition UInt16,
  tenant LowCardinality(String),
  fact Enum8('chat' = 1, 'call' = 3, 'lead' = 4),
  grain Enum8('hour' = 1, 'day' = 2),
  -- of the days; empty for hours
  zone LowCardinality(String),
  cut Enum8('total' = 1, 'employee' = 2, 'queue' = 3, 'employee_queue' = 4, 'place' = 5, 'employee_place' = 6),
  bucket DateTime('UTC'),
  writes UInt64,
  digest UInt64,
  -- dialogs of the bucket, whatever the cut
  dialogs UInt64,
  groups Nested(
    employee_id UInt64,
    queue_id UInt64,
    site_id UInt64,
    department_id UInt64,
    dialogs UInt32,
    incoming UInt32,
    to_bot UInt32,
    passed_by_bot UInt32,
    finished_by_bot UInt32,
    to_agent UInt32,
    abandoned UInt32,
    waits UInt32,
    wait_min UInt32,
    wait_max UInt32,
    wait_sum UInt64,
    -- the histogram of waits: each number of seconds that occurs, ascending, and how many waits are not longer
    wait_seconds Array(UInt32),
    wait_counts Array(UInt32),
    talks UInt32,
    talk_min UInt32,
    talk_max UInt32,
    talk_sum UInt64,
    sad UInt32,
    neutral UInt32,
    happy UInt32,
    votes_positive UInt32,
    votes_negative UInt32,
    remark_ids Array(UInt64),
    remark_counts Array(UInt32)
  )
)
engine = ReplacingMergeTree(writes)
order by (edition, tenant, fact, grain, zone, cut, bucket)
settings index_granularity = 16, index_granularity_bytes = 524288;
