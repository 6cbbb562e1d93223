-- Chats by the local time of their start and by credited employee (or summed). Definitions: docs/metrics.md. Everything is integer
-- arithmetic: rounding a float rounds half to even. Percentages are hundredths, durations seconds, of an empty set 0.
with
  {employee_logins:Array(String)} as employee_logins,
  {queue_ids:Array(UInt64)} as queue_ids,
  employee as (
    select object_id, assumeNotNull(ifNull(login, '')) as login,
      trimBoth(concat(ifNull(first_name, ''), ' ', ifNull(last_name, ''))) as name
    from directory_object_of(tenant = {tenant:String})
    where kind = 'employee'
  ),
  counted as (
    select
      formatDateTime(
        started_at,
        ['%H', '%Y-%m-%d %H:%i', '%Y-%m-%d %H:00', '%Y-%m-%d', '%G-W%V', '%Y-%m', '%Y'][
          indexOf(['hour_of_day', 'minute', 'hour', 'day', 'week', 'month', 'year'], {grain:String})],
        {zone:String}
      ) as series,
      if({sum_employees:Bool}, 0, employee_id) as credited_id,
      count() as chats,
      countIf(visitor_wrote) as incoming,
      countIf(visitor_wrote and with_bot) as to_bot,
      countIf(visitor_wrote and with_bot and queued) as passed_by_bot,
      countIf(visitor_wrote and with_bot and not queued and closed) as finished_by_bot,
      countIf(visitor_wrote and queued) as to_agent,
      countIf(has_wait) as answered_chats,
      countIf(visitor_wrote and queued and closed and not answered) as abandoned,
      countIf(has_wait and wait <= {threshold:UInt32}) as answered_in_time,
      minIf(wait, has_wait) as wait_min,
      maxIf(wait, has_wait) as wait_max,
      sumIf(wait, has_wait) as wait_sum,
      countIf(has_wait and closed) as talks,
      minIf(talk, has_wait and closed) as talk_min,
      maxIf(talk, has_wait and closed) as talk_max,
      sumIf(talk, has_wait and closed) as talk_sum,
      countIf(face = 'sad') as sad,
      countIf(face = 'neutral') as neutral,
      countIf(face = 'happy') as happy,
      sad + neutral + happy as faces
    from chat_of(tenant = {tenant:String})
    where started_at >= toDateTime({from:UInt32}, 'UTC') and started_at < toDateTime({to:UInt32}, 'UTC')
      and (empty(employee_logins) or employee_id in (select object_id from employee where has(employee_logins, login)))
      and (empty(queue_ids) or (queue_id != 0 and has(queue_ids, queue_id)))
    group by series, credited_id
  ),
  ordered as (
    select counted.*,
      if(credited_id = 0, null, employee.name) as employee_name,
      row_number() over (order by series, isNull(employee_name), employee_name, employee.login, credited_id) as place,
      count() over () as total
    from counted left join employee on employee.object_id = counted.credited_id
  )
select
  total, place > {skip:UInt64} as on_page, series, employee_name,
  chats, incoming, to_bot, passed_by_bot, finished_by_bot, to_agent, answered_chats as answered, abandoned,
  intDivOrZero(20000 * answered_in_time + to_agent, 2 * to_agent) as in_time_of_queued_hundredths,
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
