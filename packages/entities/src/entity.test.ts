import type { AnyEvent, LoggedEvent } from "@stats/events";
import { describe, expect, it } from "vitest";
import { chatFold } from "./chat/chat.ts";
import { applyEvent, emptyEntity, foldAll, rowsOf, weight } from "./entity.ts";
import { ms } from "./testing/clock.ts";
import { answer, closed, message, started } from "./testing/events.ts";
import { logged, partition } from "./testing/given.ts";

const log = logged([started("10:00"), message("10:01"), closed("10:05")]);
const at = (event: AnyEvent, version: number): LoggedEvent<AnyEvent> => ({ event, partition, version });

describe("applyEvent", () => {
  it("folds what is new and above the version", () => {
    const entity = emptyEntity(chatFold, "acme", "42");
    expect(log.map((one) => applyEvent(entity, one))).toEqual(["folded", "folded", "folded"]);
    expect([entity.version, entity.partition]).toEqual([102, partition]);
  });

  it("knows a position that it has folded, at the end as in the middle", () => {
    const entity = foldAll(chatFold, log);
    expect(log.map((one) => applyEvent(entity, one))).toEqual(["known", "known", "known"]);
  });

  it("ignores a known identity at a higher version: no row and no version changes, once or again", () => {
    const entity = foldAll(chatFold, log);
    const rows = rowsOf(entity);
    const duplicate = at({ ...closed("10:30"), id: log[2]?.event.id ?? "" }, 110);
    expect([applyEvent(entity, duplicate), applyEvent(entity, duplicate)]).toEqual(["duplicate", "duplicate"]);
    expect(rowsOf(entity)).toEqual(rows);
    expect(entity.version).toBe(102);
  });

  it("still folds an event below a duplicate that it ignored", () => {
    const entity = foldAll(chatFold, log);
    applyEvent(entity, at(log[0]?.event ?? closed("10:00"), 110));
    expect(applyEvent(entity, at(answer("10:02", 5), 105))).toBe("folded");
  });

  it("sees a gap where an unknown event stands at or below the version, and changes nothing", () => {
    const entity = foldAll(chatFold, log);
    const rows = rowsOf(entity);
    expect(applyEvent(entity, at(answer("10:02", 5), 50))).toBe("gap");
    expect(applyEvent(entity, at(answer("10:02", 5), 102))).toBe("gap");
    expect(rowsOf(entity)).toEqual(rows);
  });

  it("sees a gap where the log has a known identity earlier than it was seen here", () => {
    const late = at(closed("10:30"), 200);
    const entity = foldAll(chatFold, [...log, late]);
    expect(applyEvent(entity, at({ ...late.event, timeMs: ms("10:20") }, 60))).toBe("gap");
  });

  it("refuses another partition, even for an event it knows", () => {
    const entity = foldAll(chatFold, log);
    expect(log.map((one) => applyEvent(entity, { ...one, partition: 4 }))).toEqual(["other_partition", "other_partition", "other_partition"]);
  });

  it("tells identities apart by source and id together", () => {
    const [first, second] = [message("10:01"), message("10:02")];
    const entity = foldAll(chatFold, [at({ ...first, source: "a", id: "bc" }, 1)]);
    expect(applyEvent(entity, at({ ...second, source: "ab", id: "c" }, 2))).toBe("folded");
    expect(applyEvent(entity, at({ ...second, source: "a", id: "bc" }, 3))).toBe("duplicate");
  });

  it("compares versions beyond 32 bits, across lives of the log", () => {
    const entity = foldAll(chatFold, [at(started("10:00"), 5), at(closed("10:05"), 2 ** 48)]);
    expect(entity.version).toBe(2 ** 48);
    expect(applyEvent(entity, at(answer("10:02", 5), 2 ** 48 - 1))).toBe("gap");
    expect(applyEvent(entity, at(answer("10:02", 5), 31 * 2 ** 48 + 2 ** 40))).toBe("folded");
    expect(rowsOf(entity).chat).toMatchObject([{ version: 31 * 2 ** 48 + 2 ** 40, answered: 1 }]);
  });
});

describe("foldAll", () => {
  it("takes the events in any order and repeated positions once", () => {
    expect(rowsOf(foldAll(chatFold, [...log.toReversed(), ...log]))).toEqual(rowsOf(foldAll(chatFold, log)));
  });

  it("leaves events on another partition out, and says which partition is the entity's", () => {
    const stray = { ...at(closed("10:30"), 200), partition: 4 };
    const entity = foldAll(chatFold, [stray, ...log]);
    expect(entity.partition).toBe(partition);
    expect(rowsOf(entity)).toEqual(rowsOf(foldAll(chatFold, log)));
  });

  it("refuses to make an entity of nothing", () => {
    expect(() => foldAll(chatFold, [])).toThrow(RangeError);
  });
});

describe("rowsOf", () => {
  it("is empty for an entity without events", () => {
    expect(rowsOf(emptyEntity(chatFold, "acme", "42"))).toEqual({});
  });
});

describe("weight", () => {
  it("grows with what the entity holds, and stays near what a live chat of twenty events takes", () => {
    const chat = (messages: number) => foldAll(chatFold, logged([started("10:00"), ...Array.from({ length: messages }, () => message("10:01"))]));
    expect(weight(chat(200))).toBeGreaterThan(weight(chat(19)) * 5);
    expect(weight(chat(19))).toBeGreaterThan(20 * 24);
    expect(weight(chat(19))).toBeLessThan(4096);
  });
});
