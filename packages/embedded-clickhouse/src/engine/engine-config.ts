import { availableParallelism, totalmem } from "node:os";

/** Settings that every statement starts with; a request's own settings come after them. */
export const STATEMENT_DEFAULTS: Readonly<Record<string, string>> = {
  async_insert: "0",
  // on by default in the local engine only: a mistyped statement would be read as an expression
  implicit_select: "0",
  date_time_input_format: "best_effort",
  output_format_json_quote_64bit_integers: "1",
};

const GIB = 1024 ** 3;

/** 40 % of the machine's memory, at most 4 GiB: the engine is one of several processes. */
export function defaultMemoryLimitBytes(): number {
  return Math.floor(Math.min(4 * GIB, totalmem() * 0.4));
}

/**
 * The engine's configuration file. Parts are synced to disk before an insert is acknowledged, because the event log is
 * synced too: after a power cut positions must not be ahead of the facts.
 */
export function engineConfigXml(memoryLimitBytes: number): string {
  const background = Math.max(2, Math.min(4, availableParallelism()));
  return `<clickhouse>
  <logger><level>none</level></logger>
  <max_server_memory_usage>${memoryLimitBytes}</max_server_memory_usage>
  <mark_cache_size>${256 * 1024 * 1024}</mark_cache_size>
  <background_pool_size>${background}</background_pool_size>
  <background_schedule_pool_size>4</background_schedule_pool_size>
  <merge_tree>
    <fsync_after_insert>1</fsync_after_insert>
    <fsync_part_directory>1</fsync_part_directory>
  </merge_tree>
</clickhouse>
`;
}
