import type { AnyEvent, LoggedEvent } from "@stats/events";
import { digestOfPair } from "./digest.ts";
import { DigestTable } from "./digest-table.ts";
import type { Fold } from "./fold.ts";
import type { FactRows } from "./rows.ts";

/** A live entity: its folded state and what guards the fold. Changed by {@link applyEvent} only. */
export interface Entity {
  readonly fold: Fold;
  readonly tenant: string;
  readonly entityId: string;
  /** The log partition of all its events; -1 before the first. */
  readonly partition: number;
  /** Version of the last distinct event folded in; -1 before the first. */
  readonly version: number;
}

/**
 * What became of an event:
 * - `folded`: new; the rows may have changed.
 * - `duplicate`: its identity (source, id) is known from a lower version: ignored wholly, the version stays.
 * - `known`: this very position is folded already; nothing changed, but the rows must be asserted again, for the batch that folded it
 *   first may have been written half.
 * - `gap`: at or below the entity's version, yet unknown here: some events were not seen. Fold again from the union of the archive
 *   and this event ({@link foldAll}); this entity must not be used any more.
 * - `other_partition`: not on the entity's partition, a producer's fault (dead letter `partition_mismatch`).
 */
export type Outcome = "folded" | "duplicate" | "known" | "gap" | "other_partition";

interface LiveEntity extends Entity {
  partition: number;
  version: number;
  state: unknown;
  /** Identity -> the version at which the log first has it. */
  readonly seen: DigestTable;
}

const versionField = 0;
/** The entity object and its id; the tenant is counted in full although callers may share it. */
const overheadBytes = 192;

/** An entity without events. */
export function emptyEntity(fold: Fold, tenant: string, entityId: string): Entity {
  const entity: LiveEntity = { fold, tenant, entityId, partition: -1, version: -1, state: fold.initialState(), seen: new DigestTable(1) };
  return entity;
}

/** Folds one event into the entity, unless the guard says otherwise. Only `folded` changes the entity. */
export function applyEvent(entity: Entity, logged: LoggedEvent<AnyEvent>): Outcome {
  const live = entity as LiveEntity;
  if (live.partition !== -1 && logged.partition !== live.partition) return "other_partition";
  const identity = digestOfPair(logged.event.source, logged.event.id);
  const slot = live.seen.find(identity);
  if (slot !== -1) {
    const first = live.seen.get(slot, versionField);
    if (first < logged.version) return "duplicate";
    return first === logged.version ? "known" : "gap";
  }
  if (logged.version <= live.version) return "gap";
  live.state = live.fold.evolve(live.state, logged);
  live.seen.set(live.seen.add(identity), versionField, logged.version);
  live.partition = logged.partition;
  live.version = logged.version;
  return "folded";
}

/** Whether the entity has folded this very event: its identity is in no earlier event of the entity. */
export function hasFolded(entity: Entity, { event, partition, version }: LoggedEvent<AnyEvent>): boolean {
  const { seen, partition: home } = entity as LiveEntity;
  const slot = seen.find(digestOfPair(event.source, event.id));
  return slot !== -1 && partition === home && seen.get(slot, versionField) === version;
}

/**
 * The entity of these events, from scratch: in version order, a repeated position once, of each identity the first in the log. Events
 * that are not on the partition of the first are left out (compare `partition` to tell which). All must be of one entity;
 * throws a RangeError when there are none.
 */
export function foldAll(fold: Fold, events: readonly LoggedEvent<AnyEvent>[]): Entity {
  const inOrder = events.toSorted((a, b) => a.version - b.version || a.partition - b.partition);
  const [first] = inOrder;
  if (first === undefined) throw new RangeError("foldAll needs at least one event");
  const entity = emptyEntity(fold, first.event.tenant, first.event.entityId);
  for (const logged of inOrder) applyEvent(entity, logged);
  return entity;
}

/** The entity's fact rows as of its last event: the same events give the same rows, however they were batched. */
export function rowsOf(entity: Entity): FactRows {
  const { fold, state, tenant, entityId, partition, version } = entity as LiveEntity;
  return version === -1 ? {} : fold.rows(state, { tenant, entityId, partition, version });
}

/** About how many bytes of memory the entity takes, for a bounded cache. */
export function weight(entity: Entity): number {
  const { fold, state, tenant, entityId, seen } = entity as LiveEntity;
  return overheadBytes + tenant.length + entityId.length + seen.bytes + fold.weight(state);
}
