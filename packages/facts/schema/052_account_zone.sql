-- grain:  one row per account: the IANA zone of its days, as the process that knows the accounts has said last
-- key:    as the grain
-- replay: the same zone again changes nothing
-- read:   FINAL
-- keep:   for ever; an account without a row has no roll-ups per day
create table if not exists account_zone (
  tenant String,
  zone String,
  written_at DateTime64(3, 'UTC')
)
engine = ReplacingMergeTree(written_at)
order by tenant;
