import type { AnyEvent, LoggedEvent } from "@stats/events";
import { expect } from "vitest";
import { applyEvent, foldAll, rowsOf } from "../entity.ts";
import type { Fold } from "../fold.ts";
import { foldFor } from "../registry.ts";
import type { FactRows, FactTable, FactTables } from "../rows.ts";

/** What a test says about the rows: the tables and the number of rows exactly, of each row the columns it cares for. */
type ExpectedRows = { readonly [T in FactTable]?: readonly Partial<FactTables[T]>[] };

export const partition = 3;
const firstOffset = 100;

/** The events as the log holds them, in this order. */
export function logged(events: readonly AnyEvent[], from = firstOffset): LoggedEvent<AnyEvent>[] {
  return events.map((event, index) => ({ event, partition, version: from + index }));
}

/** The fold of the events' kind; a test of a kind without one is a mistake. */
function foldOf(events: readonly AnyEvent[]): Fold {
  const kind = events[0]?.kind;
  const fold = kind && foldFor(kind);
  if (fold === undefined) throw new Error(`no fold for ${kind ?? "no events"}`);
  return fold;
}

interface When {
  /** The same event arrives once more, or `times` times, each at an offset of its own. */
  when(event: AnyEvent, options?: { readonly times: number }): When;
  gives(expected: ExpectedRows): FactRows;
}

/** given(what the log holds).when(what arrives next).gives(the entity's rows). */
export function given(events: readonly AnyEvent[]): When {
  return {
    when: (event, { times } = { times: 1 }) => given([...events, ...Array.from({ length: times }, () => event)]),
    gives: (expected) => {
      const rows = rowsFrom(events);
      expect(rows).toMatchObject(expected);
      expect(Object.keys(rows)).toEqual(Object.keys(expected));
      return rows;
    },
  };
}

/** The rows after a single pass, event by event, which a fold from scratch must confirm. */
function rowsFrom(events: readonly AnyEvent[]): FactRows {
  const [first, ...rest] = logged(events);
  if (first === undefined) throw new Error("given() needs an event");
  const entity = foldAll(foldOf(events), [first]);
  for (const next of rest) applyEvent(entity, next);
  const rows = rowsOf(entity);
  expect(rowsOf(foldAll(foldOf(events), logged(events)))).toEqual(rows);
  return rows;
}
