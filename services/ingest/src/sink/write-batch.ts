import { factTableNames, prepareArchive, prepareFacts, type PreparedInsert, preparePositions, prepareStatusIdentities, send } from "@stats/facts";
import type { Effects } from "../batch.ts";
import { type DeadLetterDeps, registerDeadLetters } from "./dead-letter-register.ts";

export interface WriteDeps extends DeadLetterDeps {
  readonly nowMs: number;
  /** Tries an operation until it works; rejects only when the worker is told to stop at once. */
  readonly persist: <T>(what: string, operation: () => Promise<T>) => Promise<T>;
}

/**
 * Writes a batch: archive, identities, facts, dead letters, and last the positions, each insert acknowledged before the next (invariant I2). Every step is
 * idempotent and is repeated until it works; a crash anywhere leaves a prefix that the next delivery completes.
 */
export async function writeBatch(deps: WriteDeps, effects: Effects): Promise<void> {
  for (const insert of factInserts(effects)) await deps.persist(insert.table, () => send(deps.database, insert));
  await deps.persist("dead_letter", () => registerDeadLetters(deps, effects.rejected));
  const positions = preparePositions(effects.positions, deps.nowMs);
  if (positions !== undefined) await deps.persist("position", () => send(deps.database, positions));
}

/** One after the other, each encoded only when its turn has come: the bodies of a batch together would be most of the worker's memory. */
function* factInserts(effects: Effects): Generator<PreparedInsert> {
  const archive = prepareArchive(effects.archive);
  if (archive !== undefined) yield archive;
  const identities = prepareStatusIdentities(effects.identities);
  if (identities !== undefined) yield identities;
  for (const table of factTableNames) {
    const facts = prepareFacts(table, effects.facts[table]);
    if (facts !== undefined) yield facts;
  }
}
