import type { FactTable } from "@stats/entities";
import { type EntityKind, entityKey } from "@stats/events";
import {
  countEntities,
  type Database,
  encodeCells,
  type EntityRef,
  factTableNames,
  factTables,
  type PageLimit,
  readOrphans,
  readStoredRows,
} from "@stats/facts";
import { type Refolded, refoldArchive, refoldEntities } from "./refold/refold-archive.ts";
import { kindsOf, tablesOf } from "./refold/tables-of-kind.ts";
import { type ComparisonOptions, whatLasts } from "./what-lasts.ts";

export interface Difference {
  /** The entity's key, such as acme:chat:42. */
  readonly entity: string;
  readonly table: FactTable;
  /** Rows that the events give, and rows that are stored, where they differ; in the writer's encoding. */
  readonly expected: readonly string[];
  readonly stored: readonly string[];
}

export interface Verification {
  readonly compared: number;
  readonly rows: number;
  /** How many entities differ, counted once for each table. */
  readonly differing: number;
  /** The first thousand of them. */
  readonly differences: readonly Difference[];
}

export interface VerifyOptions extends ComparisonOptions {
  readonly page?: PageLimit;
}

const orphansMax = 100;
const namedMax = 1000;

/**
 * Folds every archived entity again and compares the rows with the stored ones, entity by entity, tombstones and versions included. Memory is bounded
 * by a page of the archive and the largest entity.
 */
export async function verify(options: VerifyOptions): Promise<Verification> {
  const { database, onProgress, page, settleMs } = options;
  const kinds = kindsOf(factTableNames);
  const total = await countEntities(database, kinds);
  const found = new Found();
  let compared = 0;
  let rows = 0;
  for await (const { entities } of refoldArchive(database, { kinds, ...(page === undefined ? {} : { page }) })) {
    if (entities.length === 0) continue;
    const result = await compare(database, entities);
    rows += result.rows;
    const lookAgain = async (suspects: readonly Suspect[]) => {
      const refs = new Map(suspects.map(({ ref }) => [entityKey(ref.tenant, ref.kind as EntityKind, ref.entity), ref]));
      return (await compare(database, await refoldEntities(database, [...refs.values()]))).differences;
    };
    // Where as much differs as can be named, ingest is not the reason.
    const lasting = found.differing < namedMax ? await whatLasts(result.differences, lookAgain, settleMs) : result.differences;
    for (const { difference } of lasting) found.add(difference);
    compared += entities.length;
    onProgress(compared, Math.max(total, compared));
  }
  for (const table of factTableNames) {
    for (const { tenant, kind, entity } of await readOrphans(database, table, orphansMax, total)) {
      found.add({ entity: entityKey(tenant, kind as EntityKind, entity), table, expected: [], stored: ["rows without any archived event"] });
    }
  }
  return { compared, rows, differing: found.differing, differences: found.differences };
}

/** Counts what differs and remembers the beginning of it. */
class Found {
  differing = 0;
  readonly differences: Difference[] = [];

  add(difference: Difference): void {
    this.differing += 1;
    if (this.differences.length < namedMax) this.differences.push(difference);
  }
}

interface Suspect {
  readonly ref: EntityRef;
  readonly difference: Difference;
}

async function compare(database: Database, refolded: readonly Refolded[]): Promise<{ readonly rows: number; readonly differences: readonly Suspect[] }> {
  let rows = 0;
  const differences: Suspect[] = [];
  for (const group of Map.groupBy(refolded, ({ ref }) => `${ref.tenant}:${ref.kind}`).values()) {
    const [{ ref: { tenant, kind } } = { ref: { tenant: "", kind: "" } }] = group;
    const ids = group.map(({ ref }) => ref.entity);
    for (const table of tablesOf(kind as EntityKind)) {
      const stored = Map.groupBy(await readStoredRows(database, table, tenant, kind, ids), (row) => row.entity);
      const { cells } = factTables[table] as { cells: (row: unknown) => readonly unknown[] };
      for (const { ref, rows: given } of group) {
        const wanted = new Set((given[table] ?? []).map((row) => encodeCells(cells(row))));
        const found = new Set(stored.get(ref.entity)?.map((row) => row.cells));
        rows += wanted.size;
        const [expected, extra] = [[...wanted.difference(found)], [...found.difference(wanted)]];
        const entity = entityKey(tenant, kind as EntityKind, ref.entity);
        if (expected.length > 0 || extra.length > 0) differences.push({ ref, difference: { entity, table, expected, stored: extra } });
      }
    }
  }
  return { rows, differences };
}
