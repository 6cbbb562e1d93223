import type { ClickHouseClient } from "@clickhouse/client";
import type { Bucket, Grain } from "./bucket.ts";
import { dialogEdition, type DialogFact, dialogFacts } from "./dialog-cuts.ts";
import { operatorEdition, type OperatorFigure, operatorFigures } from "./refresh-operators.ts";
import { refreshDialogBuckets, refreshOperatorBuckets } from "./refresh-stale.ts";
import { readStaleDialogs, readStaleOperators, type StaleSearch } from "./stale-buckets.ts";

/** Tables of roll-ups. */
export const rollupTables = ["dialog_rollup", "operator_rollup"] as const;
export type RollupTable = (typeof rollupTables)[number];

/** What rows of these tables mean now; those of another edition are not looked at. */
export const rollupEditions: Readonly<Record<RollupTable, number>> = { dialog_rollup: dialogEdition, operator_rollup: operatorEdition };

/** Which accounts have roll-ups, in which zone, of which time: epoch seconds, [from, to). */
export interface RollupSpan {
  readonly tenant: string;
  readonly zone: string;
  readonly from: number;
  readonly to: number;
}

const daySeconds = 86_400;

/** What there is of roll-ups, in pieces of so many days at most, whose buckets may overlap; an account whose zone was another has them in both. */
export async function readRollupSpans(client: ClickHouseClient, tables: readonly RollupTable[], days: number): Promise<readonly RollupSpan[]> {
  const all = tables.map((table) => `select tenant, toString(zone) as zone, bucket from ${table} where edition = ${rollupEditions[table]}`).join(" union all ");
  const result = await client.query({
    query: `select tenant, arraySort(groupUniqArrayIf(zone, zone != '')), toUInt32(min(bucket)), toUInt32(max(bucket)) from (${all}) group by tenant order by tenant`,
    format: "JSONCompactEachRow",
  });
  const spans: RollupSpan[] = [];
  for (const [tenant, zones, first, last] of await result.json<[string, string[], number, number]>()) {
    const end = last + 2 * daySeconds;
    for (const zone of zones.length === 0 ? [""] : zones)
      for (let from = Math.max(first - daySeconds, 0); from < end; from += days * daySeconds)
        spans.push({ tenant, zone, from, to: Math.min(from + days * daySeconds, end) });
  }
  return spans;
}

/**
 * Computes the buckets of a span that count as current again, into a table like the one that they are in; those that it has already are left out.
 * @returns how many
 */
export async function recomputeRollups(client: ClickHouseClient, table: RollupTable, into: string, span: RollupSpan, now: number): Promise<number> {
  const search: Search = { ...span, now, limit: 1_000_000 };
  let computed = 0;
  if (table === "dialog_rollup") for (const fact of dialogFacts) computed += await recomputeDialogs(client, fact, into, search);
  else for (const figure of operatorFigures) computed += await recomputeOperators(client, figure, into, search);
  return computed;
}

type Search = Omit<StaleSearch, "grains">;

async function recomputeDialogs(client: ClickHouseClient, fact: DialogFact, into: string, search: Search): Promise<number> {
  const { tenant } = search;
  const zone = search.zone === "" ? "UTC" : search.zone;
  const all = await readStaleDialogs(client, fact, { ...search, zone, grains: search.zone === "" ? ["hour"] : ["hour", "day"] }, into);
  const hour = await current(client, "dialog_rollup", { tenant, figure: fact, grain: "hour", zone: "" }, all.hour);
  const day = await current(client, "dialog_rollup", { tenant, figure: fact, grain: "day", zone }, all.day);
  await refreshDialogBuckets(client, fact, { tenant, zone }, { hour, day }, into);
  return hour.length + day.length;
}

async function recomputeOperators(client: ClickHouseClient, figure: OperatorFigure, into: string, search: Search): Promise<number> {
  const { tenant } = search;
  let computed = 0;
  for (const grain of figure === "online" ? (["day"] as const) : (["hour", "day"] as const)) {
    const zone = figure === "online" ? search.zone : "";
    if (figure === "online" && zone === "") continue;
    const all = await readStaleOperators(client, figure, grain, { ...search, zone }, into);
    const buckets = await current(client, "operator_rollup", { tenant, figure, grain, zone }, all);
    await refreshOperatorBuckets(client, figure, { tenant, grain, zone, buckets }, into);
    computed += buckets.length;
  }
  return computed;
}

interface Place {
  readonly tenant: string;
  readonly figure: string;
  readonly grain: Grain;
  readonly zone: string;
}

/** Of these buckets those whose stored roll-up knows of exactly these writes. */
async function current(client: ClickHouseClient, table: RollupTable, place: Place, buckets: readonly Bucket[]): Promise<readonly Bucket[]> {
  if (buckets.length === 0) return [];
  const [figure, cut] = table === "dialog_rollup" ? ["fact", "cut = 'total'"] : ["figure", "true"];
  const result = await client.query({
    query: `select toUInt32(bucket), toString(writes), toString(digest) from ${table} final
      where edition = ${rollupEditions[table]} and tenant = {tenant:String} and ${figure} = {figure:String} and grain = {grain:String} and zone = {zone:String}
        and ${cut} and bucket >= toDateTime({first:UInt32}, 'UTC') and bucket <= toDateTime({last:UInt32}, 'UTC')`,
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
