-- How much an account has: writes by fact and UTC month, and of what has roll-ups by day, how many dialogs that many writes are, by every cut that
-- is kept (month 0); how many buckets of operators' time, by figure and grain; and how many operators there are.
select toString(fact) as fact, toUInt32(toUnixTimestamp(toDateTime(toStartOfMonth(hour), 'UTC'))) as month, '' as kept, sum(writes) as all_writes,
  0::UInt64 as all_dialogs
from write_ledger_of(tenant = {tenant:String})
group by fact, month
union all
select toString(fact), 0, toString(cut), sum(writes), sum(dialogs)
from dialog_rollup_of(tenant = {tenant:String})
where grain = 'day'
group by fact, cut
union all
select 'operator_buckets', 0, concat(toString(figure), ' ', toString(grain)), count(), 0
from operator_rollup_of(tenant = {tenant:String})
group by figure, grain
union all
select 'operator', 0, '', 0, uniqExact(user_id)
from status_carry_of(tenant = {tenant:String})
