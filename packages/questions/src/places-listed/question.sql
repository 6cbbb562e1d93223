-- What the directory says of the account's sites, departments or remarks, the deleted ones too.
select object_id as id, is_deleted, title
from directory_object_of(tenant = {tenant:String})
where kind = {kind:String}
