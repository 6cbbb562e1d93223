import { type Entity, foldAll, foldFor } from "@stats/entities";
import { type EntityKind, entityKey, type LoggedEvent, readArchived } from "@stats/events";
import { type Database, type EntityRef, readEntities } from "@stats/facts";
import type { AcceptedRecord } from "../batch.ts";

/** Entities asked for in one query; a batch with more misses asks several times. */
const entitiesPerQuery = 5000;

/**
 * Folds entities again from the archive and from `extra` events of them; those without any are left out. A query's events are folded before the next
 * is asked, so that only states pile up.
 */
export async function loadEntities(database: Database, refs: readonly EntityRef[], extra: readonly AcceptedRecord[] = []): Promise<Map<string, Entity>> {
  const extraOf = Map.groupBy(extra, ({ event }) => entityKey(event.tenant, event.kind, event.entityId));
  const loaded = new Map<string, Entity>();
  for (let start = 0; start < refs.length; start += entitiesPerQuery) {
    const asked = refs.slice(start, start + entitiesPerQuery);
    const archived = Map.groupBy(await readEntities(database, asked), (row) => keyOf(row));
    for (const ref of asked) {
      const key = keyOf(ref);
      const fold = foldFor(ref.kind as EntityKind);
      const events: LoggedEvent[] = (archived.get(key) ?? []).map(({ event, partition, version }) => ({ event: readArchived(event), partition, version }));
      for (const { record, event, version } of extraOf.get(key) ?? []) events.push({ event, partition: record.partition, version });
      if (fold !== undefined && events.length > 0) loaded.set(key, foldAll(fold, events));
    }
  }
  return loaded;
}

const keyOf = ({ tenant, kind, entity }: EntityRef) => entityKey(tenant, kind as EntityKind, entity);
