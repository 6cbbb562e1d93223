-- Captured contacts of the whole history that the caller may count. Definitions: docs/metrics.md.
select
  count() as contacts,
  countIf(kind = 'email') as emails,
  countIf(kind = 'phone') as phones,
  countIf(source_type = 'chat') as from_chats,
  countIf(source_type = 'lead') as from_leads,
  countIf(creator_type = 'employee') as by_employees,
  countIf(creator_type = 'visitor') as by_visitors
from visible_contact_of(tenant = {tenant:String}, level = {level:String}, every_site = {every_site:Bool}, view_sites = {view_sites:Array(UInt64)})
having contacts > 0
