-- grain:  one row per captured contact
-- key:    contacts are counted over the whole history of a tenant
-- replay: the row of the longest log prefix (highest version) wins
-- read:   FINAL
-- keep:   for ever
create table if not exists contact (
  tenant LowCardinality(String),
  contact_id UInt64,
  partition UInt16,
  version UInt64,
  deleted UInt8,
  kind Enum8('email' = 1, 'phone' = 2),
  source_type Enum8('chat' = 1, 'lead' = 2),
  creator_type Enum8('employee' = 1, 'visitor' = 2),
  is_auto UInt8,
  site_id UInt64,
  captured_at DateTime('UTC')
)
engine = ReplacingMergeTree(version)
order by (tenant, contact_id);
