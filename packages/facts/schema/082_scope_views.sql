-- What a caller may count and see is decided in this file and nowhere else. A scope is: level, caller_id, and the sites and departments
-- in view (every_site, view_sites, every_department, view_departments). Level `full` sees everything; `own` counts what is credited to the
-- caller and sees the caller; `managed` goes by the managed sites and departments, as said at each view.

-- grain:  one row per dialog of one account, as it stands now: 1 in chats, calls or leads says which it is
-- key:    none; a condition on started_at still prunes the three tables (proven beside packages/questions)
-- replay: stores nothing
-- read:   through visible_dialog_of
-- keep:   nothing to keep
create or replace view dialog_of as
select 1 as chats, 0 as calls, 0 as leads, started_at, site_id, department_id, employee_id, remark_id,
  has_wait, wait, vote = 'positive' as votes_positive, vote = 'negative' as votes_negative
from chat_of(tenant = {tenant:String})
union all
select 0, 1, 0, started_at, site_id, department_id, employee_id, remark_id, 0, 0, 0, 0
from call_of(tenant = {tenant:String})
union all
select 0, 0, 1, received_at, site_id, department_id, employee_id, 0, 0, 0, 0, 0
from lead_of(tenant = {tenant:String});

-- grain:  one row per dialog that the caller may count
-- key:    as dialog_of
-- replay: stores nothing
-- read:   `from visible_dialog_of(tenant = {tenant:String}, level = ..., ...)`. `managed`: site and department must both be managed ones; a dialog
--         without one of them passes on the other, one without both is for `full` alone; whose dialog it is plays no role.
-- keep:   nothing to keep
create or replace view visible_dialog_of as
select * from dialog_of(tenant = {tenant:String})
where multiIf(
  {level:String} = 'full', true,
  {level:String} = 'own', employee_id = {caller_id:UInt64},
  {level:String} = 'managed',
    (site_id = 0 or {every_site:Bool} or has({view_sites:Array(UInt64)}, site_id))
      and (department_id = 0 or {every_department:Bool} or has({view_departments:Array(UInt64)}, department_id))
      and (site_id != 0 or department_id != 0),
  false);

-- grain:  one row per captured contact that the caller may count: those of managed sites; one without a site is for `full` alone
-- key:    none
-- replay: stores nothing
-- read:   as visible_dialog_of
-- keep:   nothing to keep
create or replace view visible_contact_of as
select * from contact_of(tenant = {tenant:String})
where {level:String} = 'full'
  or ({level:String} = 'managed' and site_id != 0 and ({every_site:Bool} or has({view_sites:Array(UInt64)}, site_id)));

-- grain:  one row per employee that the directory knows or that ever had a status; is_visible says whether the caller may see him.
--         `managed`: linked to any managed site or department
-- key:    none
-- replay: stores nothing
-- read:   as visible_dialog_of, with `now` in epoch seconds: the state looks at no change after it. An employee that the directory does not know
--         has empty names; one without a status is offline
-- keep:   nothing to keep
create or replace view employee_of as
with
  latest as (
    -- (changed_at, version) in one number: as a tuple it would cost twice as much
    select user_id, argMaxIf(presence, bitOr(bitShiftLeft(toUInt128(toUnixTimestamp64Milli(changed_at)), 64), version), changed_at < toDateTime64({now:UInt32} + 1, 3, 'UTC')) as state
    from status_trail_of(tenant = {tenant:String}, since = {now:UInt32})
    group by user_id
  ),
  listed as (
    select * from directory_object_of(tenant = {tenant:String}) where kind = 'employee'
  )
select
  if(object_id != 0, object_id, user_id) as employee_id,
  is_deleted,
  ifNull(login, '') as login,
  ifNull(first_name, '') as first_name,
  -- without a last name or without a word of him: of these only the first is null, also where the one word is that he is deleted
  if(listed.first_name is null, '', last_name) as last_name,
  patronymic, email, phone,
  toString(state) as state,
  site_ids, department_ids,
  multiIf(
    {level:String} = 'full', true,
    {level:String} = 'own', employee_id = {caller_id:UInt64},
    {level:String} = 'managed',
      if({every_site:Bool}, notEmpty(site_ids), hasAny(site_ids, {view_sites:Array(UInt64)}))
        or if({every_department:Bool}, notEmpty(department_ids), hasAny(department_ids, {view_departments:Array(UInt64)})),
    false) as is_visible
from listed full join latest on listed.object_id = latest.user_id;

-- grain:  one row per site or department that the directory knows; is_visible says whether the caller may see it
-- key:    as directory_object
-- replay: stores nothing
-- read:   as visible_dialog_of, with `kind`; every_place and view_places are the caller's sites or departments, as the kind is
-- keep:   nothing to keep
create or replace view place_of as
select object_id as place_id, is_deleted, title, {every_place:Bool} or has({view_places:Array(UInt64)}, object_id) as is_visible
from directory_object_of(tenant = {tenant:String})
where kind = {kind:String};
