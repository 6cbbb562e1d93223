import type { TenantReader } from "@stats/questions";

/** On some hundred rows, more threads and compiled expressions only cost time. */
const forFewRows = "\nsettings max_threads = 1, compile_expressions = 0, compile_aggregate_expressions = 0, compile_sort_description = 0";

/**
 * Asks the database each question once. For tests whose facts do not change: thousands of random requests repeat the same look-ups of callers and
 * names, and most of their time is the database's.
 */
export function remembering(readerFor: (tenant: string) => TenantReader): (tenant: string) => TenantReader {
  const answers = new Map<string, Promise<readonly unknown[]>>();
  return (tenant) => ({
    ...readerFor(tenant),
    async select<Row>(sql: string, params: Readonly<Record<string, unknown>>, name: string): Promise<readonly Row[]> {
      const key = JSON.stringify([tenant, sql, params]);
      const answer = answers.get(key) ?? readerFor(tenant).select<Row>(sql + forFewRows, params, name);
      answers.set(key, answer);
      return (await answer) as readonly Row[];
    },
  });
}
