-- Which employees a caller's report lists, and what the directory says of them: those in view (without the deleted ones, unless they are asked
-- for by id), and the participants, whoever they are. An id that nobody ever wrote to the directory has empty names.
with
  known as (
    select * from employee_of(tenant = {tenant:String}, now = {now:UInt32}, level = {level:String}, caller_id = {caller_id:UInt64},
      every_site = {every_site:Bool}, view_sites = {view_sites:Array(UInt64)},
      every_department = {every_department:Bool}, view_departments = {view_departments:Array(UInt64)})
  ),
  -- who sees himself alone is known at least to himself
  mentioned as (
    select arrayJoin(arrayDistinct(arrayConcat({participant_ids:Array(UInt64)}, if({level:String} = 'own', [{caller_id:UInt64}], [])))) as mentioned_id
  )
select
  if(known.employee_id != 0, known.employee_id, mentioned_id) as id,
  is_deleted, login, first_name,
  if(known.employee_id != 0, last_name, '') as last_name,
  patronymic, email, phone,
  if(state = '', 'offline', state) as state
from known full join mentioned on mentioned.mentioned_id = known.employee_id
where (known.employee_id = 0 or has({participant_ids:Array(UInt64)}, id) or (is_visible and ({employees_given:Bool} or not is_deleted)))
  and (not {employees_given:Bool} or has({employee_ids:Array(UInt64)}, id))
  and arrayAll(wanted -> wanted = (state = 'online'), {online:Array(Bool)})
order by id
