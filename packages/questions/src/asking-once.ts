import type { AccountReader } from "./rollup/rollup-use.ts";

/**
 * The same reads of the same account, each different one asked once: what several parts of one answer need is read once, and is the same for all of
 * them. For the reads of one request: nothing is ever forgotten.
 */
export function askingOnce(reader: AccountReader): AccountReader {
  const answers = new Map<string, Promise<readonly unknown[]>>();
  return {
    ...reader,
    async select<Row>(sql: string, params: Readonly<Record<string, unknown>>, name: string): Promise<readonly Row[]> {
      const key = JSON.stringify([sql, params]);
      const answer = answers.get(key) ?? reader.select<Row>(sql, params, name);
      answers.set(key, answer);
      return (await answer) as readonly Row[];
    },
    selectBatches: async (...asked) => await reader.selectBatches(...asked),
    selectJson: async (...asked) => await reader.selectJson(...asked),
  };
}
