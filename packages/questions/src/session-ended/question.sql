-- Whether a login session was ended by its user.
select count() > 0 as ended
from ended_session_of(tenant = {tenant:String})
where session_id = {session_id:String}
