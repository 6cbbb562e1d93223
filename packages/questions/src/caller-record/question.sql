-- What the directory says about the employee who asks: whom he is linked to and, where it says so, what he manages.
select
  site_ids, department_ids,
  has_managed_site_ids as has_managed_sites, managed_site_ids,
  has_managed_department_ids as has_managed_departments, managed_department_ids
from directory_object_of(tenant = {tenant:String})
where kind = 'employee' and object_id = {employee_id:UInt64}
