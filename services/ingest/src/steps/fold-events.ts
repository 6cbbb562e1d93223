import { applyEvent, chatMessageRow, emptyEntity, type Entity, type FactTables, type Fold, foldFor, hasFolded, ofType, rowsOf } from "@stats/entities";
import { entityKey } from "@stats/events";
import type { Database } from "@stats/facts";
import { type AcceptedRecord, type PrepareStage, type RejectedRecord, toLogged } from "../batch.ts";
import type { EntityCache } from "../entity-cache.ts";
import type { FactCollector } from "./fact-collector.ts";
import { inSlices } from "./in-slices.ts";
import { loadEntities } from "./load-entities.ts";
import { partitionMismatch } from "./partition-mismatch.ts";
import { Stopwatch } from "./stopwatch.ts";

export interface Folded {
  /** The events that belong to their entities, duplicates included: they go to the archive. */
  readonly archived: readonly AcceptedRecord[];
  readonly rejected: readonly RejectedRecord[];
  readonly outcomes: Record<string, number>;
}

export interface FoldKnowledge {
  readonly database: Database;
  readonly cache: EntityCache;
  /** Resolves when every batch prepared before is written. */
  readonly settled: () => Promise<void>;
}

interface Group {
  readonly fold: Fold;
  readonly records: AcceptedRecord[];
}

/**
 * Folds the events of entities into their states and collects the rows of every entity touched, also when nothing was new: asserting rows
 * again is what heals a batch that was written half (invariant I1). States come from the cache, else from the archive.
 */
export async function foldEvents(
  { database, cache, settled }: FoldKnowledge,
  records: readonly AcceptedRecord[],
  facts: FactCollector,
  stopwatch: Stopwatch<PrepareStage> = new Stopwatch(),
): Promise<Folded> {
  const groups = groupByEntity(records);
  const missing = [...groups].filter(([key]) => cache.get(key) === undefined).map(([, group]) => refOf(group));
  const loaded = await stopwatch.time("look_up", () => loadEntities(database, missing));
  const folded = { archived: [] as AcceptedRecord[], rejected: [] as RejectedRecord[], outcomes: {} as Record<string, number> };
  const gaps: [string, Group][] = [];
  await stopwatch.time("fold", () =>
    inSlices([...groups], (slice) => {
      for (const [key, group] of slice) {
        const entity = cache.get(key) ?? loaded.get(key) ?? newEntity(group);
        if (applyAll(entity, group.records, folded)) finish(key, entity, group.records, { cache, facts });
        else gaps.push([key, group]);
      }
    }),
  );
  if (gaps.length > 0) {
    // The archive must hold what earlier batches of this worker folded, or the union would lack it.
    await settled();
    await refold(database, cache, gaps, facts, folded);
  }
  return folded;
}

function groupByEntity(records: readonly AcceptedRecord[]): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const accepted of records) {
    const { tenant, kind, entityId } = accepted.event;
    const key = entityKey(tenant, kind, entityId);
    const group = groups.get(key);
    if (group !== undefined) {
      group.records.push(accepted);
      continue;
    }
    const fold = foldFor(kind);
    if (fold === undefined) throw new Error(`No fold for ${kind}`);
    groups.set(key, { fold, records: [accepted] });
  }
  return groups;
}

function refOf({ records: [first] }: Group) {
  if (first === undefined) throw new Error("a group has a record");
  return { tenant: first.event.tenant, kind: first.event.kind, entity: first.event.entityId };
}

function newEntity(group: Group): Entity {
  const { tenant, entity } = refOf(group);
  return emptyEntity(group.fold, tenant, entity);
}

/** False when the entity turns out to have missed events; nothing is recorded then, for the group is folded again whole. */
function applyAll(entity: Entity, records: readonly AcceptedRecord[], into: Folded & { archived: AcceptedRecord[]; rejected: RejectedRecord[] }): boolean {
  const archived: AcceptedRecord[] = [];
  const rejected: RejectedRecord[] = [];
  const outcomes: string[] = [];
  for (const accepted of records) {
    const outcome = applyEvent(entity, { event: accepted.event, partition: accepted.record.partition, version: accepted.version });
    if (outcome === "gap") return false;
    if (outcome === "other_partition") rejected.push(partitionMismatch(accepted, entity.partition));
    else archived.push(accepted);
    outcomes.push(outcome);
  }
  into.archived.push(...archived);
  into.rejected.push(...rejected);
  for (const outcome of outcomes) into.outcomes[outcome] = (into.outcomes[outcome] ?? 0) + 1;
  return true;
}

/** Entities that missed events (another worker's, or an archive replica behind) are folded from the union of what is known. */
async function refold(
  database: Database,
  cache: EntityCache,
  gaps: readonly [string, Group][],
  facts: FactCollector,
  folded: Folded & { archived: AcceptedRecord[]; rejected: RejectedRecord[] },
): Promise<void> {
  const records = gaps.flatMap(([, group]) => group.records);
  const entities = await loadEntities(
    database,
    gaps.map(([, group]) => refOf(group)),
    records,
  );
  for (const [key, group] of gaps) {
    const entity = entities.get(key);
    if (entity === undefined) throw new Error(`${key} has events, but no state`);
    for (const accepted of group.records) {
      if (accepted.record.partition === entity.partition) folded.archived.push(accepted);
      else folded.rejected.push(partitionMismatch(accepted, entity.partition));
    }
    folded.outcomes["refolded"] = (folded.outcomes["refolded"] ?? 0) + group.records.length;
    finish(key, entity, group.records, { cache, facts });
  }
}

function finish(key: string, entity: Entity, records: readonly AcceptedRecord[], { cache, facts }: { cache: EntityCache; facts: FactCollector }): void {
  if (entity.version === -1) return;
  cache.hold(key, entity);
  facts.add(rowsOf(entity));
  facts.add({ chat_message: messageRows(entity, records) });
}

/**
 * A message's text is a row of its own, made of the event alone: new ones and those known already, but none for an identity that the log had
 * before in an event of any type, see docs/decisions/0020.
 */
function messageRows(entity: Entity, records: readonly AcceptedRecord[]): readonly FactTables["chat_message"][] {
  const messages = ofType(records.map(toLogged), "chat.message_sent.v1");
  return messages.filter((logged) => hasFolded(entity, logged)).map(chatMessageRow);
}
