import { setTimeout as wait } from "node:timers/promises";
import { chatMessageRow, type FactRows, type FactTable, foldAll, foldFor, ofType, rowsOf, statusChangeRow } from "@stats/entities";
import { type EntityKind, entityKey, type LoggedEvent, readArchived } from "@stats/events";
import {
  countEntities,
  type Database,
  encodeCells,
  type EntityRef,
  factTableNames,
  factTables,
  readEntities,
  readEntityPage,
  readOrphans,
  readStoredRows,
} from "@stats/facts";

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
  readonly differences: readonly Difference[];
}

export interface VerifyOptions {
  readonly database: Database;
  readonly onProgress: (compared: number, total: number) => void;
  readonly entitiesPerPage?: number;
  /** Milliseconds after which a difference is looked at again, twice, before it counts: ingest may have been between two inserts. */
  readonly settleMs?: number;
}

const settleTries = 3;
const orphansMax = 100;

/** Folds every archived entity again and compares the rows with the stored ones, entity by entity, tombstones and versions included. */
export async function verify(options: VerifyOptions): Promise<Verification> {
  const { database, onProgress, entitiesPerPage = 2000, settleMs = 2000 } = options;
  const total = await countEntities(database);
  let compared = 0;
  let rows = 0;
  const differences: Difference[] = [];
  for (
    let page = await readEntityPage(database, undefined, entitiesPerPage);
    page.length > 0;
    page = await readEntityPage(database, page.at(-1), entitiesPerPage)
  ) {
    const result = await comparePage(database, page);
    rows += result.rows;
    let suspects = result.differences;
    for (let attempt = 1; suspects.length > 0 && attempt < settleTries; attempt += 1) {
      await wait(settleMs);
      const refs = new Map(suspects.map(({ ref }) => [entityKey(ref.tenant, ref.kind as EntityKind, ref.entity), ref]));
      suspects = (await comparePage(database, [...refs.values()])).differences;
    }
    differences.push(...suspects.map(({ difference }) => difference));
    compared += page.length;
    onProgress(compared, Math.max(total, compared));
  }
  for (const table of factTableNames) {
    for (const { tenant, kind, entity } of await readOrphans(database, table, orphansMax)) {
      differences.push({ entity: entityKey(tenant, kind as EntityKind, entity), table, expected: [], stored: ["rows without any archived event"] });
    }
  }
  return { compared, rows, differences };
}

interface Suspect {
  readonly ref: EntityRef;
  readonly difference: Difference;
}

async function comparePage(database: Database, refs: readonly EntityRef[]): Promise<{ readonly rows: number; readonly differences: readonly Suspect[] }> {
  const expected = await expectedRows(database, refs);
  let rows = 0;
  const differences: Suspect[] = [];
  for (const { tenant, kind, entities } of byKind(refs)) {
    for (const table of tablesOf(kind)) {
      const stored = Map.groupBy(await readStoredRows(database, table, tenant, kind, entities), (row) => row.entity);
      for (const entity of entities) {
        const key = entityKey(tenant, kind, entity);
        const { cells } = factTables[table] as { cells: (row: unknown) => readonly unknown[] };
        const wanted = new Set((expected.get(key)?.[table] ?? []).map((row) => encodeCells(cells(row))));
        const found = new Set(stored.get(entity)?.map((row) => row.cells));
        rows += wanted.size;
        const difference = { entity: key, table, expected: [...wanted.difference(found)], stored: [...found.difference(wanted)] };
        if (difference.expected.length > 0 || difference.stored.length > 0) differences.push({ ref: { tenant, kind, entity }, difference });
      }
    }
  }
  return { rows, differences };
}

/** The fact tables that hold rows of a kind of entity. */
function tablesOf(kind: EntityKind): readonly FactTable[] {
  switch (kind) {
    case "user":
      return ["status_change"];
    case "chat":
      return ["chat", "chat_message"];
    case "call":
      return ["call", "call_leg"];
    case "offline_message":
      return ["lead"];
    case "goal":
      return ["goal"];
    case "contact":
      return ["contact"];
    case "session":
      return ["visitor_session"];
    case "visitor":
      return ["visitor"];
    case "charge":
      return ["charge"];
    case "api_request":
      return ["api_request"];
    default:
      return foldFor(kind) === undefined ? [] : ["directory_object"];
  }
}

function byKind(refs: readonly EntityRef[]): readonly { readonly tenant: string; readonly kind: EntityKind; readonly entities: string[] }[] {
  const groups = new Map<string, { tenant: string; kind: EntityKind; entities: string[] }>();
  for (const { tenant, kind, entity } of refs) {
    const group = groups.get(`${tenant}:${kind}`) ?? { tenant, kind: kind as EntityKind, entities: [] };
    group.entities.push(entity);
    groups.set(`${tenant}:${kind}`, group);
  }
  return [...groups.values()];
}

async function expectedRows(database: Database, refs: readonly EntityRef[]): Promise<ReadonlyMap<string, FactRows>> {
  const archived = Map.groupBy(await readEntities(database, refs), (row) => entityKey(row.tenant, row.kind as EntityKind, row.entity));
  return new Map(
    [...archived].map(([key, rows]) => [key, rowsFrom(rows.map(({ event, partition, version }) => ({ event: readArchived(event), partition, version })))]),
  );
}

function rowsFrom(logged: readonly LoggedEvent[]): FactRows {
  const kind = logged[0]?.event.kind;
  const fold = kind === undefined ? undefined : foldFor(kind);
  const folded = fold === undefined ? {} : rowsOf(foldAll(fold, logged));
  if (kind === "chat") return { ...folded, chat_message: ofType(firstOfEach(logged), "chat.message_sent.v1").map(chatMessageRow) };
  if (kind === "user") return { status_change: ofType(firstOfEach(logged), "acd_status.changed.v1").map(statusChangeRow) };
  return folded;
}

/** Of each identity the first in the log; a position once. */
function firstOfEach(logged: readonly LoggedEvent[]): readonly LoggedEvent[] {
  const first = new Map<string, LoggedEvent>();
  for (const entry of logged.toSorted((a, b) => a.version - b.version)) {
    const identity = JSON.stringify([entry.event.source, entry.event.id]);
    if (!first.has(identity)) first.set(identity, entry);
  }
  return [...first.values()];
}
