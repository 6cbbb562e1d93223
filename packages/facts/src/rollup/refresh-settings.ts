import type { ClickHouseSettings } from "@clickhouse/client";

/** Of statements that fill roll-ups: one thread, because they run beside ingest and reports and nobody waits for them. */
export const refreshSettings: ClickHouseSettings = {
  do_not_merge_across_partitions_select_final: 1,
  max_threads: 1,
  max_insert_threads: "1",
};
