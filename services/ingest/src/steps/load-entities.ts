import { type Entity, foldAll, foldFor } from "@stats/entities";
import { type EntityKind, entityKey, readArchived } from "@stats/events";
import { type Database, type EntityRef, readEntities } from "@stats/facts";
import type { AcceptedRecord } from "../batch.ts";

/** Entities asked for in one query; a batch with more misses asks several times. */
const entitiesPerQuery = 5000;

/** Folds entities again from the archive; those it does not know are left out. */
export async function loadEntities(database: Database, refs: readonly EntityRef[], extra: readonly AcceptedRecord[] = []): Promise<Map<string, Entity>> {
  const events = new Map<string, Parameters<typeof foldAll>[1][number][]>();
  const add = (key: string, logged: Parameters<typeof foldAll>[1][number]) => {
    const list = events.get(key);
    if (list === undefined) events.set(key, [logged]);
    else list.push(logged);
  };
  for (let start = 0; start < refs.length; start += entitiesPerQuery) {
    for (const row of await readEntities(database, refs.slice(start, start + entitiesPerQuery))) {
      const key = entityKey(row.tenant, row.kind as EntityKind, row.entity);
      add(key, { event: readArchived(row.event), partition: row.partition, version: row.version });
    }
  }
  for (const { record, event, version } of extra) {
    add(entityKey(event.tenant, event.kind, event.entityId), { event, partition: record.partition, version });
  }
  const loaded = new Map<string, Entity>();
  for (const [key, logged] of events) {
    const fold = foldFor(logged[0]?.event.kind as EntityKind);
    if (fold !== undefined) loaded.set(key, foldAll(fold, logged));
  }
  return loaded;
}
