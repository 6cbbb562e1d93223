-- What is counted over dialogs (chats, calls, leads): by employee, site or department, or all together; each row as a whole and, as asked, cut by
-- local day, department, employee or remark. Definitions: docs/metrics.md. Durations are seconds, of an empty set 0.
with
  target as (
    select chats, calls, leads, has_wait, wait, votes_positive, votes_negative, remark_id, department_id, employee_id,
      multiIf({rows_by:String} = 'employee', employee_id, {rows_by:String} = 'site', site_id, {rows_by:String} = 'department', department_id, 0) as row_id,
      if({by_date:Bool}, toUInt64(toDate(started_at, {zone:String})), 0) as day
    from visible_dialog_of(tenant = {tenant:String}, level = {level:String}, caller_id = {caller_id:UInt64},
      every_site = {every_site:Bool}, view_sites = {view_sites:Array(UInt64)},
      every_department = {every_department:Bool}, view_departments = {view_departments:Array(UInt64)})
    where started_at >= toDateTime({from:UInt32}, 'UTC') and started_at < toDateTime({to:UInt32}, 'UTC')
      and (not {sites_given:Bool} or has({site_ids:Array(UInt64)}, site_id))
      and (not {departments_given:Bool} or has({department_ids:Array(UInt64)}, department_id))
      and (not {employees_given:Bool} or has({employee_ids:Array(UInt64)}, employee_id))
      -- who is credited with nothing, or lies nowhere, is in no row; dialogs without a department are a row of their own
      and ({rows_by:String} in ('none', 'department') or row_id != 0)
  ),
  cell as (
    select row_id, cut.1 as cut_number, cut.2 as key,
      sum(chats) as chat_count,
      sum(calls) as call_count,
      sum(leads) as lead_count,
      sum(has_wait) as waits,
      sumIf(wait, has_wait) as wait_sum,
      sum(votes_positive) as positive_count,
      sum(votes_negative) as negative_count,
      countIf(remark_id != 0) as remarks
    from target
    array join arrayConcat(
      [(1::UInt8, 0::UInt64)],
      if({by_date:Bool}, [(2, day)], []),
      if({by_department:Bool}, [(3, department_id)], []),
      if({by_employee:Bool} and employee_id != 0, [(4, employee_id)], []),
      if({by_remark:Bool} and remark_id != 0, [(5, remark_id)], [])) as cut
    group by row_id, cut_number, key
  )
select row_id, ['row', 'date', 'department', 'employee', 'remark'][cut_number] as cut, key,
  toUInt32(chat_count) as chats, toUInt32(call_count) as calls, toUInt32(lead_count) as leads,
  toUInt32(cell.waits) as waits, toUInt32(intDivOrZero(2 * wait_sum + cell.waits, 2 * cell.waits)) as wait_avg,
  toUInt32(positive_count) as votes_positive, toUInt32(negative_count) as votes_negative, toUInt32(cell.remarks) as remarks
from cell
-- a day stands only where one of the figures that make a day has something to show
where cut_number != 2 or arrayExists(
  (figure, base) -> base > 0 and has({day_figures:Array(String)}, figure),
  ['chats', 'calls', 'leads', 'wait_avg', 'votes_positive', 'votes_negative', 'remarks'],
  [chat_count, call_count, lead_count, cell.waits, positive_count, negative_count, cell.remarks])
order by row_id, cut_number, key
limit {dates_max:UInt32} by row_id, cut_number, if(cut_number = 2, 0, key)
