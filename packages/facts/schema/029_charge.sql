-- grain:  one row per charge and per key it ever had (former keys as tombstones, deleted = 1)
-- key:    a report asks for one tenant and a month
-- replay: the same log prefix writes the same row; the row of the longest prefix (highest version) wins
-- read:   FINAL, and deleted = 0
-- keep:   for ever
create table if not exists charge (
  tenant LowCardinality(String),
  -- a day of the account's calendar, and of 1970-01-01 to 2149-06-06 the nearest
  charged_on Date,
  charge_id UInt64,
  partition UInt16,
  version UInt64,
  deleted UInt8,
  kind Enum8('none' = 0, 'subscriber_fee' = 1, 'telecom_services' = 2, 'additional_services' = 3, 'one_off_services' = 4, 'changes' = 5),
  amount Decimal(18, 4),
  -- the part of the amount that bonuses paid
  bonuses Decimal(18, 4)
)
engine = ReplacingMergeTree(version)
order by (tenant, charged_on, charge_id);
