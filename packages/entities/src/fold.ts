import type { AnyEvent, EntityKind, LoggedEvent } from "@stats/events";
import type { FactRows } from "./rows.ts";

/**
 * How one kind of entity becomes fact rows. Pure: the result depends on the entity's events and their order in the log alone,
 * not on batches, the clock or the order in which event *times* arrive.
 *
 * The members are methods so that a `Fold<ChatState>` can stand in a list of `Fold`s: a caller that does not know the state's
 * type can only hand back what it was given.
 */
export interface Fold<S = unknown> {
  readonly kinds: readonly EntityKind[];
  initialState(): S;
  /**
   * Folds one more event. Takes the state over: the caller must go on with the returned one only. Events come in ascending
   * `version`, each identity (source, id) once (see entity.ts, which guards both).
   */
  evolve(state: S, logged: LoggedEvent<AnyEvent>): S;
  /** All rows of the entity as of its last event, tombstones of every former key included; none while it lacks its first event. */
  rows(state: S, at: RowsAt): FactRows;
  /** About how many bytes the state takes, for a cache that is bounded by memory. */
  weight(state: S): number;
}

export interface RowsAt {
  readonly tenant: string;
  readonly entityId: string;
  readonly partition: number;
  /** Version of the last event folded in. */
  readonly version: number;
}
