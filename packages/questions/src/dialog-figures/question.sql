-- What is counted over dialogs of one kind (chats, calls or leads; the statement is the union over those asked for): by employee, site or department,
-- or all together, and, as asked, cut by local day, department, employee or remark. Sums only, so that they can be added up: with one cut, the cells
-- of a row are its whole; with several, the whole is a cell too. Definitions: docs/metrics.md.
-- Who counts: `own` what is credited to the caller; `managed`: site and department must both be managed ones, a dialog without one of them passes
-- on the other, one without both is for `full` alone, and whose dialog it is plays no role.
with
  toUInt32(toDate(started_at, {zone:String})) as day
select
  toUInt64(0) as row_id,                            -- when rows_by = none
  employee_id as row_id,                            -- when rows_by = employee
  site_id as row_id,                                -- when rows_by = site
  department_id as row_id,                          -- when rows_by = department
  'row' as cut, toUInt64(0) as key,                 -- when cutting = none
  'date' as cut, toUInt64(day) as key,              -- when cutting = date
  'department' as cut, department_id as key,        -- when cutting = department
  'employee' as cut, employee_id as key,            -- when cutting = employee
  'remark' as cut, remark_id as key,                -- when cutting = remark
  multiIf(false, '',                                -- when cutting = several
    grouping(day) = 0, 'date',                      -- when cutting = several and by_date
    grouping(department_id) = 0, 'department',      -- when cutting = several and by_department
    grouping(employee_id) = 0, 'employee',          -- when cutting = several and by_employee
    grouping(remark_id) = 0, 'remark',              -- when cutting = several and by_remark
    'row') as cut,                                  -- when cutting = several
  -- of the cuts, those that a cell is not of are 0
  toUInt64(0)                                       -- when cutting = several
    + day                                           -- when cutting = several and by_date
    + department_id                                 -- when cutting = several and by_department
    + employee_id                                   -- when cutting = several and by_employee
    + remark_id                                     -- when cutting = several and by_remark
    as key,                                         -- when cutting = several
  count() as chats, 0 as calls, 0 as leads,         -- when kind = chat
  0 as chats, count() as calls, 0 as leads,         -- when kind = call
  0 as chats, 0 as calls, count() as leads,         -- when kind = lead
  countIf(has_wait) as waits, sumIf(wait, has_wait) as wait_sum,                         -- when kind = chat
  countIf(vote = 'positive') as votes_positive, countIf(vote = 'negative') as votes_negative, -- when kind = chat
  0 as waits, 0 as wait_sum, 0 as votes_positive, 0 as votes_negative,                   -- when kind != chat
  countIf(remark_id != 0) as remarks
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
group by grouping sets ((row_id)                    -- when cutting = several
  , (row_id, day)                                   -- when cutting = several and by_date
  , (row_id, department_id)                         -- when cutting = several and by_department
  , (row_id, employee_id)                           -- when cutting = several and by_employee
  , (row_id, remark_id)                             -- when cutting = several and by_remark
)                                                   -- when cutting = several
