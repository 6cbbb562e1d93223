-- What is counted over dialogs of one kind (chats, calls or leads; the statement is the union over those asked for): by employee, site or department,
-- or all together, and, as asked, cut by local day, department, employee or remark. Sums only, so that they can be added up: with one cut, the cells
-- of a row are its whole; with several, the whole is a cell too. The cells of a row and cut come side by side in arrays, which is a third of the text
-- and a fraction of the objects. Definitions: docs/metrics.md.
-- Counted from the facts, from roll-ups of whole days and hours, or from both: each n_ and sum_ is what one dialog, or one group of a roll-up, has to
-- add. A group knows how many of its dialogs have which remark, and nothing else of them: the rest stands with those that have none.
-- Who counts: `own` what is credited to the caller; `managed`: site and department must both be managed ones, a dialog without one of them passes
-- on the other, one without both is for `full` alone, and whose dialog it is plays no role.
-- when cutting != none:
select kind, row_id, cut, groupArray(key) as keys, groupArray(dialogs) as dialog_counts,
  groupArray(waits) as wait_counts, groupArray(wait_sum) as wait_sums,
  groupArray(votes_positive) as positive_counts, groupArray(votes_negative) as negative_counts, groupArray(remarks) as remark_counts
from (
-- end
with
  'chat' as kind,                                   -- when kind = chat
  'call' as kind,                                   -- when kind = call
  'lead' as kind,                                   -- when kind = lead
  -- when not rolled:
  toUInt32(toDate(started_at, {zone:String})) as day,
  1 as n_dialogs, remark_id != 0 as n_remarks,
  has_wait as n_waits, if(has_wait, wait, 0) as sum_wait, vote = 'positive' as n_positive, vote = 'negative' as n_negative, -- when kind = chat
  0 as n_waits, 0 as sum_wait, 0 as n_positive, 0 as n_negative, -- when kind != chat
  -- end
  toFloat64(sum(n_dialogs)) as dialogs, toFloat64(sum(n_waits)) as waits, toFloat64(sum(sum_wait)) as wait_sum,
  toFloat64(sum(n_positive)) as votes_positive, toFloat64(sum(n_negative)) as votes_negative, toFloat64(sum(n_remarks)) as remarks
select
  kind,
  toUInt64(0) as row_id,                            -- when rows_by = none
  employee_id as row_id,                            -- when rows_by = employee
  site_id as row_id,                                -- when rows_by = site
  department_id as row_id,                          -- when rows_by = department
  'row' as cut,                                     -- when cutting = none
  'date' as cut, toFloat64(day) as key,             -- when cutting = date
  'department' as cut, toFloat64(department_id) as key, -- when cutting = department
  'employee' as cut, toFloat64(employee_id) as key, -- when cutting = employee
  'remark' as cut, toFloat64(remark_id) as key,     -- when cutting = remark
-- when cutting = several:
  multiIf(false, '',
    grouping(day) = 0, 'date',                      -- when by_date
    grouping(department_id) = 0, 'department',      -- when by_department
    grouping(employee_id) = 0, 'employee',          -- when by_employee
    grouping(remark_id) = 0, 'remark',              -- when by_remark
    'row') as cut,
  -- of the cuts, those that a cell is not of are 0
  toFloat64(0
    + day                                           -- when by_date
    + department_id                                 -- when by_department
    + employee_id                                   -- when by_employee
    + remark_id                                     -- when by_remark
  ) as key,
-- end
  dialogs, waits, wait_sum, votes_positive, votes_negative, remarks -- when cutting != none
  [0] as keys, [dialogs] as dialog_counts, [waits] as wait_counts, [wait_sum] as wait_sums,                    -- when cutting = none
  [votes_positive] as positive_counts, [votes_negative] as negative_counts, [remarks] as remark_counts         -- when cutting = none
-- when rolled:
from (
  select
    toUInt32(if(grain = 'day', toDate(bucket), toDate(bucket, {zone:String}))) as day,
    group_employee_id as employee_id, group_site_id as site_id, group_department_id as department_id,
    0 as remark_id, group_dialogs as n_dialogs, arraySum(group_remark_counts) as n_remarks,                    -- when not by_remark
    group_waits as n_waits, group_wait_sum as sum_wait, group_positive as n_positive, group_negative as n_negative -- when not by_remark
-- end
-- when rolled and by_remark:
    arrayJoin(arrayZip(arrayPushFront(group_remark_ids, 0), arrayPushFront(group_remark_counts, group_dialogs - arraySum(group_remark_counts)))) as remark,
    remark.1 as remark_id, remark.2 as n_dialogs, if(remark_id = 0, 0, remark.2) as n_remarks,
    if(remark_id = 0, group_waits, 0) as n_waits, if(remark_id = 0, group_wait_sum, 0) as sum_wait,
    if(remark_id = 0, group_positive, 0) as n_positive, if(remark_id = 0, group_negative, 0) as n_negative
-- end
-- when rolled:
  from (
-- end
    -- the primary key is of use in conditions without an `or` only
    -- when with_days:
    select * from dialog_rollup_of(tenant = {tenant:String})
    where fact = kind and cut = {rollup_cut:String} and grain = 'day' and zone = {zone:String} and toUInt32(bucket) in {roll_days:Map(String, Array(UInt32))}[kind]
    -- end
    union all -- when with_days and with_hours
    -- when with_hours:
    select * from dialog_rollup_of(tenant = {tenant:String})
    where fact = kind and cut = {rollup_cut:String} and grain = 'hour' and zone = '' and toUInt32(bucket) in {roll_hours:Map(String, Array(UInt32))}[kind]
    -- end
-- when rolled:
  )
  array join groups.employee_id as group_employee_id, groups.site_id as group_site_id, groups.department_id as group_department_id,
    groups.dialogs as group_dialogs, groups.waits as group_waits, groups.wait_sum as group_wait_sum,
    groups.votes_positive as group_positive, groups.votes_negative as group_negative,
    groups.remark_ids as group_remark_ids, groups.remark_counts as group_remark_counts
-- end
-- when rolled and with_facts:
  union all
  select toUInt32(toDate(started_at, {zone:String})), employee_id, site_id, department_id,
    0, 1, remark_id != 0,                           -- when not by_remark
    (remark_id, 1), remark_id, 1, remark_id != 0,   -- when by_remark
    has_wait, if(has_wait, wait, 0), vote = 'positive', vote = 'negative' -- when kind = chat
    0, 0, 0, 0                                      -- when kind != chat
-- end
from chat_of(tenant = {tenant:String})              -- when with_facts and kind = chat
from call_of(tenant = {tenant:String})              -- when with_facts and kind = call
from lead_of(tenant = {tenant:String})              -- when with_facts and kind = lead
-- when rolled and with_facts:
  where (started_at >= toDateTime({fact_begins:Map(String, Array(UInt32))}[kind][1], 'UTC') and started_at < toDateTime({fact_ends:Map(String, Array(UInt32))}[kind][1], 'UTC'))
    or (started_at >= toDateTime({fact_begins:Map(String, Array(UInt32))}[kind][2], 'UTC') and started_at < toDateTime({fact_ends:Map(String, Array(UInt32))}[kind][2], 'UTC'))
    or (started_at >= toDateTime({fact_begins:Map(String, Array(UInt32))}[kind][3], 'UTC') and started_at < toDateTime({fact_ends:Map(String, Array(UInt32))}[kind][3], 'UTC'))
    or (started_at >= toDateTime({fact_begins:Map(String, Array(UInt32))}[kind][4], 'UTC') and started_at < toDateTime({fact_ends:Map(String, Array(UInt32))}[kind][4], 'UTC'))
    or (started_at >= toDateTime({fact_begins:Map(String, Array(UInt32))}[kind][5], 'UTC') and started_at < toDateTime({fact_ends:Map(String, Array(UInt32))}[kind][5], 'UTC'))
    or (started_at >= toDateTime({fact_begins:Map(String, Array(UInt32))}[kind][6], 'UTC') and started_at < toDateTime({fact_ends:Map(String, Array(UInt32))}[kind][6], 'UTC'))
    or (started_at >= toDateTime({fact_begins:Map(String, Array(UInt32))}[kind][7], 'UTC') and started_at < toDateTime({fact_ends:Map(String, Array(UInt32))}[kind][7], 'UTC'))
    or (started_at >= toDateTime({fact_begins:Map(String, Array(UInt32))}[kind][8], 'UTC') and started_at < toDateTime({fact_ends:Map(String, Array(UInt32))}[kind][8], 'UTC'))
-- end
) where true                                        -- when rolled
where started_at >= toDateTime({from:UInt32}, 'UTC') and started_at < toDateTime({to:UInt32}, 'UTC') -- when not rolled
  and employee_id = {caller_id:UInt64}              -- when level = own
  and (site_id = 0 or has({view_sites:Array(UInt64)}, site_id)) -- when level = managed and not every_site
  and (department_id = 0 or has({view_departments:Array(UInt64)}, department_id)) -- when level = managed and not every_department
  and (site_id != 0 or department_id != 0)          -- when level = managed
  and has({site_ids:Array(UInt64)}, site_id)        -- when sites_given
  and has({department_ids:Array(UInt64)}, department_id) -- when departments_given
  and has({employee_ids:Array(UInt64)}, employee_id) -- when employees_given
  -- who is credited with nothing, or lies nowhere, is in no row; dialogs without a department are a row of their own
  and employee_id != 0                              -- when rows_by = employee
  and site_id != 0                                  -- when rows_by = site
group by row_id                                     -- when cutting = none
group by row_id, day                                -- when cutting = date
group by row_id, department_id                      -- when cutting = department
group by row_id, employee_id                        -- when cutting = employee
group by row_id, remark_id                          -- when cutting = remark
-- when cutting = several:
group by grouping sets ((row_id)
  , (row_id, day)                                   -- when by_date
  , (row_id, department_id)                         -- when by_department
  , (row_id, employee_id)                           -- when by_employee
  , (row_id, remark_id)                             -- when by_remark
)
-- end
) group by kind, row_id, cut                        -- when cutting != none
