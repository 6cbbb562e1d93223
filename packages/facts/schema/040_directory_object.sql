-- grain:  one row per directory object
-- key:    names and links are looked up per tenant and kind
-- replay: the row of the longest log prefix (highest version) wins
-- read:   FINAL
-- keep:   for ever; deleted objects keep their names for past statistics
create table if not exists directory_object (
  tenant LowCardinality(String),
  kind LowCardinality(String),
  object_id UInt64,
  partition UInt16,
  version UInt64,
  deleted UInt8,
  is_deleted UInt8,
  title String,
  login Nullable(String),
  first_name Nullable(String),
  last_name Nullable(String),
  patronymic Nullable(String),
  email Nullable(String),
  phone Nullable(String),
  domain_name Nullable(String),
  department_ids Array(UInt64),
  site_ids Array(UInt64),
  -- an absent list is not an empty one
  has_managed_department_ids UInt8,
  managed_department_ids Array(UInt64),
  has_managed_site_ids UInt8,
  managed_site_ids Array(UInt64)
)
engine = ReplacingMergeTree(version)
order by (tenant, kind, object_id);
