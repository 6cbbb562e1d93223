import type { ClickHouseClient } from "@clickhouse/client";
import type { ArchivedEvent, EntityRef } from "./archive.ts";

/** How much of the archive a page holds: whichever limit is reached first ends it, after at least one event. */
export interface PageLimit {
  readonly events: number;
  /** Of the events' texts, about. */
  readonly bytes: number;
}

export interface ArchiveRange {
  readonly kinds: readonly string[];
  /** Only what lies behind this entity, or behind this event. */
  readonly after?: EntityRef | ArchivedEvent | undefined;
  readonly limit: PageLimit;
}

/**
 * The next events of the archive, in its own order: account, kind, entity, partition, version. A position that was written twice may come twice.
 * Sorting by exactly the primary key is what lets the engine stop after a page, instead of sorting everything behind its start.
 */
export async function readArchivePage(client: ClickHouseClient, { kinds, after, limit }: ArchiveRange): Promise<readonly ArchivedEvent[]> {
  const result = await client.query({
    query: `select tenant, kind, entity, partition, version, event from archive where kind in {kinds:Array(String)} and ${behind(after)}
      order by tenant, kind, entity, partition, version limit {events:UInt32}`,
    query_params: { kinds, events: limit.events, ...placeOf(after) },
    format: "JSONCompactEachRow",
    // One thread and small blocks: more would read ahead what the limit throws away, and take the cores from reports.
    clickhouse_settings: { max_threads: 1, max_block_size: "8192" },
  });
  const page: ArchivedEvent[] = [];
  let bytes = 0;
  for await (const rows of result.stream<[string, string, string, number, string, string]>()) {
    for (const row of rows) {
      const [tenant, kind, entity, partition, version, event] = row.json();
      page.push({ tenant, kind, entity, partition, version: Number(version), event });
      bytes += event.length;
      if (bytes >= limit.bytes) return page;
    }
  }
  return page;
}

const entity = "({tenant:String}, {kind:String}, {entity:String})";

function behind(after: EntityRef | ArchivedEvent | undefined): string {
  if (after === undefined) return "true";
  if (!("version" in after)) return `(tenant, kind, entity) > ${entity}`;
  // The first condition follows from the second; it is the one that the primary key understands.
  return `(tenant, kind, entity) >= ${entity} and ((tenant, kind, entity) > ${entity} or (partition, version) > ({partition:UInt16}, {version:UInt64}))`;
}

function placeOf(after: EntityRef | ArchivedEvent | undefined): Readonly<Record<string, unknown>> {
  if (after === undefined) return {};
  const { tenant, kind, entity: id } = after;
  return { tenant, kind, entity: id, ...("version" in after ? { partition: after.partition, version: after.version } : {}) };
}
