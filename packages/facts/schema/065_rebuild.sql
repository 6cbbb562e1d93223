-- grain:  one row per rebuild that was ever begun, as it stands now
-- key:    when it was begun
-- replay: the highest revision wins; who goes on with a rebuild writes under his own name, and the one before him sees that and stops
-- read:   FINAL, the latest
-- keep:   for ever: what was made anew, by which program, and when
create table if not exists rebuild (
  started_at DateTime64(3, 'UTC'),
  revision UInt64,
  -- fill: tables beside the serving ones get their rows; swap: they take their places, which is always brought to its end
  phase Enum8('fill' = 1, 'swap' = 2, 'done' = 3, 'abandoned' = 4),
  tables Array(String),
  -- digest of the folds and the schema: rows of two programs must not stand in one table
  program String,
  -- host/process/random number of who is at it, and when he last wrote, by the server's clock
  owner String,
  seen_at DateTime64(3, 'UTC') default now64(3),
  -- the last entity of the archive whose rows are all written; empty before the first
  cursor_tenant String,
  cursor_kind String,
  cursor_entity String,
  entities UInt64,
  entities_total UInt64,
  events UInt64,
  -- in phase swap: the table that is to serve under each name, in the order in which they are exchanged
  shadows Map(String, UUID)
)
engine = ReplacingMergeTree(revision)
order by started_at;
