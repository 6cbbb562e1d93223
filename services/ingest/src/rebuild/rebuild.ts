import type { FactTable } from "@stats/entities";
import {
  areShadowsWhole,
  changedTables,
  countEntities,
  createShadows,
  type Database,
  derivePast,
  dropRebuildObjects,
  factTableNames,
  finishSwap,
  identifyShadows,
  newOwner,
  planRebuild,
  readRebuild,
  type RebuildPlan,
  RebuildRecord,
  type RebuildState,
  type RollupTable,
  rollupTables,
  unfinishedRebuild,
} from "@stats/facts";
import type { Clock } from "@stats/kit";
import { kindsOf } from "../refold/tables-of-kind.ts";
import { fillRollups } from "./fill-rollups.ts";
import { fillShadows, type FillOptions } from "./fill-shadows.ts";
import { programDigest } from "./program-digest.ts";

export interface RebuildOptions {
  readonly database: Database;
  readonly clock: Clock;
  /** The tables to make anew: facts from the archive, or roll-ups from the facts; an unfinished rebuild of the same tables is gone on with. */
  readonly tables: readonly (FactTable | RollupTable)[];
  /** Throws away what an unfinished rebuild has done. */
  readonly restart?: boolean;
  readonly signal: AbortSignal;
  readonly onProgress: (state: RebuildState) => void;
  /** Why an unfinished rebuild is not gone on with, and other things worth a line. */
  readonly onNote: (note: string) => void;
  readonly page?: FillOptions["page"];
  readonly rowsPerFlush?: number;
  /** Tells programs apart whose rows may differ. */
  readonly program?: string;
}

export interface RebuildResult {
  /** False when it was told to stop before it was done; what is done is kept. */
  readonly isDone: boolean;
  readonly state: RebuildState;
}

/** The tables changed while they were made anew. */
export class RebuildOutdatedError extends Error {
  override readonly name = "RebuildOutdatedError";
}

const signOfLifeMs = 5000;

/**
 * Makes fact tables anew from the archive, beside the serving ones, and puts them in their places, while workers write and reports read.
 *
 * First every insert into a serving table is forwarded to its successor; then the archive is folded. A row that is written after the first moment is
 * forwarded; the events of one that was written before are in the archive, because a worker archives before it writes facts. Rows are versioned, so in
 * whatever order both reach the successor, it ends with what the serving table has, or with what it should have had. Nothing needs to be caught up with.
 * @throws {RebuildBusyError} while another process is at it; {RebuildUnsupportedError}; {RebuildOutdatedError}
 */
export async function rebuild(options: RebuildOptions): Promise<RebuildResult> {
  const { database, tables, signal, onProgress } = options;
  const plan = planRebuild(tables);
  const record = await openRecord(options, plan);
  const alive = setInterval(() => void record.save().catch(() => undefined), signOfLifeMs);
  try {
    if (record.state.phase === "fill") {
      const onPart = () => onProgress(record.state);
      const facts = factsAmong(tables);
      if (facts.length > 0) await fillShadows({ ...options, tables: facts, record, onProgress: onPart });
      await fillRollups({ ...options, tables: rollupTables.filter((table) => tables.includes(table)), record, onProgress: onPart });
      if (signal.aborted) return { isDone: false, state: record.state };
      await derivePast(database, plan);
      const changed = await changedTables(database, plan);
      if (changed.length > 0) {
        throw new RebuildOutdatedError(`The columns of ${changed.join(", ")} were changed while the tables were made anew: begin again with --restart.`);
      }
      await record.save({ phase: "swap", shadows: await identifyShadows(database, plan) });
    }
    await finishSwap(database, record);
    return { isDone: true, state: record.state };
  } finally {
    clearInterval(alive);
  }
}

const factsAmong = (tables: RebuildOptions["tables"]) => factTableNames.filter((table) => tables.includes(table));

/** Throws away what an unfinished rebuild has done so far. @returns false when there is none */
export async function abandonRebuild({ database, onNote }: Pick<RebuildOptions, "database" | "onNote">): Promise<boolean> {
  const owner = newOwner();
  const found = await unfinishedRebuild(database, owner);
  if (found === undefined) return false;
  const record = await RebuildRecord.claim(database, found, owner);
  if (found.phase === "swap") {
    onNote(`An unfinished rebuild of ${found.tables.join(", ")} was exchanging its tables already; that was brought to its end.`);
    await finishSwap(database, record);
  } else {
    await dropRebuildObjects(database);
    await record.save({ phase: "abandoned" });
  }
  return true;
}

/** The rebuild that was begun and can be gone on with, else a new one whose tables and views are all there, before anything is folded. */
async function openRecord(options: RebuildOptions, plan: RebuildPlan): Promise<RebuildRecord> {
  const { database, clock, tables, program = programDigest(), onNote } = options;
  const owner = newOwner();
  const found = await unfinishedRebuild(database, owner);
  const fault = found === undefined ? undefined : await whyNotGoOn(options, found, plan, program);
  if (found !== undefined && fault === undefined) return await RebuildRecord.claim(database, found, owner);
  if (found !== undefined) {
    if (found.phase === "fill") onNote(`An unfinished rebuild of ${found.tables.join(", ")} is thrown away: ${fault}.`);
    await abandonRebuild(options);
  }
  await dropRebuildObjects(database);
  const entitiesTotal = await countEntities(database, kindsOf(factsAmong(tables)));
  const former = await readRebuild(database);
  const state: RebuildState = {
    // Also where a clock was put back: the latest is the one that counts.
    startedAtMs: Math.max(clock(), (former?.startedAtMs ?? 0) + 1),
    revision: 0,
    phase: "fill",
    tables,
    program,
    owner,
    cursor: undefined,
    entities: 0,
    entitiesTotal,
    events: 0,
    shadows: new Map(),
  };
  const record = await RebuildRecord.claim(database, state, owner);
  await createShadows(database, plan);
  return record;
}

async function whyNotGoOn({ database, tables, restart }: RebuildOptions, found: RebuildState, plan: RebuildPlan, program: string): Promise<string | undefined> {
  if (restart === true) return "that was asked for";
  if (found.tables.toSorted().join() !== tables.toSorted().join()) return "it is of other tables";
  // Its tables are complete, and some may serve already.
  if (found.phase === "swap") return undefined;
  if (found.program !== program) return "another version of the program began it";
  if (found.cursor === undefined) return "it had not got anywhere yet";
  return (await areShadowsWhole(database, plan)) ? undefined : "tables or views of it are missing";
}
