-- grain:  as goal: one row per time a goal was reached, of one account, as it stands now
-- key:    none; the table's primary key and partitions are still pruned through view and FINAL
-- replay: stores nothing
-- read:   as the views in 080: `from goal_of(tenant = {tenant:String})`
-- keep:   nothing to keep
create or replace view goal_of as
select * from goal final where tenant = {tenant:String} and deleted = 0;
