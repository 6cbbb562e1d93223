import { type EntityKind, entityKey } from "@stats/events";
import { type Database, type EntityRef, readHomes } from "@stats/facts";
import { LRUCache } from "lru-cache";
import type { AcceptedRecord, RejectedRecord } from "../batch.ts";
import { partitionMismatch } from "./partition-mismatch.ts";

const homesMax = 200_000;
const entitiesPerQuery = 5000;

/**
 * Knows on which partition each entity lives that is not folded, and rejects its events on any other. Folded entities carry their partition
 * in their state.
 */
export class Homes {
  readonly #known = new LRUCache<string, number>({ max: homesMax });

  clear(): void {
    this.#known.clear();
  }

  async check(database: Database, records: readonly AcceptedRecord[]): Promise<{ readonly home: AcceptedRecord[]; readonly rejected: RejectedRecord[] }> {
    const homes = new Map<string, number>();
    const unknown = new Map<string, EntityRef>();
    for (const { event } of records) {
      const key = entityKey(event.tenant, event.kind, event.entityId);
      const partition = this.#known.get(key);
      if (partition === undefined) unknown.set(key, { tenant: event.tenant, kind: event.kind, entity: event.entityId });
      else homes.set(key, partition);
    }
    const refs = [...unknown.values()];
    for (let start = 0; start < refs.length; start += entitiesPerQuery) {
      for (const found of await readHomes(database, refs.slice(start, start + entitiesPerQuery))) {
        homes.set(entityKey(found.tenant, found.kind as EntityKind, found.entity), found.partition);
      }
    }
    const home: AcceptedRecord[] = [];
    const rejected: RejectedRecord[] = [];
    for (const accepted of records) {
      const key = entityKey(accepted.event.tenant, accepted.event.kind, accepted.event.entityId);
      const partition = homes.get(key) ?? accepted.record.partition;
      homes.set(key, partition);
      this.#known.set(key, partition);
      if (partition === accepted.record.partition) home.push(accepted);
      else rejected.push(partitionMismatch(accepted, partition));
    }
    return { home, rejected };
  }
}
