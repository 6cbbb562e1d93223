import type { FactTable } from "@stats/entities";
import {
  type Database,
  encodeCells,
  type EntityRef,
  factTables,
  nextOf,
  prepareEncoded,
  prepareStatusIdentities,
  type RebuildRecord,
  send,
  type StatusIdentity,
} from "@stats/facts";
import { kindsOf } from "../refold/tables-of-kind.ts";
import { type Refolded, refoldArchive, type RefoldOptions } from "../refold/refold-archive.ts";

export interface FillOptions {
  readonly database: Database;
  readonly record: RebuildRecord;
  readonly tables: readonly FactTable[];
  /** Stops after what is on its way has been written; it can be gone on with later. */
  readonly signal: AbortSignal;
  readonly onProgress: () => void;
  readonly page?: RefoldOptions["page"];
  /** Rows that are written with one insert per table; many, because each insert makes a part of each month that it has rows of. */
  readonly rowsPerFlush?: number;
}

const rowsPerInsert = 50_000;

/**
 * Writes the rows of every archived entity into the tables that are being filled, in the archive's order, from where the record stands. The record
 * follows what is written, so a rebuild that was killed does a little again, which changes nothing.
 */
export async function fillShadows(options: FillOptions): Promise<void> {
  const { database, record, tables, signal, onProgress, page, rowsPerFlush = rowsPerInsert } = options;
  let gathered = new Gathered(tables);
  let flushed: Promise<void> = Promise.resolve();
  let { entities, events } = record.state;
  const flush = async (batch: Gathered, written: { readonly entities: number; readonly events: number }) => {
    await batch.write(database);
    if (batch.last !== undefined) await record.save({ cursor: batch.last, ...written });
    onProgress();
  };
  onProgress();
  for await (const refolded of refoldArchive(database, { kinds: kindsOf(tables), after: record.state.cursor, ...(page === undefined ? {} : { page }) })) {
    for (const entity of refolded.entities) gathered.add(entity);
    entities += refolded.entities.length;
    events += refolded.events;
    if (signal.aborted) break;
    if (gathered.rows < rowsPerFlush) continue;
    await flushed;
    // While these rows are on their way, the next ones are folded.
    flushed = flush(gathered, { entities, events });
    flushed.catch(() => undefined);
    gathered = new Gathered(tables);
  }
  await flushed;
  await flush(gathered, { entities, events });
}

/** Rows on their way into the tables that are being filled, encoded, which takes much less memory than the rows themselves. */
class Gathered {
  readonly #tables: ReadonlyMap<FactTable, string[]>;
  readonly #identities: StatusIdentity[] = [];
  rows = 0;
  /** The last entity whose rows are all in here. */
  last: EntityRef | undefined;

  constructor(tables: readonly FactTable[]) {
    this.#tables = new Map(tables.map((table) => [table, []]));
  }

  add({ ref, rows, identities }: Refolded): void {
    for (const [table, encoded] of this.#tables) {
      const { cells } = factTables[table] as { cells: (row: unknown) => readonly unknown[] };
      for (const row of rows[table] ?? []) encoded.push(encodeCells(cells(row)));
      this.rows += rows[table]?.length ?? 0;
    }
    if (this.#tables.has("status_change")) for (const identity of identities) this.#identities.push(identity);
    this.last = ref;
  }

  async write(database: Database): Promise<void> {
    for (let start = 0; start < this.#identities.length; start += rowsPerInsert) {
      const insert = prepareStatusIdentities(this.#identities.slice(start, start + rowsPerInsert), nextOf("status_identity"));
      if (insert !== undefined) await send(database, insert);
    }
    for (const [table, encoded] of this.#tables) {
      for (let start = 0; start < encoded.length; start += rowsPerInsert)
        await send(database, prepareEncoded(nextOf(table), factTables[table].columns, encoded.slice(start, start + rowsPerInsert)));
    }
  }
}
