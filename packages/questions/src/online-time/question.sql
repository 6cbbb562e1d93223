-- Online time of a pool of employees, by employee, site or department, or all together; each row as a whole and, as asked, cut by local day,
-- department or employee. The average is over pairs of employee and local day with at least one online second, half up.
-- Definitions: docs/metrics.md.
with
  member as (
    select employee_id, arrayDistinct(site_ids) as sites, arrayDistinct(department_ids) as departments,
      (not {employees_given:Bool} or has({employee_ids:Array(UInt64)}, employee_id)) as is_asked,
      is_visible and is_asked
        and (not {sites_given:Bool} or hasAny(sites, {site_ids:Array(UInt64)}))
        and (not {departments_given:Bool} or hasAny(departments, {department_ids:Array(UInt64)})) as is_in_pool,
      -- one employee's row is his own time, wherever he is linked and whoever counts his dialogs
      multiIf(
        {rows_by:String} = 'employee', if(is_asked, [employee_id], []),
        not is_in_pool, [],
        {rows_by:String} = 'site', arrayFilter(site -> not {sites_given:Bool} or has({site_ids:Array(UInt64)}, site), sites),
        {rows_by:String} = 'department', arrayFilter(department -> not {departments_given:Bool} or has({department_ids:Array(UInt64)}, department), departments),
        [0]) as row_ids,
      if({by_department:Bool}, arrayFilter(department ->
        (not {departments_given:Bool} or has({department_ids:Array(UInt64)}, department))
          and ({every_department:Bool} or has({view_departments:Array(UInt64)}, department)), departments), []) as department_cuts
    from employee_of(tenant = {tenant:String}, now = {now:UInt32}, level = {level:String}, caller_id = {caller_id:UInt64},
      every_site = {every_site:Bool}, view_sites = {view_sites:Array(UInt64)},
      every_department = {every_department:Bool}, view_departments = {view_departments:Array(UInt64)})
  ),
  -- a day is all instants with its local date, be it 23, 24 or 25 hours long
  piece as (
    select user_id, begun, over,
      arrayJoin(range(toUInt32(toDate(toDateTime(begun, {zone:String}))), toUInt32(toDate(toDateTime(over - 1, {zone:String}))) + 1)) as day
    from status_interval_of(tenant = {tenant:String}, from = {from:UInt32}, to = {to:UInt32}, now = {now:UInt32})
    where presence = 'online' and over > begun
  ),
  employee_day as (
    select user_id, toUInt64(day) as local_day,
      sum(least(over, toUnixTimestamp(toDateTime(toDate(day + 1), {zone:String}))) - greatest(begun, toUnixTimestamp(toDateTime(toDate(day), {zone:String})))) as seconds
    from piece
    group by user_id, day
  ),
  cell as (
    select cut.1 as row_id, cut.2 as cut_number, cut.3 as key, sum(seconds) as online_sum, count() as days
    from employee_day inner join member on member.employee_id = employee_day.user_id
    array join arrayConcat(
      arrayFlatten(arrayMap(row -> arrayConcat(
        [(row, 1::UInt8, 0::UInt64)],
        if({by_date:Bool}, [(row, 2, local_day)], []),
        arrayMap(department -> (row, 3, department), department_cuts),
        if({by_employee:Bool}, [(row, 4, employee_id)], [])), row_ids)),
      if({by_employee:Bool} and is_asked, [(0, 6, employee_id)], [])) as cut
    group by row_id, cut_number, key
  )
select row_id, ['row', 'date', 'department', 'employee', 'remark', 'own'][cut_number] as cut, key,
  toUInt32(intDiv(2 * online_sum + days, 2 * days)) as online_avg, toUInt32(days) as online_days
from cell
order by row_id, cut_number, key
limit {dates_max:UInt32} by row_id, cut_number, if(cut_number = 2, 0, key)
