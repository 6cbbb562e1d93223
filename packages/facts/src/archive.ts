import type { ClickHouseClient } from "@clickhouse/client";
import { RowBinaryBuffer } from "./row-binary.ts";
import type { PreparedInsert } from "./write.ts";

/** An accepted event at its place in the log. */
export interface ArchiveRow {
  readonly tenant: string;
  readonly kind: string;
  readonly entity: string;
  readonly partition: number;
  readonly version: number;
  /** The log record's timestamp, epoch milliseconds. */
  readonly recordedAtMs: number;
  /** The event in structured JSON, as it came. */
  readonly event: string | Uint8Array;
}

export function prepareArchive(rows: readonly ArchiveRow[]): PreparedInsert | undefined {
  if (rows.length === 0) return undefined;
  const buffer = new RowBinaryBuffer(rows.length * 512);
  for (const row of rows) {
    buffer.string(row.tenant);
    buffer.string(row.kind);
    buffer.string(row.entity);
    buffer.uint16(row.partition);
    buffer.uint64(row.version);
    buffer.uint64(row.recordedAtMs);
    buffer.string(row.event);
  }
  return {
    table: "archive",
    rows: rows.length,
    query: "insert into archive (tenant, kind, entity, partition, version, recorded_at, event) format RowBinary",
    body: buffer.bytes(),
  };
}

export interface EntityRef {
  readonly tenant: string;
  readonly kind: string;
  readonly entity: string;
}

/** An archived event as a look-up returns it. */
export interface ArchivedEvent extends EntityRef {
  readonly partition: number;
  readonly version: number;
  readonly event: string;
}

const refs = (entities: readonly EntityRef[]) => ({
  tenants: entities.map((entity) => entity.tenant),
  kinds: entities.map((entity) => entity.kind),
  entities: entities.map((entity) => entity.entity),
});

/** The tuples are a constant set, so the primary key finds each entity's granules. */
const wanted = "(tenant, kind, entity) in (arrayZip({tenants:Array(String)}, {kinds:Array(String)}, {entities:Array(String)}))";

/** All archived events of the entities, in no order; a position that was written twice may come twice. */
export async function readEntities(client: ClickHouseClient, entities: readonly EntityRef[]): Promise<readonly ArchivedEvent[]> {
  if (entities.length === 0) return [];
  const result = await client.query({
    query: `select tenant, kind, entity, partition, version, event from archive where ${wanted}`,
    query_params: refs(entities),
    use_multipart_params: true,
    format: "JSONCompactEachRow",
  });
  const rows = await result.json<[string, string, string, number, string, string]>();
  return rows.map(([tenant, kind, entity, partition, version, event]) => ({ tenant, kind, entity, partition, version: Number(version), event }));
}

/** The partition where the log first had each entity; entities without events are left out. */
export async function readHomes(client: ClickHouseClient, entities: readonly EntityRef[]): Promise<readonly (EntityRef & { partition: number })[]> {
  if (entities.length === 0) return [];
  const result = await client.query({
    query: `select tenant, kind, entity, any(partition) from archive where ${wanted} group by tenant, kind, entity`,
    query_params: refs(entities),
    use_multipart_params: true,
    format: "JSONCompactEachRow",
  });
  const rows = await result.json<[string, string, string, number]>();
  return rows.map(([tenant, kind, entity, partition]) => ({ tenant, kind, entity, partition }));
}
