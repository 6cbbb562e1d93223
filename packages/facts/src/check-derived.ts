import type { ClickHouseClient } from "@clickhouse/client";
import { schemaViews, selectFrom } from "./rebuild/schema-views.ts";

interface DerivedTable {
  readonly name: "sale" | "status_carry";
  /** What tells its rows apart, as a text for people. */
  readonly key: string;
  /** Which of the rows that its views give are left, as the table's engine decides. */
  readonly newest: string;
}

/** Tables that views fill with rows of facts. The ledger of writes is none: it counts what was superseded, too. */
export const derivedTables: readonly DerivedTable[] = [
  {
    name: "sale",
    key: "concat(toString(kind), ' ', toString(entity_id), ', sale ', toString(sale_id))",
    newest: "order by version desc limit 1 by kind, entity_id, sale_id",
  },
  {
    name: "status_carry",
    key: "concat('operator ', toString(user_id), ', ', formatDateTime(changed_at, '%Y-%m'))",
    newest: "order by changed_at desc, version desc limit 1 by user_id, toYYYYMM(changed_at)",
  },
];

/** A row of a derived table that is not what the facts give, or that only one of both has. */
export interface WrongRow {
  readonly table: string;
  readonly tenant: string;
  readonly key: string;
}

const wrongMax = 1000;
const viewsOf = ({ name }: DerivedTable) => schemaViews().filter(({ target }) => target === name);

/** The accounts that have rows in a derived table, or may have. */
export async function readDerivedTenants(client: ClickHouseClient, table: DerivedTable): Promise<readonly string[]> {
  const names = [table.name, ...viewsOf(table).map(({ source }) => source)];
  const all = names.map((name) => `select distinct tenant from ${name}`).join(" union distinct ");
  const result = await client.query({ query: `select tenant from (${all}) where tenant != '' order by tenant`, format: "JSONCompactEachRow" });
  return (await result.json<[string]>()).map(([tenant]) => tenant);
}

/**
 * Makes an account's rows of a derived table from its facts as they stand, and compares. What is being written at that moment may look wrong once: look
 * again.
 * @returns how many rows there should be, and the first thousand that differ
 */
export async function checkDerived(
  client: ClickHouseClient,
  table: DerivedTable,
  tenant: string,
): Promise<{ readonly compared: number; readonly wrong: readonly WrongRow[] }> {
  const made = viewsOf(table).map((view) => selectFrom(view, `(select * from ${view.source} final where tenant = {tenant:String})`));
  const result = await client.query({
    query: `
      select sum(made_rows), groupArrayIf(${wrongMax})(key, is_wrong)
      from (
        select key, sum(is_made) as made_rows, uniqExact(print) != 1 or uniqExact(is_made) != 2 as is_wrong
        from (
          select ${table.key} as key, cityHash64(toString(tuple(*))) as print, 1 as is_made
          from (select * from (${made.join(" union all ")}) ${table.newest})
          union all
          select ${table.key}, cityHash64(toString(tuple(*))), 0 from (select * from ${table.name} final where tenant = {tenant:String})
        )
        group by key
      )`,
    query_params: { tenant },
    format: "JSONCompactEachRow",
  });
  const [[compared, wrong] = ["0", []]] = await result.json<[string, string[]]>();
  return { compared: Number(compared), wrong: wrong.map((key) => ({ table: table.name, tenant, key })) };
}
