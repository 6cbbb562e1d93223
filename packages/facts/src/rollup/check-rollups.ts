import type { ClickHouseClient } from "@clickhouse/client";
import type { Bucket, Grain } from "./bucket.ts";
import { cutsOf, type DialogFact, dialogFacts, rollupEdition } from "./dialog-cuts.ts";
import { type OperatorFigure, operatorFigures, refreshOperators } from "./refresh-operators.ts";
import { refreshDialogs } from "./refresh-dialogs.ts";
import { readStaleDialogs, readStaleOperators, type StaleSearch } from "./stale-buckets.ts";

/** A table of roll-ups, and how a row of it is told from others. */
interface Rollup {
  readonly table: string;
  readonly figure: "fact" | "figure";
  readonly cut: string;
  readonly total: string;
}

const dialogs: Rollup = { table: "dialog_rollup", figure: "fact", cut: "toString(cut)", total: "dialogs" };
const operators: Rollup = { table: "operator_rollup", figure: "figure", cut: "'total'", total: "samples" };

/** A bucket that says it knows of all writes of its facts, and is not what they give. */
export interface WrongBucket {
  readonly tenant: string;
  /** chat, call, lead; statuses, online. */
  readonly figure: string;
  readonly grain: string;
  readonly zone: string;
  /** Epoch seconds, see {@link Bucket}. */
  readonly bucket: number;
  readonly cut: string;
}

/** Which accounts have roll-ups, in which zone, of which time: epoch seconds, [from, to). */
export interface RollupSpan {
  readonly tenant: string;
  readonly zone: string;
  readonly from: number;
  readonly to: number;
}

const checkOf = ({ table }: Rollup) => `check_${table}`;
const daySeconds = 86_400;

export async function readRollupSpans(client: ClickHouseClient): Promise<readonly RollupSpan[]> {
  const all = [dialogs, operators].map(({ table }) => `select tenant, zone, bucket from ${table} where edition = ${rollupEdition}`).join(" union all ");
  const result = await client.query({
    query: `select tenant, max(zone), toUInt32(min(bucket)), toUInt32(max(bucket)) from (${all}) group by tenant order by tenant`,
    format: "JSONCompactEachRow",
  });
  return (await result.json<[string, string, number, number]>()).map(([tenant, zone, first, last]) => ({
    tenant,
    zone,
    from: Math.max(first - daySeconds, 0),
    to: last + 2 * daySeconds,
  }));
}

/** Tables that buckets are computed into, to be compared; the caller drops them. */
export async function createCheckTables(client: ClickHouseClient): Promise<void> {
  for (const rollup of [dialogs, operators]) await client.command({ query: `create or replace table ${checkOf(rollup)} as ${rollup.table}` });
}

export async function dropCheckTables(client: ClickHouseClient): Promise<void> {
  for (const rollup of [dialogs, operators]) await client.command({ query: `drop table if exists ${checkOf(rollup)} sync` });
}

export interface Checked {
  readonly compared: number;
  readonly wrong: readonly WrongBucket[];
}

/**
 * Computes every bucket of the interval that counts as current anew, in the tables of {@link createCheckTables}, and compares. What is being written at
 * that moment may look wrong once: look again.
 */
export async function checkRollups(client: ClickHouseClient, span: RollupSpan, now: number): Promise<Checked> {
  const search: StaleSearch = { ...span, now, writesMin: { hour: 1, day: 1 }, limit: 1_000_000 };
  const found: Checked[] = [];
  for (const fact of dialogFacts) found.push(await checkDialogs(client, fact, search));
  for (const figure of operatorFigures) found.push(await checkOperators(client, figure, search));
  return { compared: found.reduce((sum, { compared }) => sum + compared, 0), wrong: found.flatMap(({ wrong }) => wrong) };
}

async function checkDialogs(client: ClickHouseClient, fact: DialogFact, search: StaleSearch): Promise<Checked> {
  const { tenant, zone } = search;
  const into = checkOf(dialogs);
  await client.command({ query: `truncate table ${into}` });
  const all = await readStaleDialogs(client, fact, search, into);
  let compared = 0;
  for (const grain of ["hour", "day"] as const) {
    const zoneOf = grain === "day" ? zone : "";
    const buckets = await current(client, dialogs, { tenant, figure: fact, grain, zone: zoneOf }, all[grain]);
    if (buckets.length > 0) await refreshDialogs(client, fact, cutsOf[fact], { tenant, grain, zone: zoneOf, buckets }, into);
    compared += buckets.length;
  }
  return { compared, wrong: await differing(client, dialogs, tenant, fact) };
}

async function checkOperators(client: ClickHouseClient, figure: OperatorFigure, search: StaleSearch): Promise<Checked> {
  const { tenant } = search;
  const into = checkOf(operators);
  await client.command({ query: `truncate table ${into}` });
  let compared = 0;
  for (const grain of figure === "online" ? (["day"] as const) : (["hour", "day"] as const)) {
    const zone = figure === "online" ? search.zone : "";
    if (figure === "online" && zone === "") continue;
    const all = await readStaleOperators(client, figure, grain, { ...search, zone }, into);
    const buckets = await current(client, operators, { tenant, figure, grain, zone }, all);
    if (buckets.length > 0) await refreshOperators(client, figure, { tenant, grain, zone, buckets }, into);
    compared += buckets.length;
  }
  return { compared, wrong: await differing(client, operators, tenant, figure) };
}

interface Place {
  readonly tenant: string;
  readonly figure: string;
  readonly grain: Grain;
  readonly zone: string;
}

/** Of these buckets those whose stored roll-up knows of exactly these writes. */
async function current(client: ClickHouseClient, { table, figure, cut }: Rollup, place: Place, buckets: readonly Bucket[]): Promise<readonly Bucket[]> {
  if (buckets.length === 0) return [];
  const result = await client.query({
    query: `select toUInt32(bucket), toString(writes), toString(digest) from ${table} final
      where edition = ${rollupEdition} and tenant = {tenant:String} and ${figure} = {figure:String} and grain = {grain:String} and zone = {zone:String}
        and ${cut} = 'total' and bucket >= toDateTime({first:UInt32}, 'UTC') and bucket <= toDateTime({last:UInt32}, 'UTC')`,
    query_params: {
      ...place,
      first: buckets.reduce((least, { bucket }) => Math.min(least, bucket), Number.POSITIVE_INFINITY),
      last: buckets.reduce((most, { bucket }) => Math.max(most, bucket), 0),
    },
    format: "JSONCompactEachRow",
  });
  const stored = new Set((await result.json<[number, string, string]>()).map((row) => row.join()));
  return buckets.filter(({ bucket, writes, digest }) => stored.has([bucket, writes, digest].join()));
}

/** Rows that the check table, for the same writes, has otherwise or not at all; the order of groups means nothing. */
async function differing(client: ClickHouseClient, rollup: Rollup, tenant: string, figure: string): Promise<readonly WrongBucket[]> {
  const { table, cut, total } = rollup;
  const columns = await groupColumns(client, table);
  const row = `grain, zone, ${cut} as kind, bucket, ${total} as total, cityHash64(toString(arraySort(arrayZip(${columns.join(", ")})))) as print`;
  const result = await client.query({
    query: `
      select toString(stored.grain), toString(stored.zone), toUInt32(stored.bucket), stored.kind
      from (
        select writes, digest, ${row} from ${table} final
        where edition = ${rollupEdition} and tenant = {tenant:String} and ${rollup.figure} = {figure:String}
          and (grain, zone, bucket, writes, digest) in (select grain, zone, bucket, writes, digest from ${checkOf(rollup)})
      ) as stored
      left join (select 1 as is_there, ${row} from ${checkOf(rollup)} final) as again
        on stored.grain = again.grain and stored.zone = again.zone and stored.kind = again.kind and stored.bucket = again.bucket
      where is_there = 0 or stored.total != again.total or stored.print != again.print
      order by all`,
    query_params: { tenant, figure },
    format: "JSONCompactEachRow",
  });
  return (await result.json<[string, string, number, string]>()).map(([grain, zone, bucket, kind]) => ({ tenant, figure, grain, zone, bucket, cut: kind }));
}

async function groupColumns(client: ClickHouseClient, table: string): Promise<readonly string[]> {
  const result = await client.query({
    query: "select name from system.columns where database = currentDatabase() and table = {table:String} and startsWith(name, 'groups.')",
    query_params: { table },
    format: "JSONCompactEachRow",
  });
  return (await result.json<[string]>()).map(([name]) => name);
}
