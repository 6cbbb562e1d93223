import { applyEvent, emptyEntity, type Entity, type FactRows, foldFor, rowsOf } from "@stats/entities";
import { type EntityKind, entityKey, readArchived } from "@stats/events";
import { type ArchivedEvent, type Database, type EntityRef, type PageLimit, readArchivePage, readEntities, type StatusIdentity } from "@stats/facts";
import { loadEntities } from "../steps/load-entities.ts";
import { EventRows } from "./event-rows.ts";

/** An entity's rows as all of its archived events give them. */
export interface Refolded {
  readonly ref: EntityRef;
  readonly rows: FactRows;
  /** Of an operator: what keeps duplicates of these status changes out. */
  readonly identities: readonly StatusIdentity[];
}

/** What became whole with a page of the archive; an entity whose events go on in the next page comes with that one. */
export interface RefoldedPage {
  readonly entities: readonly Refolded[];
  readonly events: number;
}

export interface RefoldOptions {
  readonly kinds: readonly EntityKind[];
  /** Only the entities behind this one, in the archive's order. */
  readonly after?: EntityRef | undefined;
  readonly page?: PageLimit;
}

const pageDefault: PageLimit = { events: 20_000, bytes: 16 * 1024 * 1024 };

/**
 * Folds all entities of the archive again, in its order. Reads page by page and keeps the state of one entity only, so memory is bounded by a page and
 * the largest entity's state. What workers archive meanwhile may be in or not.
 */
export async function* refoldArchive(database: Database, { kinds, after, page: limit = pageDefault }: RefoldOptions): AsyncGenerator<RefoldedPage> {
  let behind: EntityRef | ArchivedEvent | undefined = after;
  let current: EntityRefold | undefined;
  for (;;) {
    const page = await readArchivePage(database, { kinds, after: behind, limit });
    const entities: Refolded[] = [];
    for (const archived of page) {
      if (current?.owns(archived) === false) {
        entities.push(await current.finish(database));
        current = undefined;
      }
      current ??= new EntityRefold(archived);
      current.add(archived);
    }
    if (page.length === 0 && current !== undefined) entities.push(await current.finish(database));
    yield { entities, events: page.length };
    if (page.length === 0) return;
    behind = page.at(-1);
  }
}

/** The same of some entities; their events are all in memory at once. One without events is left out. */
export async function refoldEntities(database: Database, refs: readonly EntityRef[]): Promise<readonly Refolded[]> {
  const archived = (await readEntities(database, refs)).toSorted((a, b) => a.partition - b.partition || a.version - b.version);
  const refolded: Refolded[] = [];
  for (const events of Map.groupBy(archived, ({ tenant, kind, entity }) => entityKey(tenant, kind as EntityKind, entity)).values()) {
    const [first] = events;
    if (first === undefined) continue;
    const refold = new EntityRefold(first);
    for (const event of events) refold.add(event);
    refolded.push(await refold.finish(database));
  }
  return refolded;
}

/** One entity, event by event in the order of partition and version. */
class EntityRefold {
  readonly #ref: EntityRef;
  readonly #entity: Entity | undefined;
  readonly #eventRows: EventRows;
  #isScattered = false;

  constructor({ tenant, kind, entity }: EntityRef) {
    this.#ref = { tenant, kind, entity };
    const fold = foldFor(kind as EntityKind);
    this.#entity = fold && emptyEntity(fold, tenant, entity);
    this.#eventRows = new EventRows(kind as EntityKind);
  }

  owns({ tenant, kind, entity }: EntityRef): boolean {
    return entity === this.#ref.entity && kind === this.#ref.kind && tenant === this.#ref.tenant;
  }

  add({ event, partition, version }: ArchivedEvent): void {
    const logged = { event: readArchived(event), partition, version };
    this.#eventRows.add(logged);
    if (this.#entity !== undefined && applyEvent(this.#entity, logged) === "other_partition") this.#isScattered = true;
  }

  async finish(database: Database): Promise<Refolded> {
    const folded = this.#entity === undefined ? {} : rowsOf(await this.#whole(database, this.#entity));
    return { ref: this.#ref, rows: { ...folded, ...this.#eventRows.rows }, identities: this.#eventRows.identities };
  }

  /** An entity on two partitions belongs to the one that the log had first, which is not the one that the archive's order begins with. */
  async #whole(database: Database, entity: Entity): Promise<Entity> {
    if (!this.#isScattered) return entity;
    const { tenant, kind, entity: id } = this.#ref;
    return (await loadEntities(database, [this.#ref])).get(entityKey(tenant, kind as EntityKind, id)) ?? entity;
  }
}
