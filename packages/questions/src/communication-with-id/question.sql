-- Which communications have an id: ids of different kinds may be equal.
select kind, entity_id
from communication_with_id_of(tenant = {tenant:String}, communication_id = {communication_id:UInt64})
order by kind
