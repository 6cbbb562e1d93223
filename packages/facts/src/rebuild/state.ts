import type { ClickHouseClient } from "@clickhouse/client";
import type { EntityRef } from "../archive.ts";
import { prepareRows, send } from "../write.ts";

export type RebuildPhase = "fill" | "swap" | "done" | "abandoned";

/** How far a rebuild is, as the database keeps it. */
export interface RebuildState {
  readonly startedAtMs: number;
  readonly revision: number;
  readonly phase: RebuildPhase;
  /** The tables that were asked for. */
  readonly tables: readonly string[];
  readonly program: string;
  readonly owner: string;
  /** The last entity of the archive whose rows are all written. */
  readonly cursor: EntityRef | undefined;
  readonly entities: number;
  readonly entitiesTotal: number;
  readonly events: number;
  /** In phase `swap`: name -> identity of the table that is to serve under it, in the order of the exchange. */
  readonly shadows: ReadonlyMap<string, string>;
}

type Row = [string, string, RebuildPhase, string[], string, string, string, string, string, string, string, string, [string, string][], string];

/** The latest rebuild, and for how many milliseconds nothing was heard of it; undefined when there never was one. */
export async function readRebuild(client: ClickHouseClient): Promise<(RebuildState & { readonly silentMs: number }) | undefined> {
  const result = await client.query({
    query: `select toString(toUnixTimestamp64Milli(started_at)), revision, phase, tables, program, owner, cursor_tenant, cursor_kind, cursor_entity,
        entities, entities_total, events, arrayMap(pair -> [pair.1, toString(pair.2)], shadows::Array(Tuple(String, UUID))),
        toString(dateDiff('millisecond', seen_at, now64(3)))
      from rebuild final order by started_at desc limit 1`,
    format: "JSONCompactEachRow",
  });
  const [row] = await result.json<Row>();
  if (row === undefined) return undefined;
  const [startedAt, revision, phase, tables, program, owner, tenant, kind, entity, entities, entitiesTotal, events, shadows, silentMs] = row;
  return {
    startedAtMs: Number(startedAt),
    revision: Number(revision),
    phase,
    tables,
    program,
    owner,
    cursor: entity === "" ? undefined : { tenant, kind, entity },
    entities: Number(entities),
    entitiesTotal: Number(entitiesTotal),
    events: Number(events),
    shadows: new Map(shadows),
    silentMs: Number(silentMs),
  };
}

export async function writeRebuild(client: ClickHouseClient, state: RebuildState): Promise<void> {
  const { cursor } = state;
  const cells = {
    started_at: state.startedAtMs,
    revision: state.revision,
    phase: state.phase,
    tables: state.tables,
    program: state.program,
    owner: state.owner,
    cursor_tenant: cursor?.tenant ?? "",
    cursor_kind: cursor?.kind ?? "",
    cursor_entity: cursor?.entity ?? "",
    entities: state.entities,
    entities_total: state.entitiesTotal,
    events: state.events,
    shadows: Object.fromEntries(state.shadows),
  };
  const insert = prepareRows("rebuild", Object.keys(cells), [Object.values(cells)]);
  if (insert !== undefined) await send(client, insert);
}
