import type { AnyEvent, LoggedEvent } from "@stats/events";
import fc from "fast-check";
import { expect, it } from "vitest";
import { applyEvent, emptyEntity, foldAll, rowsOf, type Entity } from "../entity.ts";
import type { Fold } from "../fold.ts";
import type { FactRows, FactTable } from "../rows.ts";
import type { Versioned } from "../versioned.ts";
import type { Histories } from "./histories.ts";
import { logged } from "./given.ts";

type Log = LoggedEvent<AnyEvent>[];
interface Written extends Versioned {
  /** Table and key columns. */
  readonly key: string;
  readonly row: unknown;
}

const runs = { numRuns: 400 };
const keys: Partial<Record<FactTable, readonly string[]>> = {
  call: ["started_at", "call_id"],
  call_leg: ["started_at", "call_id", "leg_id"],
  lead: ["received_at", "offline_message_id"],
  goal: ["reached_at", "communication_id"],
  contact: ["contact_id"],
  visitor_session: ["started_at", "visitor_session_id"],
  visitor: ["visitor_id"],
  charge: ["charged_on", "charge_id"],
  api_request: ["requested_at", "api_request_id"],
};

/** What invariant I1 demands of every fold, as tests over random histories of one entity. */
export function itKeepsTheLaws(fold: Fold, { any, unambiguous }: Histories): void {
  const rows = (log: Log): Written[] => written(rowsOf(foldAll(fold, log)));
  const fresh = ([first]: Log): Entity => emptyEntity(fold, first?.event.tenant ?? "", first?.event.entityId ?? "");
  const withoutVersions = (all: readonly Written[]) => new Map(all.map(({ key, row }) => [key, { ...(row as object), version: 0 }]));

  it("does not depend on the order of arrival, tombstones included", () => {
    const shuffled = unambiguous.chain((events) => fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })));
    fc.assert(
      fc.property(shuffled, ([events, other]) => {
        expect(withoutVersions(rows(logged(other)))).toEqual(withoutVersions(rows(logged(events))));
      }),
      runs,
    );
  });

  it("does not change through duplicates anywhere, whatever these say", () => {
    const copy = fc.tuple(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 3000 }));
    fc.assert(
      fc.property(any, fc.array(copy, { maxLength: 8 }), (log, copies) => {
        // room between the offsets, so that duplicates can be put in without moving anything
        const known = log.map((one) => ({ ...one, version: one.version * 100 }));
        const extra = copies.flatMap(([of, saying, distance], index) => {
          const [first, other] = [known[of % known.length], known[saying % known.length]];
          if (first === undefined || other === undefined) return [];
          return [{ ...first, version: first.version + distance * 100 + 1 + index, event: { ...other.event, source: first.event.source, id: first.event.id } }];
        });
        expect(rows([...known, ...extra])).toEqual(rows(known));
      }),
      runs,
    );
  });

  it("gives the same rows for every batch split and every restart from scratch between batches", () => {
    fc.assert(
      fc.property(any, fc.func(fc.constantFrom("go on", "ask", "refold")), (log, cut) => {
        let entity = fresh(log);
        for (const [index, one] of log.entries()) {
          applyEvent(entity, one);
          const prefix = log.slice(0, index + 1);
          if (cut(index) === "ask") expect(written(rowsOf(entity))).toEqual(rows(prefix));
          if (cut(index) === "refold") entity = foldAll(fold, prefix);
        }
        expect(written(rowsOf(entity))).toEqual(rows(log));
      }),
      runs,
    );
  });

  it("gives the same rows after a re-delivery from any earlier offset", () => {
    fc.assert(
      fc.property(any, fc.nat(), (log, from) => {
        const entity = foldAll(fold, log);
        const outcomes = log.slice(from % log.length).map((one) => applyEvent(entity, one));
        expect(outcomes.every((outcome) => outcome === "known" || outcome === "duplicate")).toBe(true);
        expect(written(rowsOf(entity))).toEqual(rows(log));
      }),
      runs,
    );
  });

  it("after a gap gives the rows of a single pass, and takes back every key that was written meanwhile", () => {
    fc.assert(
      fc.property(unambiguous, fc.func(fc.boolean()), (events, isSeen) => {
        const log = logged(events);
        const [seen, missed] = [log.filter(({ version }) => isSeen(version)), log.filter(({ version }) => !isSeen(version))];
        let entity = fresh(log);
        const before: Written[] = [];
        for (const one of seen) {
          applyEvent(entity, one);
          before.push(...written(rowsOf(entity)));
        }
        const have = [...seen];
        for (const one of missed) {
          have.push(one);
          if (applyEvent(entity, one) === "gap") entity = foldAll(fold, have);
        }
        expect(written(rowsOf(entity))).toEqual(rows(log));
        expect(visible([...before, ...rows(log)])).toEqual(visible(rows(log)));
      }),
      runs,
    );
  });

  it("has rows whose version is the last event's, one a key, and covers every key that was ever written", () => {
    fc.assert(
      fc.property(any, (log) => {
        const entity = fresh(log);
        const ever = new Set<string>();
        for (const one of log) {
          const before = entity.version;
          if (applyEvent(entity, one) === "folded") expect(entity.version).toBeGreaterThan(before);
          const now = written(rowsOf(entity));
          const present = new Set(now.map(({ key }) => key));
          expect(present.size).toBe(now.length);
          for (const key of present) ever.add(key);
          expect(ever.isSubsetOf(present)).toBe(true);
          expect(now.every(({ version }) => version === entity.version)).toBe(true);
        }
      }),
      runs,
    );
  });

  it("converges in tables that keep the highest version, whatever stale or half-written batches came before and after", () => {
    fc.assert(
      fc.property(any, fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 30 }), fc.nat(30), (log, stale, last) => {
        const done = rows(log);
        const half = stale.flatMap(([index, row]) => {
          const partly = rows(log.slice(0, 1 + (index % log.length)));
          return partly.slice(row % (partly.length + 1), 1 + (row % (partly.length + 1)));
        });
        expect(visible([...half.slice(0, last), ...done, ...half.slice(last)])).toEqual(visible(done));
      }),
      runs,
    );
  });
}

function written(rows: FactRows): Written[] {
  return Object.entries(rows).flatMap(([table, list]) =>
    (list as readonly Versioned[]).map((row) => {
      const columns = (keys[table as FactTable] ?? []).map((column) => (row as unknown as Record<string, unknown>)[column]);
      return { ...row, key: JSON.stringify([table, ...columns]), row };
    }),
  );
}

/** What a reader of the tables sees: of each key the row with the highest version, unless it is deleted. */
function visible(all: readonly Written[]): ReadonlyMap<string, unknown> {
  const byKey = new Map<string, Written>();
  for (const one of all) {
    const known = byKey.get(one.key);
    if (known === undefined || one.version >= known.version) byKey.set(one.key, one);
  }
  return new Map([...byKey.values()].filter(({ deleted }) => deleted === 0).map(({ key, row }) => [key, row]));
}
