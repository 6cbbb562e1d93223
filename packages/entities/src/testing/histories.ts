import type { AnyEvent, EntityKind, LoggedEvent } from "@stats/events";
import fc from "fast-check";
import { logged } from "./given.ts";

/** What an event of a random history says: its type and data, without the moment. */
export type Body = Pick<AnyEvent, "type" | "data">;

/** Random logs of one entity: `any` has ties in time and identities told again; in `unambiguous` nothing is left to the order of arrival. */
export interface Histories {
  readonly any: fc.Arbitrary<LoggedEvent<AnyEvent>[]>;
  readonly unambiguous: fc.Arbitrary<AnyEvent[]>;
}

/** Histories of a few seconds in quarters of a second, so that ties and moved beginnings happen all the time. */
export function historiesOf(kind: EntityKind, entityId: number | string, bodies: fc.Arbitrary<Body>): Histories {
  const baseMs = Date.UTC(2026, 0, 15, 9, 59, 58);
  const step = fc.nat(47);
  const make = (said: Body, id: string, at: number): AnyEvent =>
    ({ tenant: "acme", kind, entityId: String(entityId), source: "//crm.test", id, timeMs: baseMs + at * 250, ...said }) as AnyEvent;
  return {
    any: fc
      .array(fc.tuple(bodies, fc.nat(80), step), { minLength: 1, maxLength: 28 })
      .map((events) => logged(events.map(([said, id, at]) => make(said, `e${id}`, at)))),
    unambiguous: fc
      .uniqueArray(fc.tuple(bodies, step), { minLength: 1, maxLength: 22, selector: ([, at]) => at })
      .map((events) => events.map(([said, at], index) => make(said, `e${index}`, at))),
  };
}

/** An event's type with random data; a field that is undefined is left out, as after the check. */
export function body(type: AnyEvent["type"], fields: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Body> {
  return fc.record(fields).map((data) => ({ type, data: Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined)) }) as Body);
}

export const smallId = fc.integer({ min: 1, max: 3 });
export const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
