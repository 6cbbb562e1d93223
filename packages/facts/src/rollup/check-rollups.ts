import type { ClickHouseClient } from "@clickhouse/client";
import { readRollupSpans, recomputeRollups, rollupEditions, rollupTables, type RollupSpan, type RollupTable } from "./recompute-rollups.ts";

/** A bucket that says it knows of all writes of its facts, and is not what they give. */
export interface WrongBucket {
  readonly tenant: string;
  /** chat, call, lead; statuses, online. */
  readonly figure: string;
  readonly grain: string;
  readonly zone: string;
  /** UTC hour in epoch seconds; of a day its local date, as the epoch seconds at which it begins in UTC. */
  readonly bucket: number;
  readonly cut: string;
}

const checkOf = (table: RollupTable) => `check_${table}`;
const daysPerPortion = 31;

/** The portions in which {@link checkRollups} is to be called, month by month and account by account. */
export async function readCheckPortions(client: ClickHouseClient): Promise<readonly RollupSpan[]> {
  return await readRollupSpans(client, rollupTables, daysPerPortion);
}

/** Tables that buckets are computed into, to be compared; the caller drops them. */
export async function createCheckTables(client: ClickHouseClient): Promise<void> {
  for (const table of rollupTables) await client.command({ query: `create or replace table ${checkOf(table)} as ${table}` });
}

export async function dropCheckTables(client: ClickHouseClient): Promise<void> {
  for (const table of rollupTables) await client.command({ query: `drop table if exists ${checkOf(table)} sync` });
}

/**
 * Computes every bucket of the portion that counts as current anew, in the tables of {@link createCheckTables}, and compares. What is being written at
 * that moment may look wrong once: look again.
 */
export async function checkRollups(
  client: ClickHouseClient,
  portion: RollupSpan,
  now: number,
): Promise<{ readonly compared: number; readonly wrong: readonly WrongBucket[] }> {
  let compared = 0;
  const wrong: WrongBucket[] = [];
  for (const table of rollupTables) {
    await client.command({ query: `truncate table ${checkOf(table)}` });
    compared += await recomputeRollups(client, table, checkOf(table), portion, now);
    wrong.push(...(await differing(client, table, portion.tenant)));
  }
  return { compared, wrong };
}

/** Rows that the check table, for the same writes, has otherwise or not at all; the order of groups means nothing. */
async function differing(client: ClickHouseClient, table: RollupTable, tenant: string): Promise<readonly WrongBucket[]> {
  const [figure, cut, total] = table === "dialog_rollup" ? ["fact", "toString(cut)", "dialogs"] : ["figure", "'total'", "samples"];
  const nested = (await nestedColumns(client, table)).map((columns) => `arraySort(arrayZip(${columns.join(", ")}))`);
  const row = `${figure} as what, grain, zone, ${cut} as kind, bucket, ${total} as total, cityHash64(toString((${nested.join(", ")}, 0))) as print`;
  const result = await client.query({
    query: `
      select toString(stored.what), toString(stored.grain), toString(stored.zone), toUInt32(stored.bucket), stored.kind
      from (
        select writes, digest, ${row} from ${table} final
        where edition = ${rollupEditions[table]} and tenant = {tenant:String}
          and (${figure}, grain, zone, bucket, writes, digest) in (select ${figure}, grain, zone, bucket, writes, digest from ${checkOf(table)})
      ) as stored
      left join (select 1 as is_there, ${row} from ${checkOf(table)} final) as again
        on stored.what = again.what and stored.grain = again.grain and stored.zone = again.zone and stored.kind = again.kind and stored.bucket = again.bucket
      where is_there = 0 or stored.total != again.total or stored.print != again.print
      order by all`,
    query_params: { tenant },
    format: "JSONCompactEachRow",
  });
  return (await result.json<[string, string, string, number, string]>()).map(([what, grain, zone, bucket, kind]) => ({
    tenant,
    figure: what,
    grain,
    zone,
    bucket,
    cut: kind,
  }));
}

/** The columns that are parallel arrays, those of one kind of groups together. */
async function nestedColumns(client: ClickHouseClient, table: string): Promise<readonly (readonly string[])[]> {
  const result = await client.query({
    query: `select groupArray(name) from system.columns where database = currentDatabase() and table = {table:String} and position(name, '.') > 0
      group by splitByChar('.', name)[1] as kind order by kind`,
    query_params: { table },
    format: "JSONCompactEachRow",
  });
  return (await result.json<[string[]]>()).map(([names]) => names);
}
