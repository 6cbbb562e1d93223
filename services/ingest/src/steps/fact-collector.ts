import type { FactRows, FactTable, FactTables } from "@stats/entities";
import { factTableNames } from "@stats/facts";

type Lists = { [T in FactTable]: FactTables[T][] };

/** Gathers the rows of a batch by table. */
export class FactCollector {
  readonly rows: Lists = Object.fromEntries(factTableNames.map((table) => [table, []])) as unknown as Lists;

  add(rows: FactRows): void {
    for (const table of factTableNames) for (const row of rows[table] ?? []) (this.rows[table] as unknown[]).push(row);
  }
}
