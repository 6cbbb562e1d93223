import { describe, expect, it } from "vitest";
import { keyOf, whatPays } from "./refresh-plan.ts";

const zones = new Map([["acme", "Europe/Warsaw"]]);
const of = (fact: "chat" | "call" | "status_change", writesPerDay: number, tenant = "acme") => ({ tenant, fact, writesPerDay, from: 0, to: 86_400 });
const grainsOf = (activity: ReturnType<typeof of>[], fact: "chat" | "call" | "status_change") =>
  whatPays(activity, zones, 200).get(keyOf("acme", fact))?.grains;

describe("roll-ups pay", () => {
  it("of operators' time from the least number of writes on, of dialogs from eight times as many, per hour from fifty times", () => {
    expect(grainsOf([of("status_change", 199)], "status_change")).toBeUndefined();
    expect(grainsOf([of("status_change", 200)], "status_change")).toEqual(["day"]);
    expect(grainsOf([of("status_change", 10_000)], "status_change")).toEqual(["hour", "day"]);
    expect(grainsOf([of("chat", 1599)], "chat")).toBeUndefined();
    expect(grainsOf([of("chat", 1600)], "chat")).toEqual(["day"]);
    expect(grainsOf([of("chat", 10_000)], "chat")).toEqual(["hour", "day"]);
  });

  it("of all dialogs of an account together, and of no other account's", () => {
    expect(grainsOf([of("chat", 1500), of("call", 100)], "call")).toEqual(["day"]);
    expect(grainsOf([of("chat", 1500), of("call", 100, "other")], "chat")).toBeUndefined();
  });

  it("in the zone that somebody has said", () => {
    const pays = whatPays([of("chat", 5000), of("chat", 5000, "other")], zones, 200);
    expect([pays.get(keyOf("acme", "chat"))?.zone, pays.get(keyOf("other", "chat"))?.zone]).toEqual(["Europe/Warsaw", undefined]);
  });
});
