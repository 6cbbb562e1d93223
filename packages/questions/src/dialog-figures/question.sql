-- What is counted over dialogs (chats, calls, leads): by employee, site or department, or all together, and, as asked, cut by local day, department,
-- employee or remark. Sums only, so that they can be added up: with one cut, the cells of a row are its whole; with several, the whole is a cell too.
-- Who counts: `own` what is credited to the caller; `managed`: site and department must both be managed ones, a dialog without one of them passes
-- on the other, one without both is for `full` alone, and whose dialog it is plays no role. Definitions: docs/metrics.md.
select row_id,
  'row' as cut,                                     -- when cutting = none
  'date' as cut,                                    -- when cutting = date
  'department' as cut,                              -- when cutting = department
  'employee' as cut,                                -- when cutting = employee
  'remark' as cut,                                  -- when cutting = remark
  multiIf(false, '',                                -- when cutting = several
    grouping(day) = 0, 'date',                      -- when cutting = several and by_date
    grouping(department_id) = 0, 'department',      -- when cutting = several and by_department
    grouping(employee_id) = 0, 'employee',          -- when cutting = several and by_employee
    grouping(remark_id) = 0, 'remark',              -- when cutting = several and by_remark
    'row') as cut,                                  -- when cutting = several
  -- of the cuts, those that a cell is not of are 0
  toUInt64(0)
    + day                                           -- when by_date
    + department_id                                 -- when by_department
    + employee_id                                   -- when by_employee
    + remark_id                                     -- when by_remark
    as key,
  sum(chat) as chats, sum(call) as calls, sum(lead) as leads, sum(waited) as waits, sum(wait_seconds) as wait_sum,
  sum(voted_positive) as votes_positive, sum(voted_negative) as votes_negative, sum(remarked) as remarks
from (
  select chat, call, lead, waited, wait_seconds, voted_positive, voted_negative, remarked, remark_id, department_id, employee_id,
    toUInt32(toDate(started_at, {zone:String})) as day, -- when by_date
    toUInt64(0) as row_id                           -- when rows_by = none
    employee_id as row_id                           -- when rows_by = employee
    site_id as row_id                               -- when rows_by = site
    department_id as row_id                         -- when rows_by = department
  from (
    select 1 as chat, 0 as call, 0 as lead, has_wait as waited, if(has_wait, wait, 0) as wait_seconds, vote = 'positive' as voted_positive,
      vote = 'negative' as voted_negative, remark_id != 0 as remarked, started_at, site_id, department_id, employee_id, remark_id
    from chat_of(tenant = {tenant:String})
    union all                                       -- when of = all
    select 0 as chat, 1 as call, 0 as lead, 0 as waited, 0 as wait_seconds, 0 as voted_positive, -- when of = all
      0 as voted_negative, remark_id != 0 as remarked, started_at, site_id, department_id, employee_id, remark_id -- when of = all
    from call_of(tenant = {tenant:String})          -- when of = all
    union all                                       -- when of = all
    select 0 as chat, 0 as call, 1 as lead, 0 as waited, 0 as wait_seconds, 0 as voted_positive, -- when of = all
      0 as voted_negative, 0 as remarked, received_at as started_at, site_id, department_id, employee_id, 0::UInt64 as remark_id -- when of = all
    from lead_of(tenant = {tenant:String})          -- when of = all
  )
  where started_at >= toDateTime({from:UInt32}, 'UTC') and started_at < toDateTime({to:UInt32}, 'UTC')
    and employee_id = {caller_id:UInt64}            -- when level = own
    and (site_id = 0 or has({view_sites:Array(UInt64)}, site_id)) -- when level = managed and not every_site
    and (department_id = 0 or has({view_departments:Array(UInt64)}, department_id)) -- when level = managed and not every_department
    and (site_id != 0 or department_id != 0)        -- when level = managed
    and has({site_ids:Array(UInt64)}, site_id)      -- when sites_given
    and has({department_ids:Array(UInt64)}, department_id) -- when departments_given
    and has({employee_ids:Array(UInt64)}, employee_id) -- when employees_given
    -- who is credited with nothing, or lies nowhere, is in no row; dialogs without a department are a row of their own
    and employee_id != 0                            -- when rows_by = employee
    and site_id != 0                                -- when rows_by = site
)
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
