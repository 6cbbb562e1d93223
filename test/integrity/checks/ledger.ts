import { type Checked, rowsOf } from "./check.ts";

type Row = readonly [tenant: string, fact: string, hour: string, rows: number];

const tables = [
  { fact: "chat", time: "started_at" },
  { fact: "status_change", time: "changed_at" },
  { fact: "call", time: "started_at" },
  { fact: "lead", time: "received_at" },
];

const ledgerQuery = "select tenant, toString(fact), toString(hour), sum(writes) from write_ledger where tenant != '' group by tenant, fact, hour";

/** The ledger of writes knows every hour that has rows, tombstones included, and of no fewer writes than there are rows: what roll-ups rely on. */
export async function checkLedger({ database, findings }: Checked): Promise<string> {
  const ledger = new Map<string, number>();
  const keyOf = ([tenant, fact, hour]: Row) => `${tenant} ${fact} ${hour}`;
  for await (const row of rowsOf<Row>(database, ledgerQuery)) ledger.set(keyOf(row), row[3]);
  const count = ledger.size;
  for (const { fact, time } of tables) {
    const query = `select tenant, '${fact}', toString(toStartOfHour(${time}, 'UTC')) as hour, count() from ${fact} final group by tenant, hour`;
    for await (const row of rowsOf<Row>(database, query)) {
      const writes = ledger.get(keyOf(row)) ?? 0;
      ledger.delete(keyOf(row));
      if (writes < row[3]) findings.add("ledger", `${keyOf(row)} says ${writes} writes, but there are ${row[3]} rows`);
    }
  }
  for (const key of ledger.keys()) findings.add("ledger", `${key} has an entry, but no rows`);
  return `${count} hours in the ledger`;
}
