import { setTimeout as wait } from "node:timers/promises";
import {
  connect,
  type Database,
  type DatabaseOptions,
  factTableNames,
  findOtherKeys,
  migrate,
  newOwner,
  RebuildBusyError,
  SortingKeyError,
  unfinishedRebuild,
} from "@stats/facts";
import { rebuild, type RebuildOptions } from "./rebuild.ts";

export interface BringUpOptions extends Pick<RebuildOptions, "clock" | "onProgress" | "onNote" | "program" | "page" | "rowsPerFlush"> {
  readonly at: DatabaseOptions;
  /** Stops a rebuild after what is on its way has been written; it can be gone on with later. */
  readonly signal?: AbortSignal;
}

/** Statements that look at all rows of a table at once. */
const statementMsMax = 4 * 3_600_000;
const busyMs = 1000;

/**
 * Brings the database to this version's schema: {@link migrate}, and where an older version sorted fact tables otherwise, makes those anew from the
 * archive first. Killed in the middle of it, the next call goes on where it was; while another process is at it, waits for that one.
 * Workers of the older version must have been stopped: their rows would be of the old kind.
 * @returns the schema files applied, in order
 * @throws {SchemaMismatchError} for what cannot be brought over, {RebuildUnsupportedError} on a cluster
 */
export async function bringUp(options: BringUpOptions): Promise<readonly string[]> {
  try {
    return await migrate(options.at);
  } catch (error) {
    if (!(error instanceof SortingKeyError)) throw error;
    options.onNote(`${error.message} That is being done.`);
    await makeAnew(options, error);
    return await migrate(options.at);
  }
}

async function makeAnew({ at, signal = new AbortController().signal, ...options }: BringUpOptions, error: SortingKeyError): Promise<void> {
  const tables = factTableNames.filter((table) => error.tables.includes(table));
  if (tables.length < error.tables.length) throw error;
  const database = connect({ ...at, timeoutMs: statementMsMax });
  try {
    while ((await findOtherKeys(database)).length > 0) {
      const isDone = await rebuilt({ ...options, database, tables, signal });
      if (isDone === false) throw new Error(`Interrupted while ${tables.join(", ")} were made anew; the next start goes on with it.`);
      if (isDone === true) return;
      await wait(busyMs, undefined, { signal });
    }
  } finally {
    await database.close();
  }
}

/** False when it was told to stop; undefined while another process is at it. */
async function rebuilt(options: RebuildOptions): Promise<boolean | undefined> {
  try {
    return (await rebuild(options)).isDone;
  } catch (error) {
    // Of several that begin at once, one may have its tables removed by another before it notices that the other goes on.
    if (error instanceof RebuildBusyError || (await isBusy(options.database))) return undefined;
    throw error;
  }
}

async function isBusy(database: Database): Promise<boolean> {
  try {
    await unfinishedRebuild(database, newOwner());
    return false;
  } catch (error) {
    return error instanceof RebuildBusyError;
  }
}
