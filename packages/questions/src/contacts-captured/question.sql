-- Captured contacts of the whole history that the caller may count: `managed` those of managed sites; one without a site is for `full` alone.
-- Definitions: docs/metrics.md.
select
  count() as contacts,
  countIf(kind = 'email') as emails,
  countIf(kind = 'phone') as phones,
  countIf(source_type = 'chat') as from_chats,
  countIf(source_type = 'lead') as from_leads,
  countIf(creator_type = 'employee') as by_employees,
  countIf(creator_type = 'visitor') as by_visitors
from contact_of(tenant = {tenant:String})
where true
  and site_id != 0                                -- when level = managed
  and has({view_sites:Array(UInt64)}, site_id)    -- when level = managed and not every_site
  and false                                       -- when level = own
having contacts > 0
