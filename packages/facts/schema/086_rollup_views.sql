-- grain:  as the tables of the same names, of one account
-- key:    none; conditions on what a table is sorted by prune it
-- replay: stores nothing
-- read:   the only way for a report to reach ledger and roll-ups. Another edition of the figures is another number, here and in what fills the tables
--         (held by a test)
-- keep:   nothing to keep
-- Without FINAL: entries are only ever added up, and then it plays no role which of them are merged already.
create or replace view write_ledger_of as
select * from write_ledger where tenant = {tenant:String};

create or replace view dialog_rollup_of as
select * from dialog_rollup final where tenant = {tenant:String} and edition = 1;

create or replace view operator_rollup_of as
select * from operator_rollup final where tenant = {tenant:String} and edition = 2;
