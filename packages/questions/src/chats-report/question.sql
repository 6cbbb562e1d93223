-- Chats by the local time of their start and by credited employee (or summed). Definitions: docs/metrics.md. Everything is integer
-- arithmetic: rounding a float rounds half to even. Percentages are hundredths, durations seconds, of an empty set 0.
-- Counted from the facts, from roll-ups of whole days and hours, or from both: each n_, least_, most_ and sum_ is what one row of either has to add.
with
  ['%H', '%Y-%m-%d %H:%i', '%Y-%m-%d %H:00', '%Y-%m-%d', '%G-W%V', '%Y-%m', '%Y'][
    indexOf(['hour_of_day', 'minute', 'hour', 'day', 'week', 'month', 'year'], {grain:String})] as label,
  employee as (
    select object_id, assumeNotNull(ifNull(login, '')) as login,
      trimBoth(concat(ifNull(first_name, ''), ' ', ifNull(last_name, ''))) as name,
      -- of few rows here, so that many there are ordered by a number; without name and login as if not in the directory
      if(name = '' and login = '', 0, dense_rank() over (order by name, login)) as alphabetical
    from directory_object_of(tenant = {tenant:String})
    where kind = 'employee'
  ),
  counted as (
    -- when not rolled:
    select
      formatDateTime(started_at, label, {zone:String}) as series,
      0 as credited_id,                                                               -- when sum_employees
      employee_id as credited_id,                                                     -- when not sum_employees
      count() as chats,
      countIf(visitor_wrote) as incoming,
      countIf(to_bot) as to_bot_count,
      countIf(passed_by_bot) as passed_by_bot_count,
      countIf(finished_by_bot) as finished_by_bot_count,
      countIf(to_agent) as to_agent_count,
      countIf(has_wait) as answered_chats,
      countIf(abandoned) as abandoned_count,
      countIf(has_wait and wait <= {threshold:UInt32}) as answered_in_time,
      minIf(wait, has_wait) as wait_min,
      maxIf(wait, has_wait) as wait_max,
      sumIf(wait, has_wait) as wait_sum,
      countIf(has_talk) as talks,
      minIf(talk, has_talk) as talk_min,
      maxIf(talk, has_talk) as talk_max,
      sumIf(talk, has_talk) as talk_sum,
      countIf(face = 'sad') as sad,
      countIf(face = 'neutral') as neutral,
      countIf(face = 'happy') as happy,
    -- end
    -- when rolled:
    select series,
      0 as credited_id,                                                               -- when sum_employees
      employee_id as credited_id,                                                     -- when not sum_employees
      sum(n_chats) as chats, sum(n_incoming) as incoming, sum(n_to_bot) as to_bot_count,
      sum(n_passed_by_bot) as passed_by_bot_count, sum(n_finished_by_bot) as finished_by_bot_count,
      sum(n_to_agent) as to_agent_count, sum(n_answered) as answered_chats, sum(n_abandoned) as abandoned_count,
      sum(n_in_time) as answered_in_time,
      minIf(least_wait, n_answered > 0) as wait_min, max(most_wait) as wait_max, sum(sum_wait) as wait_sum,
      sum(n_talks) as talks, minIf(least_talk, n_talks > 0) as talk_min, max(most_talk) as talk_max, sum(sum_talk) as talk_sum,
      sum(n_sad) as sad, sum(n_neutral) as neutral, sum(n_happy) as happy,
    -- end
      sad + neutral + happy as faces
    -- when rolled:
    from (
      select series, group_employee_id as employee_id, group_queue_id as queue_id,
        n_chats, n_incoming, n_to_bot, n_passed_by_bot, n_finished_by_bot, n_to_agent, n_answered, n_abandoned,
        wait_counts[arrayCount(seconds -> seconds <= {threshold:UInt32}, wait_seconds)] as n_in_time,
        least_wait, most_wait, sum_wait, n_talks, least_talk, most_talk, sum_talk, n_sad, n_neutral, n_happy
      from (
        select *, if(grain = 'day', formatDateTime(bucket, label), formatDateTime(bucket, label, {zone:String})) as series from (
    -- end
        -- the primary key is of use in conditions without an `or` only
        -- when with_days:
        select * from dialog_rollup_of(tenant = {tenant:String})
        where fact = 'chat' and cut = {cut:String} and grain = 'day' and zone = {zone:String} and toUInt32(bucket) in {roll_days:Array(UInt32)}
        -- end
        union all -- when with_days and with_hours
        -- when with_hours:
        select * from dialog_rollup_of(tenant = {tenant:String})
        where fact = 'chat' and cut = {cut:String} and grain = 'hour' and zone = '' and toUInt32(bucket) in {roll_hours:Array(UInt32)}
        -- end
    -- when rolled:
      ))
      array join groups.employee_id as group_employee_id, groups.queue_id as group_queue_id,
        groups.dialogs as n_chats, groups.incoming as n_incoming, groups.to_bot as n_to_bot,
        groups.passed_by_bot as n_passed_by_bot, groups.finished_by_bot as n_finished_by_bot, groups.to_agent as n_to_agent,
        groups.waits as n_answered, groups.abandoned as n_abandoned, groups.wait_seconds as wait_seconds, groups.wait_counts as wait_counts,
        groups.wait_min as least_wait, groups.wait_max as most_wait, groups.wait_sum as sum_wait,
        groups.talks as n_talks, groups.talk_min as least_talk, groups.talk_max as most_talk, groups.talk_sum as sum_talk,
        groups.sad as n_sad, groups.neutral as n_neutral, groups.happy as n_happy
    -- end
    -- when rolled and with_facts:
      union all
      select formatDateTime(started_at, label, {zone:String}), employee_id, queue_id,
        1, visitor_wrote, to_bot, passed_by_bot, finished_by_bot, to_agent, has_wait, abandoned,
        has_wait and wait <= {threshold:UInt32},
        wait, if(has_wait, wait, 0), if(has_wait, wait, 0), has_talk, talk, if(has_talk, talk, 0), if(has_talk, talk, 0),
        face = 'sad', face = 'neutral', face = 'happy'
    -- end
    from chat_of(tenant = {tenant:String}) -- when with_facts
    where started_at >= toDateTime({from:UInt32}, 'UTC') and started_at < toDateTime({to:UInt32}, 'UTC') -- when not rolled
    -- when rolled and with_facts:
      where (started_at >= toDateTime({fact_begins:Array(UInt32)}[1], 'UTC') and started_at < toDateTime({fact_ends:Array(UInt32)}[1], 'UTC'))
        or (started_at >= toDateTime({fact_begins:Array(UInt32)}[2], 'UTC') and started_at < toDateTime({fact_ends:Array(UInt32)}[2], 'UTC'))
        or (started_at >= toDateTime({fact_begins:Array(UInt32)}[3], 'UTC') and started_at < toDateTime({fact_ends:Array(UInt32)}[3], 'UTC'))
        or (started_at >= toDateTime({fact_begins:Array(UInt32)}[4], 'UTC') and started_at < toDateTime({fact_ends:Array(UInt32)}[4], 'UTC'))
        or (started_at >= toDateTime({fact_begins:Array(UInt32)}[5], 'UTC') and started_at < toDateTime({fact_ends:Array(UInt32)}[5], 'UTC'))
        or (started_at >= toDateTime({fact_begins:Array(UInt32)}[6], 'UTC') and started_at < toDateTime({fact_ends:Array(UInt32)}[6], 'UTC'))
        or (started_at >= toDateTime({fact_begins:Array(UInt32)}[7], 'UTC') and started_at < toDateTime({fact_ends:Array(UInt32)}[7], 'UTC'))
        or (started_at >= toDateTime({fact_begins:Array(UInt32)}[8], 'UTC') and started_at < toDateTime({fact_ends:Array(UInt32)}[8], 'UTC'))
    -- end
    ) where true -- when rolled
      and employee_id in (select object_id from employee where has({employee_logins:Array(String)}, login)) -- when by_logins
      and queue_id != 0 and has({queue_ids:Array(UInt64)}, queue_id) -- when by_queues
    group by series, credited_id
  ),
  -- up to the end of the page: most of what is counted need not be in order
  first_rows as (
    select counted.*,
      if(credited_id = 0, null, employee.name) as employee_name, employee.alphabetical as alphabetical, -- when not sum_employees
      null::Nullable(String) as employee_name, 0 as alphabetical,                                       -- when sum_employees
      count() over () as total
    from counted
    left join employee on employee.object_id = counted.credited_id                                      -- when not sum_employees
    order by series, credited_id = 0, alphabetical, credited_id
    limit {skip:UInt64} + {take:UInt64}
  ),
  ordered as (
    select *, row_number() over (order by series, credited_id = 0, alphabetical, credited_id) as place from first_rows
  )
select
  total, place > {skip:UInt64} as on_page, series, employee_name,
  chats, incoming, to_bot_count as to_bot, passed_by_bot_count as passed_by_bot, finished_by_bot_count as finished_by_bot, to_agent_count as to_agent,
  answered_chats as answered, abandoned_count as abandoned,
  intDivOrZero(20000 * answered_in_time + to_agent_count, 2 * to_agent_count) as in_time_of_queued_hundredths,
  intDivOrZero(20000 * answered_in_time + answered_chats, 2 * answered_chats) as in_time_of_answered_hundredths,
  wait_min, wait_max, wait_sum, intDivOrZero(2 * wait_sum + answered_chats, 2 * answered_chats) as wait_avg,
  talk_min, talk_max, talk_sum, intDivOrZero(2 * talk_sum + talks, 2 * talks) as talk_avg,
  sad, neutral, happy,
  intDivOrZero(20000 * happy + faces, 2 * faces) as happy_of_faces_hundredths,
  intDivOrZero(20000 * faces + answered_chats, 2 * answered_chats) as faces_of_answered_hundredths
from ordered
-- the first row carries the total for pages that lie past the end
where place = 1 or (place > {skip:UInt64} and place <= {skip:UInt64} + {take:UInt64})
order by place
