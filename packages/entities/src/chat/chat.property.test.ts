import type { AnyEvent, LoggedEvent } from "@stats/events";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEvent, emptyEntity, foldAll, rowsOf } from "../entity.ts";
import type { ChatRow, FactRows } from "../rows.ts";
import { anyHistory, unambiguousHistory } from "../testing/chat-histories.ts";
import { referenceRow, startOf } from "../testing/chat-reference.ts";
import { logged } from "../testing/given.ts";
import { chatFold } from "./chat.ts";

type Log = LoggedEvent<AnyEvent>[];

const runs = { numRuns: 1500 };
const fold = (log: Log): FactRows => rowsOf(foldAll(chatFold, log));
const empty = () => emptyEntity(chatFold, "acme", "42");
const withoutVersion = (rows: FactRows) =>
  rows.chat?.map((row) => ({ ...row, version: 0 })).toSorted((a, b) => a.deleted - b.deleted || a.started_at - b.started_at);
const prefixesOf = (log: Log): Log[] => log.map((_, index) => log.slice(0, index + 1));

/** Makes room between offsets, so that duplicates can be put in without moving anything. */
const spread = (log: Log): Log => log.map((one) => ({ ...one, version: one.version * 100 }));

describe("the rows of a chat", () => {
  it("equal the rulings written down naively, at every prefix of the log", () => {
    fc.assert(
      fc.property(anyHistory, (log) => {
        for (const prefix of prefixesOf(log)) {
          const live = fold(prefix).chat?.[0];
          const expected = referenceRow(prefix);
          expect(live).toEqual(expected && { tenant: "acme", partition: 3, deleted: 0, ...expected });
        }
      }),
      runs,
    );
  });

  it("do not depend on the order of arrival, tombstones included", () => {
    const shuffled = unambiguousHistory.chain((events) => fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })));
    fc.assert(
      fc.property(shuffled, ([events, other]) => {
        expect(withoutVersion(fold(logged(other)))).toEqual(withoutVersion(fold(logged(events))));
      }),
      runs,
    );
  });

  it("do not change through duplicates anywhere, whatever these say", () => {
    const duplicated = anyHistory.chain((log) => {
      const copy = fc.tuple(fc.nat(log.length - 1), fc.nat(log.length - 1), fc.integer({ min: 1, max: 3000 }));
      return fc.tuple(fc.constant(log), fc.array(copy, { maxLength: 8 }));
    });
    fc.assert(
      fc.property(duplicated, ([log, copies]) => {
        const known = spread(log);
        const extra = copies.flatMap(([of, saying, distance], index) => {
          const first = known[of];
          const other = known[saying];
          if (first === undefined || other === undefined) return [];
          const version = first.version + distance * 100 + 1 + index;
          return [{ ...first, version, event: { ...other.event, source: first.event.source, id: first.event.id } }];
        });
        expect(fold([...known, ...extra])).toEqual(fold(known));
      }),
      runs,
    );
  });

  it("are the same for every batch split and every restart from scratch between batches", () => {
    const cut = anyHistory.chain((log) =>
      fc.tuple(fc.constant(log), fc.array(fc.constantFrom("go on", "ask", "refold"), { minLength: log.length, maxLength: log.length })),
    );
    fc.assert(
      fc.property(cut, ([log, cuts]) => {
        let entity = empty();
        for (const [index, one] of log.entries()) {
          applyEvent(entity, one);
          const prefix = log.slice(0, index + 1);
          if (cuts[index] === "ask") expect(rowsOf(entity)).toEqual(fold(prefix));
          if (cuts[index] === "refold") entity = foldAll(chatFold, prefix);
        }
        expect(rowsOf(entity)).toEqual(fold(log));
      }),
      runs,
    );
  });

  it("are the same after a re-delivery from any earlier offset", () => {
    const replayed = anyHistory.chain((log) => fc.tuple(fc.constant(log), fc.nat(log.length - 1)));
    fc.assert(
      fc.property(replayed, ([log, from]) => {
        const entity = foldAll(chatFold, log);
        const outcomes = log.slice(from).map((one) => applyEvent(entity, one));
        expect(outcomes.every((outcome) => outcome === "known" || outcome === "duplicate")).toBe(true);
        expect(rowsOf(entity)).toEqual(fold(log));
      }),
      runs,
    );
  });

  it("after a gap equal those of a single pass, and take back every key that was written meanwhile", () => {
    const gappy = fc.tuple(unambiguousHistory, fc.func(fc.boolean())).map(([events, isSeen]) => {
      const log = logged(events);
      return { log, seen: log.filter(({ version }) => isSeen(version)), missed: log.filter(({ version }) => !isSeen(version)) };
    });
    fc.assert(
      fc.property(gappy, fc.gen(), ({ log, seen, missed }, gen) => {
        let entity = empty();
        const written: ChatRow[] = [];
        for (const one of seen) {
          applyEvent(entity, one);
          written.push(...(rowsOf(entity).chat ?? []));
        }
        const have = [...seen];
        for (const one of missed) {
          have.push(one);
          const expected = one.version < entity.version ? "gap" : "folded";
          const outcome = applyEvent(entity, one);
          expect(outcome).toBe(expected);
          if (outcome === "gap")
            entity = foldAll(
              chatFold,
              gen(() => fc.shuffledSubarray(have, { minLength: have.length })),
            );
        }
        expect(rowsOf(entity)).toEqual(fold(log));
        expect(latestOf([...written, ...(rowsOf(entity).chat ?? [])])).toEqual(latestOf(fold(log).chat ?? []));
      }),
      runs,
    );
  });

  it("have versions that only grow, and the live row with its tombstones covers every key ever written", () => {
    fc.assert(
      fc.property(anyHistory, (log) => {
        const entity = empty();
        const keys = new Set<number>();
        for (const [index, one] of log.entries()) {
          const before = entity.version;
          if (applyEvent(entity, one) === "folded") expect(entity.version).toBeGreaterThan(before);
          const rows = rowsOf(entity).chat ?? [];
          const start = startOf(log.slice(0, index + 1));
          if (start !== undefined) keys.add(Math.floor(start.event.timeMs / 1000));
          expect(rows.filter(({ deleted }) => deleted === 0).map((row) => row.started_at)).toEqual(
            start === undefined ? [] : [Math.floor(start.event.timeMs / 1000)],
          );
          expect(new Set(rows.map((row) => row.started_at)).size).toBe(rows.length);
          expect([...keys].every((key) => rows.some((row) => row.started_at === key))).toBe(true);
          expect(rows.every(({ version }) => version === entity.version)).toBe(true);
        }
      }),
      runs,
    );
  });

  it("converge in a table that keeps the highest version, whatever stale or half-written batches came before and after", () => {
    const writes = anyHistory.chain((log) => fc.tuple(fc.constant(log), fc.array(fc.tuple(fc.nat(log.length - 1), fc.nat(3)), { maxLength: 30 })));
    fc.assert(
      fc.property(writes, fc.nat(30), ([log, stale], last) => {
        const done = fold(log).chat ?? [];
        const half = stale.flatMap(([index, row]) => (fold(log.slice(0, index + 1)).chat ?? []).slice(row, row + 1));
        const table = latestOf([...half.slice(0, last), ...done, ...half.slice(last)]);
        expect(table).toEqual(done.filter(({ deleted }) => deleted === 0));
      }),
      runs,
    );
  });
});

/** What a reader of the table sees: of each key the row with the highest version, unless it is deleted. */
function latestOf(rows: readonly ChatRow[]): ChatRow[] {
  const byKey = new Map<number, ChatRow>();
  for (const row of rows) {
    const known = byKey.get(row.started_at);
    if (known === undefined || row.version >= known.version) byKey.set(row.started_at, row);
  }
  return [...byKey.values()].filter(({ deleted }) => deleted === 0);
}
