-- What is counted over dialogs of one kind (chats, calls or leads; the statement is the union over those asked for): by employee, site or department,
-- or all together, and, as asked, cut by local day, department, employee or remark. Sums only, so that they can be added up: with one cut, the cells
-- of a row are its whole; with several, the whole is a cell too. The cells of a row and cut come side by side in arrays, which is a third of the text
-- and a fraction of the objects. Definitions: docs/metrics.md.
-- Who counts: `own` what is credited to the caller; `managed`: site and department must both be managed ones, a dialog without one of them passes
-- on the other, one without both is for `full` alone, and whose dialog it is plays no role.
-- when cutting != none:
select kind, row_id, cut, groupArray(key) as keys, groupArray(dialogs) as dialog_counts,
  groupArray(waits) as wait_counts, groupArray(wait_sum) as wait_sums,
  groupArray(votes_positive) as positive_counts, groupArray(votes_negative) as negative_counts, groupArray(remarks) as remark_counts
from (
-- end
with
  toUInt32(toDate(started_at, {zone:String})) as day
select
  'chat' as kind,                                   -- when kind = chat
  'call' as kind,                                   -- when kind = call
  'lead' as kind,                                   -- when kind = lead
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
-- when cutting != none:
  toFloat64(count()) as dialogs,
  toFloat64(countIf(has_wait)) as waits, toFloat64(sumIf(wait, has_wait)) as wait_sum,                                   -- when kind = chat
  toFloat64(countIf(vote = 'positive')) as votes_positive, toFloat64(countIf(vote = 'negative')) as votes_negative,       -- when kind = chat
  toFloat64(0) as waits, toFloat64(0) as wait_sum, toFloat64(0) as votes_positive, toFloat64(0) as votes_negative,         -- when kind != chat
  toFloat64(countIf(remark_id != 0)) as remarks
-- end
-- when cutting = none:
  [0] as keys, [toFloat64(count())] as dialog_counts,
  [toFloat64(countIf(has_wait))] as wait_counts, [toFloat64(sumIf(wait, has_wait))] as wait_sums,                        -- when kind = chat
  [toFloat64(countIf(vote = 'positive'))] as positive_counts, [toFloat64(countIf(vote = 'negative'))] as negative_counts, -- when kind = chat
  [0] as wait_counts, [toFloat64(0)] as wait_sums, [0] as positive_counts, [0] as negative_counts,                      -- when kind != chat
  [toFloat64(countIf(remark_id != 0))] as remark_counts
-- end
from chat_of(tenant = {tenant:String})              -- when kind = chat
from call_of(tenant = {tenant:String})              -- when kind = call
from lead_of(tenant = {tenant:String})              -- when kind = lead
where started_at >= toDateTime({from:UInt32}, 'UTC') and started_at < toDateTime({to:UInt32}, 'UTC')
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
