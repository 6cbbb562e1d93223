import type { ClickHouseClient } from "@clickhouse/client";
import type { DialogFact } from "./dialog-cuts.ts";

/** How much is written of one fact of an account. */
export interface Activity {
  readonly tenant: string;
  readonly fact: DialogFact | "status_change";
  /** Mean of the days on which anything lies. */
  readonly writesPerDay: number;
  /** Everything lies in [from, to), whole UTC hours in epoch seconds. */
  readonly from: number;
  readonly to: number;
}

/** All accounts' activity by the ledger of writes. */
export async function readActivity(client: ClickHouseClient): Promise<readonly Activity[]> {
  const result = await client.query({
    query: `select tenant, toString(fact), intDiv(sum(writes), uniqExact(toDate(hour))), toUInt32(min(hour)), toUInt32(max(hour)) + 3600
      from write_ledger where tenant != '' and writes > 0 group by tenant, fact`,
    format: "JSONCompactEachRow",
    clickhouse_settings: { max_threads: 1, output_format_json_quote_64bit_integers: 0 },
  });
  const rows = await result.json<[string, Activity["fact"], number, number, number]>();
  return rows.map(([tenant, fact, writesPerDay, from, to]) => ({ tenant, fact, writesPerDay, from, to }));
}
