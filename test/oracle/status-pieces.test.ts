import { describe, expect, it } from "vitest";
import { at } from "./given-events.ts";
import type { StatusFact } from "./status-fact.ts";
import { statusPieces } from "./status-pieces.ts";

const changes = (...told: readonly (readonly [time: string, status: string])[]): readonly StatusFact[] =>
  told.map(([time, status], offset) => ({ tenant: "acme", user_id: 1, changed_at_ms: at(time), status, partition: 0, offset }));
const window = { from: at("10:00:00") / 1000, to: at("11:00:00") / 1000 };
const told = (pieces: ReturnType<typeof statusPieces>) =>
  pieces.map(({ status, from, to }) => `${status} ${new Date(from * 1000).toISOString().slice(11, 19)}-${new Date(to * 1000).toISOString().slice(11, 19)}`);

describe("pieces of an operator's time", () => {
  it("cuts at the window; the last status lasts to its end; before the first there is none", () => {
    expect(told(statusPieces(changes(["09:00:00", "READY"], ["10:30:00", "DND"]), window, "none"))).toEqual([
      "READY 10:00:00-10:30:00",
      "DND 10:30:00-11:00:00",
    ]);
    expect(told(statusPieces(changes(["10:59:00", "READY"]), window, "none"))).toEqual(["READY 10:59:00-11:00:00"]);
    expect(statusPieces(changes(["11:00:00", "READY"]), window, "none")).toEqual([]);
  });

  it("takes changes in the order of their times, whichever came first", () => {
    expect(told(statusPieces(changes(["10:30:00", "DND"], ["10:10:00", "READY"]), window, "none"))).toEqual([
      "READY 10:10:00-10:30:00",
      "DND 10:30:00-11:00:00",
    ]);
  });

  it("a repeated status goes on", () => {
    expect(told(statusPieces(changes(["10:00:00", "READY"], ["10:10:00", "READY"]), window, "none"))).toEqual(["READY 10:00:00-11:00:00"]);
  });

  it("at one instant the higher offset wins, and the loser is gone before repeats are merged (V1)", () => {
    expect(told(statusPieces(changes(["10:00:00", "READY"], ["10:10:00", "DND"], ["10:10:00", "READY"]), window, "none"))).toEqual(["READY 10:00:00-11:00:00"]);
  });

  it("V1: what is shorter than a whole second is no sample, but it does part the statuses around it", () => {
    const flicker = changes(["10:00:00", "READY"], ["10:10:00.100", "DND"], ["10:10:00.900", "READY"]);
    expect(told(statusPieces(flicker, window, "none"))).toEqual(["READY 10:00:00-10:10:00", "READY 10:10:00-11:00:00"]);
  });

  it("X1: instants are truncated first: 0.2 seconds over the second's edge are one second", () => {
    const pieces = statusPieces(changes(["10:00:00.900", "READY"], ["10:00:01.100", "DND"]), window, "none");
    expect(told(pieces)[0]).toBe("READY 10:00:00-10:00:01");
  });

  it.each([
    ["none", ["READY 22:30:00-01:15:00"]],
    ["day", ["READY 22:30:00-00:00:00", "READY 00:00:00-01:15:00"]],
    ["hour", ["READY 22:30:00-23:00:00", "READY 23:00:00-00:00:00", "READY 00:00:00-01:00:00", "READY 01:00:00-01:15:00"]],
    ["hour_of_day", ["READY 22:30:00-23:00:00", "READY 23:00:00-00:00:00", "READY 00:00:00-01:00:00", "READY 01:00:00-01:15:00"]],
  ] as const)("V2: cuts for %s at the edges of its own buckets only", (cut, wanted) => {
    const night = { from: at("22:00:00") / 1000, to: at("23:59:59") / 1000 + 4_501 };
    expect(told(statusPieces(changes(["22:30:00", "READY"]), night, cut))).toEqual(wanted);
  });
});
