import type { FactTable } from "@stats/entities";
import type { ClickHouseClient } from "@clickhouse/client";
import type { EntityRef } from "./archive.ts";
import { factTables } from "./tables.ts";

/** How a table's rows belong to entities: where the id stands, and the kind (a column, or always the same). */
interface Owner {
  readonly id: string;
  readonly kind: string;
  /** Almost all ids are numbers. */
  readonly isText?: true;
}

const owners: { readonly [T in FactTable]: Owner } = {
  chat: { id: "chat_id", kind: "'chat'" },
  chat_message: { id: "chat_id", kind: "'chat'" },
  status_change: { id: "user_id", kind: "'user'" },
  directory_object: { id: "object_id", kind: "kind" },
  call: { id: "call_id", kind: "'call'" },
  call_leg: { id: "call_id", kind: "'call'" },
  lead: { id: "offline_message_id", kind: "'offline_message'" },
  goal: { id: "communication_id", kind: "'goal'" },
  contact: { id: "contact_id", kind: "'contact'" },
  visitor_session: { id: "visitor_session_id", kind: "'session'" },
  visitor: { id: "visitor_id", kind: "'visitor'" },
  charge: { id: "charge_id", kind: "'charge'" },
  api_request: { id: "api_request_id", kind: "'api_request'", isText: true },
};

/** Columns that the writer fills with numbers and the database prints otherwise. */
const asWritten: Readonly<Record<string, string>> = {
  ...seconds("started_at", "queued_at", "answered_at", "closed_at"),
  ...seconds("first_talk_at", "last_talk_end_at", "finished_at"),
  ...seconds("connected_at", "ended_at"),
  ...seconds("received_at", "assigned_at", "processed_at", "captured_at", "reached_at", "requested_at"),
  sent_at: "toUnixTimestamp64Milli(sent_at)",
  tag_times: "arrayMap(at -> toUnixTimestamp(at), tag_times)",
  sale_costs: "arrayMap(cost -> toString(cost), sale_costs)",
  cost_per_minute: "toString(cost_per_minute)",
  total_charge: "toString(total_charge)",
  bonuses_charge: "toString(bonuses_charge)",
  changed_at: "toUnixTimestamp64Milli(changed_at)",
  talk_starts: "arrayMap(at -> toUnixTimestamp(at), talk_starts)",
  talk_ends: "arrayMap(at -> toUnixTimestamp(at), talk_ends)",
  hit_times: "arrayMap(at -> toUnixTimestamp(at), hit_times)",
  amount: "toString(amount)",
  bonuses: "toString(bonuses)",
};

function seconds(...columns: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(columns.map((column) => [column, `toUnixTimestamp(${column})`]));
}

export interface StoredRow extends EntityRef {
  /** The cells as the writer encodes them, in JSON. */
  readonly cells: string;
}

/** The stored rows of entities of one account, duplicates resolved, tombstones included, in the writer's own encoding. */
export async function readStoredRows(
  client: ClickHouseClient,
  table: FactTable,
  tenant: string,
  kind: string,
  entities: readonly string[],
): Promise<readonly StoredRow[]> {
  const { columns } = factTables[table];
  const owner = owners[table];
  const result = await client.query({
    query: `select toString(${owner.id}), ${columns.map((column) => asWritten[column] ?? column).join(", ")} from ${table} final
      where tenant = {tenant:String} and ${owner.kind} = {kind:String} and ${owner.id} in {ids:Array(${owner.isText ? "String" : "UInt64"})}`,
    query_params: { tenant, kind, ids: owner.isText ? entities : entities.map(Number) },
    use_multipart_params: true,
    format: "JSONCompactEachRow",
    clickhouse_settings: { output_format_json_quote_64bit_integers: 0 },
  });
  const rows = await result.json<[string, ...unknown[]]>();
  return rows.map(([entity, ...cells]) => ({ tenant, kind, entity, cells: JSON.stringify(cells) }));
}

/** Entities whose keys are compared at once: what the engine holds in memory meanwhile. */
const entitiesAtOnce = 1_000_000;

/** Entities that have rows in a table, but no event in the archive: nothing should put them there. The archive is read once for a million entities. */
export async function readOrphans(client: ClickHouseClient, table: FactTable, limit: number, entitiesTotal: number): Promise<readonly EntityRef[]> {
  const owner = owners[table];
  const slices = Math.ceil(Math.max(entitiesTotal, 1) / entitiesAtOnce);
  // the kinds of directory objects are a column
  const archived = owner.kind === "kind" ? "true" : `kind = ${owner.kind}`;
  const orphans: EntityRef[] = [];
  for (let slice = 0; slice < slices && orphans.length < limit; slice += 1) {
    const result = await client.query({
      query: `select distinct tenant, toString(${owner.kind}) as owner_kind, toString(${owner.id}) as owner_id from ${table}
        where cityHash64(owner_id) % {slices:UInt32} = {slice:UInt32} and (tenant, owner_kind, owner_id) not in (
          select tenant, kind, entity from archive where ${archived} and cityHash64(entity) % {slices:UInt32} = {slice:UInt32})
        limit {limit:UInt32}`,
      query_params: { limit: limit - orphans.length, slices, slice },
      format: "JSONCompactEachRow",
    });
    for (const [tenant, kind, entity] of await result.json<[string, string, string]>()) orphans.push({ tenant, kind, entity });
  }
  return orphans;
}

/** How many entities of these kinds the archive holds. */
export async function countEntities(client: ClickHouseClient, kinds: readonly string[]): Promise<number> {
  const result = await client.query({
    query: "select count() from (select 1 from archive where kind in {kinds:Array(String)} group by tenant, kind, entity)",
    query_params: { kinds },
    format: "JSONCompactEachRow",
    clickhouse_settings: { optimize_aggregation_in_order: 1 },
  });
  const [row] = await result.json<[string]>();
  return Number(row?.[0] ?? 0);
}
