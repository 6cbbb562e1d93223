-- What the directory says of the account's employees, the deleted ones too.
select object_id as employee_id, is_deleted, login, first_name, last_name, patronymic, email, phone, site_ids, department_ids
from directory_object_of(tenant = {tenant:String})
where kind = 'employee'
