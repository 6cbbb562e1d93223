-- grain:  as the table of the same name: one row per visitor session, visitor, charge or API request of one account, as it stands now
-- key:    none; the tables' primary keys and partitions are still pruned through view and FINAL
-- replay: stores nothing
-- read:   as the views in 080: `from visitor_session_of(tenant = {tenant:String})`
-- keep:   nothing to keep
create or replace view visitor_session_of as
select * from visitor_session final where tenant = {tenant:String} and deleted = 0;

create or replace view visitor_of as
select * from visitor final where tenant = {tenant:String} and deleted = 0;

create or replace view charge_of as
select * from charge final where tenant = {tenant:String} and deleted = 0;

create or replace view api_request_of as
select * from api_request final where tenant = {tenant:String} and deleted = 0;
