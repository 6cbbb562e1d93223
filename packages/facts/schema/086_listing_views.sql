-- grain:  one row per directory object that has a name, as it stands now; deleted ones keep theirs
-- key:    as directory_object
-- replay: stores nothing
-- read:   `from name_of(tenant = {tenant:String}) where kind = 'employee'`. An employee's name is last name, first name and patronymic, as far as given; a site's
--         its domain, else the host of its address
-- keep:   nothing to keep
create or replace view name_of as
select
  kind,
  object_id,
  multiIf(
    kind = 'employee', arrayStringConcat(arrayFilter(part -> part != '', [ifNull(last_name, ''), ifNull(first_name, ''), ifNull(patronymic, '')]), ' '),
    kind = 'site', ifNull(domain_name, extract(title, '^(?:(?:[a-zA-Z][a-zA-Z0-9+.-]*:)?//)?(?:[^/?#@]*@)?([^/?#:]*)')),
    title) as name
from directory_object_of(tenant = {tenant:String})
where name != '';
