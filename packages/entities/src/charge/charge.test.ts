import type { EventData } from "@stats/events";
import { describe, expect, it } from "vitest";
import { foldAll, weight } from "../entity.ts";
import type { ChargeRow } from "../rows.ts";
import { event } from "../testing/events.ts";
import { given, logged } from "../testing/given.ts";
import { chargeFold } from "./charge.ts";

const recorded = (clock: string, said: Partial<EventData["charge.recorded.v1"]> = {}) =>
  event("charge.recorded.v1", "charge", 8, clock, { charge_id: 8, date: "2026-01-15", kind: "subscriber_fee", amount: "100", ...said });
const one = (...rows: Partial<ChargeRow>[]) => ({ charge: rows });

describe("a charge", () => {
  it("A31: falls on the day that is said, not on that of its event; without a word on bonuses they are 0", () => {
    given([recorded("10:00", { date: "2025-12-31", kind: "changes", amount: "-12.50" })]).gives(
      one({ charge_id: 8, charged_on: "2025-12-31", kind: "changes", amount: "-12.5", bonuses: "0", deleted: 0 }),
    );
  });

  it("keeps every decimal of the largest amount", () => {
    given([recorded("10:00", { amount: "99999999999999.9999", bonuses: "0.0001" })]).gives(one({ amount: "99999999999999.9999", bonuses: "0.0001" }));
  });

  it("settled last: of several events the latest replaces as a whole, whichever came first, and the other day is taken back", () => {
    given([recorded("10:05", { date: "2026-01-16", amount: "7" })])
      .when(recorded("10:00", { kind: "telecom_services", amount: "5", bonuses: "5" }))
      .gives(
        one(
          { charged_on: "2026-01-16", kind: "subscriber_fee", amount: "7", bonuses: "0", deleted: 0 },
          { charged_on: "2026-01-15", deleted: 1, kind: "none" },
        ),
      );
  });

  it("X12: of two events at one instant the higher offset counts", () => {
    given([recorded("10:00", { amount: "5" })])
      .when(recorded("10:00", { amount: "7" }))
      .gives(one({ amount: "7" }));
  });

  it("on a day beyond what the database's type holds counts on the nearest that it holds", () => {
    given([recorded("10:00", { date: "0001-01-01" })]).gives(one({ charged_on: "1970-01-01" }));
    given([recorded("10:00", { date: "9999-12-31" })]).gives(one({ charged_on: "2149-06-06" }));
  });

  it("weighs more with every day it was ever on", () => {
    const days = Array.from({ length: 28 }, (_, day) => recorded("10:00", { date: `2026-02-${String(day + 1).padStart(2, "0")}` }));
    expect(weight(foldAll(chargeFold, logged(days)))).toBeGreaterThan(weight(foldAll(chargeFold, logged([recorded("10:00")]))) + 28 * 16);
  });
});
