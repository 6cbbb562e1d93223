-- grain:  one row per login session that its user ended before its time
-- key:    (tenant, session_id), which is how it is looked up
-- replay: not from the log: written by the query process that answered the end, and the same end writes the same row
-- read:   through the view, FINAL
-- keep:   until the day after the session would have ended by itself; a token that is too old is refused without this table
create table if not exists ended_session (
  tenant LowCardinality(String),
  session_id String,
  expires_at DateTime('UTC')
)
engine = ReplacingMergeTree
order by (tenant, session_id)
ttl expires_at + interval 1 day;

create or replace view ended_session_of as
select * from ended_session final where tenant = {tenant:String};
