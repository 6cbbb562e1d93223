import { type Checked, rowsOf } from "./check.ts";

type Row = readonly [tenant: string, fact: string, hour: string, partition: number, version: number];

const tables = [
  { fact: "chat", time: "started_at" },
  { fact: "status_change", time: "changed_at" },
  { fact: "call", time: "started_at" },
  { fact: "lead", time: "received_at" },
];

const ledgerQuery = "select tenant, toString(fact), toString(hour), partition, max(version) from bucket_ledger group by tenant, fact, hour, partition";

/** The ledger of buckets says of each the highest version among its rows, tombstones included: what roll-ups will rely on. */
export async function checkLedger({ database, findings }: Checked): Promise<string> {
  const ledger = new Map<string, number>();
  const keyOf = ([tenant, fact, hour, partition]: Row) => `${tenant} ${fact} ${hour} partition ${partition}`;
  for await (const row of rowsOf<Row>(database, ledgerQuery)) ledger.set(keyOf(row), row[4]);
  const count = ledger.size;
  for (const { fact, time } of tables) {
    const query = `select tenant, '${fact}', toString(toStartOfHour(${time}, 'UTC')) as hour, partition, max(version) from ${fact} final group by tenant, hour, partition`;
    for await (const row of rowsOf<Row>(database, query)) {
      const stated = ledger.get(keyOf(row));
      ledger.delete(keyOf(row));
      if (stated !== row[4]) findings.add("ledger", `${keyOf(row)} says ${stated ?? "nothing"}, the rows say ${row[4]}`);
    }
  }
  for (const key of ledger.keys()) findings.add("ledger", `${key} has an entry, but no rows`);
  return `${count} buckets in the ledger`;
}
