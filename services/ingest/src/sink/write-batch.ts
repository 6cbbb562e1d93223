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

function factInserts(effects: Effects): readonly PreparedInsert[] {
  const inserts = [prepareArchive(effects.archive), prepareStatusIdentities(effects.identities), ...factTableNames.map((table) => prepareFacts(table, effects.facts[table]))];
  return inserts.filter((insert) => insert !== undefined);
}
